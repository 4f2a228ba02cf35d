package cli

import (
	"errors"
	"fmt"

	"github.com/Huzefaaa2/subsim/internal/boundary"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// listRules lists what is refused and what is warned of, and the ways out.
func (o *checkOptions) listRules(args []string) error {
	if len(args) > 0 {
		return usageError{errors.New("--rules takes no path")}
	}
	fmt.Fprint(o.streams.Out, "the public boundary refuses\n\n")
	for _, r := range boundary.Rules() {
		o.rule(r.Name, r.Refuses, r.WayOut)
	}
	fmt.Fprint(o.streams.Out, "\nscenarios are warned of\n\n")
	for _, l := range replay.Lints() {
		o.rule(l.Name, l.About, l.WayOut)
	}
	return nil
}

func (o *checkOptions) rule(name, about, wayOut string) {
	fmt.Fprint(o.streams.Out, diag.Wrap(fmt.Sprintf("  %-16s ", name), about))
	fmt.Fprint(o.streams.Out, diag.Wrap(fmt.Sprintf("  %-16s way out: ", ""), wayOut))
}
