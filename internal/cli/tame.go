package cli

import (
	"bytes"
	"io"
	"regexp"
)

// A tame writer writes lines into a log in which some lines are commands, as
// GitHub's: texts from scenarios must not give any. It writes whole lines.
type tame struct {
	to   io.Writer
	rest []byte // of a line that has not ended yet
}

// orders matches what a log would obey: two colons where a line begins, and the
// older form anywhere.
var orders = regexp.MustCompile(`(?m)^([ \t]*:):|##\[`)

func (t *tame) Write(p []byte) (int, error) {
	t.rest = append(t.rest, p...)
	end := bytes.LastIndexByte(t.rest, '\n') + 1
	if end == 0 {
		return len(p), nil
	}
	lines := orders.ReplaceAllFunc(t.rest[:end], func(order []byte) []byte {
		return append(order[:len(order)-1:len(order)-1], ' ', order[len(order)-1])
	})
	t.rest = append([]byte(nil), t.rest[end:]...)
	if _, err := t.to.Write(lines); err != nil {
		return 0, err
	}
	return len(p), nil
}
