package cli

import (
	"errors"
	"strconv"
)

// A fractionFlag is a number from 0 to 1, and as it was written; empty where it was not
// given.
type fractionFlag struct {
	value float64
	text  string
}

func (f *fractionFlag) String() string { return f.text }

// Type names the value in the help text.
func (f *fractionFlag) Type() string { return "rate" }

func (f *fractionFlag) Set(text string) error {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || !(value >= 0 && value <= 1) {
		return errors.New("want a number from 0 to 1, such as 0.01")
	}
	f.value, f.text = value, text
	return nil
}
