package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/logs"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
)

// A layoutFlag says how a log is to be understood.
type layoutFlag struct {
	columns [6]string // by logs.Column
	given   func(logs.Column) bool
	names   privateNames
	ignore  []string
	epoch   choice
}

// noColumn says that a log has no such column.
const noColumn = "none"

func (f *layoutFlag) register(cmd *cobra.Command, s Streams, colors *colorMode) {
	about := map[logs.Column]string{
		logs.ColumnID:       "the `column` that names the subscription",
		logs.ColumnAt:       "the `column` of the instant; none where the log tells no time",
		logs.ColumnEvent:    "the `column` of the event",
		logs.ColumnState:    "the `column` of the state",
		logs.ColumnDelivery: "the `column` of the delivery's id: what comes again is ignored",
		logs.ColumnSeq:      "the `column` of a number that breaks ties of instants",
	}
	flags := cmd.Flags()
	for _, c := range logs.Columns() {
		flags.StringVar(&f.columns[c], c.String(), c.String(), about[c])
	}
	f.given = func(c logs.Column) bool { return flags.Changed(c.String()) }
	f.names = privateNames{meanings: map[string]string{}, streams: s, colors: colors}
	flags.Var(&f.names, "map", "what a name of the log means (- leaves it out), or a file of such names, *"+replay.NamesExtension)
	flags.StringSliceVar(&f.ignore, "ignore-columns", nil, "`columns` that nothing is to be made of; * for all others")
	f.epoch = choice{words: []string{"none", "s", "ms", "us", "ns"}}
	_ = cmd.RegisterFlagCompletionFunc("map", completeMap)
	flags.Var(&f.epoch, "epoch", "the `unit` of whole numbers as instants, since 1970: s, ms, us or ns")
	_ = cmd.RegisterFlagCompletionFunc("epoch", cobra.FixedCompletions(f.epoch.words, cobra.ShellCompDirectiveNoFileComp))
}

// layout puts the flags together.
func (f *layoutFlag) layout() *logs.Layout {
	l := &logs.Layout{
		Names: map[logs.Column]string{}, Ignore: slices.Clone(f.ignore), Events: map[string]fsm.Event{}, States: map[string]fsm.State{},
		Epoch: []time.Duration{0, time.Second, time.Millisecond, time.Microsecond, time.Nanosecond}[f.epoch.chosen],
	}
	for _, c := range logs.Columns() {
		switch name := f.columns[c]; {
		case !f.given(c):
		case name == noColumn: // that is said of a column of our name, too
			l.Names[c], l.Ignore = "", append(l.Ignore, c.String())
		default:
			l.Names[c] = name
		}
	}
	for theirs, ours := range f.names.meanings {
		_, noEvent := fsm.ParseEvent(ours)
		_, noState := fsm.ParseState(ours)
		if noState != nil { // an event, or left out
			l.Events[theirs] = fsm.Event(strings.TrimPrefix(ours, replay.LeftOut))
		}
		if noEvent != nil {
			l.States[theirs] = fsm.State(strings.TrimPrefix(ours, replay.LeftOut))
		}
	}
	return l
}

// check refuses what makes no sense together.
func (f *layoutFlag) check() error {
	called := map[string]logs.Column{}
	var problems []error
	for _, c := range logs.Columns() {
		name := f.columns[c]
		if name == "" {
			problems = append(problems, usageError{fmt.Errorf("--%s names no column; none says that there is none", c)})
		}
		if other, twice := called[name]; twice && name != noColumn && name != "" {
			problems = append(problems, usageError{fmt.Errorf("--%s and --%s name the same column, %q", other, c, name)})
		}
		called[name] = c
	}
	if f.columns[logs.ColumnID] == noColumn {
		problems = append(problems, usageError{errors.New("without --id nobody knows which records belong together")})
	}
	return errors.Join(problems...)
}

// A privateNames is the value of --map: what private names mean.
type privateNames struct {
	meanings map[string]string
	streams  Streams
	colors   *colorMode
}

func (n *privateNames) String() string { return "" }

// Type names the values in the help text.
func (n *privateNames) Type() string { return "theirs=ours" }

func (n *privateNames) Set(text string) error {
	if i := strings.LastIndexByte(text, '='); i >= 0 {
		return n.add(strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+1:]))
	}
	content, err := readRegular(text)
	if err != nil {
		return fmt.Errorf("%w; to map a name, write theirs=ours", err)
	}
	names, err := replay.ParseNames(text, content)
	if problems := (diag.Problems{}); errors.As(err, &problems) {
		report.Problems(n.streams.Err, "error", problems, n.colors.on(n.streams.Err))
		return fmt.Errorf("%s makes no sense as a file of names", text)
	}
	for theirs, ours := range names {
		err = errors.Join(err, n.add(theirs, ours))
	}
	return err
}

func (n *privateNames) add(theirs, ours string) error {
	before, twice := n.meanings[theirs]
	switch {
	case theirs == "":
		return errors.New("the name of the log is missing: want theirs=ours")
	case twice && before != ours:
		return fmt.Errorf("%q stands for %s already", theirs, before)
	case ours != replay.LeftOut && !slices.Contains(vocabulary(), ours):
		return misnamed(fmt.Sprintf("%q is neither a state nor an event", ours), ours, vocabulary())
	}
	n.meanings[theirs] = ours
	return nil
}

// completeMap goes on behind theirs= with what it may mean; before it, with files.
func completeMap(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	i := strings.LastIndexByte(begun, '=')
	if i < 0 {
		return []string{"yaml"}, cobra.ShellCompDirectiveFilterFileExt
	}
	var names []string
	for _, name := range append(vocabulary(), replay.LeftOut) {
		names = append(names, begun[:i+1]+name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// vocabulary lists the events, then the states.
func vocabulary() []string {
	names := eventNames()
	for _, s := range fsm.States() {
		names = append(names, string(s))
	}
	return names
}
