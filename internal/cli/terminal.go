package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/stepper"
)

// converse plays the lines that somebody types at a terminal. The terminal is
// put back as it was found however this ends, a panic included: everything but
// the bare reading happens on this goroutine.
func (h *hand) converse(ctx context.Context, greeting string) error {
	descriptor := int(h.streams.In.(*os.File).Fd())
	before, err := term.MakeRaw(descriptor)
	if err != nil {
		return err
	}
	defer term.Restore(descriptor, before)
	screen := term.NewTerminal(duplex{h.in, h.streams.Out}, "")
	h.streams.Err = screen // a bare newline would not return the cursor
	screen.History = &pastLines{}
	screen.AutoCompleteCallback = completer(h.session, screen)
	if greeting == "" {
		greeting = "help lists what can be written, Tab completes, Ctrl-D ends\n"
	}
	fmt.Fprint(screen, greeting)
	for {
		if width, height, err := term.GetSize(descriptor); err == nil && width > 0 {
			_ = screen.SetSize(width, height)
		}
		screen.SetPrompt(h.session.Prompt())
		line, err := screen.ReadLine()
		if err != nil && !errors.Is(err, term.ErrPasteIndicator) {
			return h.leave(ctx, err)
		}
		if strings.TrimSpace(line) == "" && h.session.Walking() {
			line = "forward"
		}
		quit, err := h.do(ctx, screen, line)
		if err != nil {
			tell(screen, "", err, "")
		}
		if quit {
			return nil
		}
	}
}

// leave ends a conversation that no quit ended, and says what becomes of it.
func (h *hand) leave(ctx context.Context, err error) error {
	fmt.Fprintf(h.streams.Out, "\r\n%s\r\n", h.session.Farewell())
	switch {
	case ctx.Err() != nil || h.in.interrupted:
		return errInterrupted
	case errors.Is(err, io.EOF):
		return nil
	}
	return err
}

// A duplex is a terminal's two directions.
type duplex struct {
	io.Reader
	io.Writer
}

// completer completes on Tab. Where there are several ways to go on and nothing
// more to fill in, it lists them.
func completer(session *stepper.Session, screen io.Writer) func(string, int, rune) (string, int, bool) {
	return func(line string, pos int, key rune) (string, int, bool) {
		if key != '\t' {
			return "", 0, false
		}
		completed, ways := session.Complete(line[:pos])
		if completed == line[:pos] && len(ways) > 0 {
			fmt.Fprint(screen, diag.Wrap("  ", strings.Join(ways, "  ")))
		}
		return completed + line[pos:], len(completed), true
	}
}

// pastLines remembers lines for the arrow keys, without empty ones and
// repetitions.
type pastLines struct{ lines []string }

func (h *pastLines) Add(line string) {
	if strings.TrimSpace(line) == "" || h.Len() > 0 && h.At(0) == line {
		return
	}
	h.lines = append(h.lines, line)
}

func (h *pastLines) Len() int { return len(h.lines) }

func (h *pastLines) At(i int) string { return h.lines[len(h.lines)-1-i] }
