package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/internal/stepper"
	"github.com/Huzefaaa2/subsim/replay"
)

// stepOptions are the flags of subsim step.
type stepOptions struct {
	streams Streams
	colors  *colorMode
	profile profileFlag
	start   string
	clock   string
}

func newStep(s Streams, colors *colorMode) *cobra.Command {
	o := &stepOptions{streams: s, colors: colors}
	cmd := &cobra.Command{
		Use:   "step [FILE:LINE]",
		Short: "Play the machine by hand",
		Long: `Play the machine by hand, a line at a time: write an event and see what becomes
of it, move the clock, take steps back, change the rules and see what would have
come out differently, and save it all as a scenario that replays. The line help
lists what can be written.

With FILE:LINE, walk through the scenario that stands there: on a terminal an
empty line does its next step, and any event branches off.

Off a terminal the lines come from standard input, and each is repeated before
its answer. From the first line on that makes no sense nothing is played, and
the exit code is 2; a refused event is an answer and no error.`,
		Example: `  subsim step
  subsim step --start past_due --clock 2026-03-01
  subsim step --profile marketplace
  subsim step scenarios/dunning/recovery.subsim.yaml:1`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return o.execute(cmd, args) },
	}
	o.profile.register(cmd, s, colors)
	flags := cmd.Flags()
	flags.StringVar(&o.start, "start", "none", "the state, or `configuration`, to begin in")
	flags.StringVar(&o.clock, "clock", replay.FormatInstant(replay.DefaultClock), "the `instant` to begin at")
	return cmd
}

func (o *stepOptions) execute(cmd *cobra.Command, args []string) error {
	ctx := cmd.Context()
	session, err := o.session()
	if err != nil {
		return err
	}
	h := &hand{
		session: session,
		in:      &patientReader{ctx: ctx, from: o.streams.In},
		streams: o.streams,
		colored: o.colors.on(o.streams.Err),
		profile: o.profile.named,
	}
	greeting := ""
	if len(args) == 1 {
		for _, flag := range []string{"profile", "without", "start", "clock"} {
			if cmd.Flags().Changed(flag) {
				return usageError{fmt.Errorf("--%s has no say where a scenario is walked through; write it as a line", flag)}
			}
		}
		if greeting, err = h.load(ctx, args[0]); err != nil {
			return err
		}
	}
	if o.interactive() {
		return h.converse(ctx, greeting)
	}
	fmt.Fprint(o.streams.Out, greeting)
	return h.obey(ctx)
}

// interactive reports whether somebody sits at a terminal that can edit lines.
func (o *stepOptions) interactive() bool {
	in, isFile := o.streams.In.(*os.File)
	return isFile && isTerminal(in) && isTerminal(o.streams.Out) && os.Getenv("TERM") != "dumb"
}

// session begins the session that the flags ask for.
func (o *stepOptions) session() (*stepper.Session, error) {
	table, bad := o.profile.table()
	clock, badClock := replay.ParseInstant(o.clock)
	if badClock != nil {
		badClock = usageError{fmt.Errorf("--clock: %w; write 2026-03-01 or 2026-03-01T12:00:00Z", badClock)}
	}
	if err := errors.Join(bad, badClock); err != nil {
		return nil, err
	}
	start, err := configuration(table, o.start)
	if err != nil {
		return nil, err
	}
	return stepper.New(stepper.Setup{
		Profile: table.Profile(),
		Start:   start,
		Clock:   clock,
		Careful: o.interactive(),
		Paint:   report.VerdictPainter(o.colors.on(o.streams.Out)),
		Files:   filesBeginning,
	})
}

// A hand plays a session on streams.
type hand struct {
	session *stepper.Session
	in      *patientReader
	streams Streams
	colored bool // complaints, that is
	profile func(name string) (fsm.Profile, error)
}

// do does a line and what the session wants done outside, and writes the answer.
func (h *hand) do(ctx context.Context, out io.Writer, line string) (quit bool, err error) {
	reply, err := h.session.Do(ctx, line)
	text := reply.Text
	switch {
	case err != nil:
	case reply.Save != nil:
		if err = save(reply.Save); err == nil {
			text = h.session.Saved(reply.Save.Name)
		}
	case reply.Load != "":
		text, err = h.load(ctx, reply.Load)
	case reply.Show != nil:
		err = show(out, h.session.Table(), reply.Show, h.profile)
	}
	fmt.Fprint(out, text)
	return reply.Quit, err
}

// load hands the session the one scenario that an argument names.
func (h *hand) load(ctx context.Context, arg string) (string, error) {
	if arg == "-" {
		return "", usageError{errors.New("the lines come from standard input, so a scenario cannot")}
	}
	scenario, err := onlyScenario(ctx, arg, h.streams, h.colored)
	if err != nil {
		return "", err
	}
	return h.session.Load(scenario)
}
