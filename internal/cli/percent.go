package cli

import (
	"errors"
	"math/big"
	"regexp"
)

// A percentFlag is a share that is asked for, kept exactly, and as it was
// written; nil where it was not given.
type percentFlag struct {
	*big.Rat
	text string
}

// percentShape is a whole or decimal number.
var percentShape = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{1,9})?$`)

func (f *percentFlag) String() string { return f.text }

// Type names the value in the help text.
func (f *percentFlag) Type() string { return "percent" }

func (f *percentFlag) Set(value string) error {
	percent, ok := new(big.Rat).SetString(value)
	if !ok || !percentShape.MatchString(value) || percent.Cmp(big.NewRat(100, 1)) > 0 {
		return errors.New("want a number from 0 to 100, such as 80 or 99.5")
	}
	f.Rat, f.text = percent, value
	return nil
}
