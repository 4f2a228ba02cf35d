package stepper

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// mostDifferences is how many steps a what-if spells out.
const mostDifferences = 4

// whatIf plays the story so far under other rules and says which of its steps
// come out differently. Rules that make no sense change nothing.
func (s *Session) whatIf(ctx context.Context, next story, headline string) (Reply, error) {
	if err := next.problem(); err != nil {
		return Reply{}, err
	}
	next, life, err := next.again(ctx)
	if err != nil {
		return Reply{}, err
	}
	next.by = headline
	count, spelled := s.differences(next)
	text := diag.Wrap("", headline+": "+count) + spelled
	s.tell(next, life)
	return Reply{Text: text + s.status()}, nil
}

// differences compares another course of the same steps with the present one:
// how many differ, and how.
func (s *Session) differences(other story) (count, spelled string) {
	var text strings.Builder
	acts, n := s.now().acts, 0
	for i, was := range acts {
		now := other.acts[i]
		if slices.EqualFunc(was.answers, now.answers, replay.Answer.Same) {
			continue
		}
		if n++; n <= mostDifferences {
			fmt.Fprintf(&text, "  step %d, %s\n%s%s", i+1, was.verb(), s.heads("    was ", was), s.heads("    now ", now))
		}
	}
	if more := n - mostDifferences; more > 0 {
		fmt.Fprintf(&text, "  and %d more\n", more)
	}
	switch {
	case len(acts) == 0:
		return "in force", ""
	case n == 0:
		return "every step comes out as before", ""
	}
	return fmt.Sprintf("%d of %d steps come out differently", n, len(acts)), text.String()
}
