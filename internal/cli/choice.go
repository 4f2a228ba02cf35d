package cli

import (
	"errors"
	"slices"
	"strings"
)

// A choice is the value of a flag that takes one of a few words: the first
// unless another is given.
type choice struct {
	words  []string
	chosen int
}

func (c *choice) String() string { return c.words[c.chosen] }

// Type names the values in the help text.
func (c *choice) Type() string { return "when" }

func (c *choice) Set(value string) error {
	if i := slices.Index(c.words, value); i >= 0 {
		c.chosen = i
		return nil
	}
	last := len(c.words) - 1
	return errors.New("want " + strings.Join(c.words[:last], ", ") + " or " + c.words[last])
}
