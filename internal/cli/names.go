package cli

import (
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/paper"
)

// A namesFlag is the value of --map: a name and what it means, or a file of such
// lines.
type namesFlag struct{ paper.Names }

func (f *namesFlag) String() string { return "" }

// Type names the values in the help text.
func (f *namesFlag) Type() string { return "theirs=ours" }

func (f *namesFlag) Set(text string) error {
	if strings.Contains(text, "=") {
		return f.Names.Set(text)
	}
	content, err := readRegular(text)
	if err != nil {
		return fmt.Errorf("%w; to map a name, write theirs=ours", err)
	}
	number := 0
	for line := range strings.Lines(string(content)) {
		number++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if err := f.Names.Set(line); err != nil {
			return fmt.Errorf("%s:%d: %w", text, number, err)
		}
	}
	return nil
}
