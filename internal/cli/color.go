package cli

import (
	"io"
	"os"

	"github.com/mattn/go-isatty"
)

// A colorMode is the value of --color.
type colorMode struct{ choice }

func newColorMode() *colorMode {
	return &colorMode{choice{words: []string{"auto", "always", "never"}}}
}

// on decides for one stream: always and never are obeyed; auto wants a terminal
// that is not dumb and no NO_COLOR.
func (m *colorMode) on(out io.Writer) bool {
	switch m.String() {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(out)
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(out io.Writer) bool {
	if checked, wrapped := out.(*checkedWriter); wrapped {
		out = checked.to
	}
	file, ok := out.(*os.File)
	return ok && isatty.IsTerminal(file.Fd())
}
