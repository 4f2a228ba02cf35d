package docket

import (
	"errors"
	"io"
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/export"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// The name and the version of a summary.
const (
	summaryFormat  = "subsim audit summary"
	summaryVersion = 1
)

// Summary writes what can be published of an audit, in the shape that
// docs/summary.schema.json fixes: counts by words of the vocabulary. Of counts from 1
// to suppressBelow-1 it writes null, and of as many others that no such count can be
// computed; 0 suppresses nothing.
func Summary(w io.Writer, r *audit.Result, suppressBelow int) error {
	if suppressBelow < 0 {
		return errors.New("counts below a negative number cannot be suppressed")
	}
	f, err := figuresOf(r)
	if err != nil {
		return err
	}
	return ink.JSON(w, summaryOf(f, int64(suppressBelow)))
}

// A count is nil where it is suppressed.
type count *int64

type summary struct {
	Format          string          `json:"format"`
	Version         int             `json:"version"`
	Model           modelFacts      `json:"model"`
	Profile         profileFacts    `json:"profile"`
	Kind            *history.Kind   `json:"kind"`
	Sampled         bool            `json:"sampled"`
	Midway          bool            `json:"midway"`
	Order           *audit.Order    `json:"order"`
	Partial         bool            `json:"partial"`
	SuppressedBelow int64           `json:"suppressed_below"`
	Begin           *string         `json:"begin"`
	End             *string         `json:"end"`
	Lines           summaryLines    `json:"lines"`
	Verdicts        summaryVerdicts `json:"verdicts"`
	Duplicates      count           `json:"duplicates"`
	Subscriptions   count           `json:"subscriptions"`
	States          []summaryState  `json:"states"`
	Unsettled       count           `json:"unsettled"`
	SteadyState     summarySteady   `json:"steady_state"`
	Transitions     []summaryMove   `json:"transitions"`
	Findings        []summaryReason `json:"findings"`
	Unjudged        []summaryFault  `json:"unjudged"`
	Notices         []summaryMark   `json:"notices"`
	Cells           *summaryCells   `json:"cells"`
}

type modelFacts struct {
	Version int    `json:"version"`
	Digest  string `json:"digest"`
}

type profileFacts struct {
	Name    *string  `json:"name"` // null for one of somebody's own
	Without []string `json:"without"`
}

type summaryLines struct {
	Present  count `json:"present"`
	Judged   count `json:"judged"`
	Unjudged count `json:"unjudged"`
	LeftOut  count `json:"left_out"`
	Blank    count `json:"blank"`
	Headers  count `json:"headers"`
	Folded   count `json:"folded"`
}

type summaryVerdicts struct {
	Applied  count `json:"applied"`
	Ignored  count `json:"ignored"`
	Rejected count `json:"rejected"`
}

type summaryState struct {
	State         fsm.State `json:"state"`
	Subscriptions count     `json:"subscriptions"`
}

type summarySteady struct {
	Published struct {
		Blocked count `json:"blocked"`
	} `json:"published"`
	Ours struct {
		Ready   count `json:"ready"`
		Watch   count `json:"watch"`
		Blocked count `json:"blocked"`
	} `json:"ours"`
}

type summaryMove struct {
	From  fsm.State  `json:"from"`
	Event *fsm.Event `json:"event"`
	To    fsm.State  `json:"to"`
	Count count      `json:"count"`
}

type summaryReason struct {
	Reason    history.Reason `json:"reason"`
	First     count          `json:"first"`
	Following count          `json:"following"`
}

type summaryFault struct {
	Fault logs.Fault `json:"fault"`
	Lines count      `json:"lines"`
}

type summaryMark struct {
	Mark  logs.Mark `json:"mark"`
	Count count     `json:"count"`
}

// Cells met often are those that neither list holds.
type summaryCells struct {
	Of          int      `json:"of"`
	Unexercised []string `json:"unexercised"`
	Suppressed  []string `json:"suppressed"`
}

// A veiled is a summary while it is made.
type veiled struct {
	figures
	*veil
}

func summaryOf(f figures, below int64) summary {
	v := veiled{f, newVeil(f, below)}
	s := summary{
		Format: summaryFormat, Version: summaryVersion,
		Model: modelFacts{export.ModelVersion, export.Digest(f.table)}, Profile: profileOf(f.table.Profile()),
		Kind: word(kinds, f.kind), Order: word(orders, f.order),
		Sampled: f.sampled, Midway: f.midway, Partial: f.partial, SuppressedBelow: below,
		Begin: v.day(f.begin), End: v.day(f.end),
		Duplicates: v.told(f.duplicates), Cells: v.exercised(),
	}
	v.lifecycle(&s)
	v.judged(&s)
	return s
}

// word is a name by its place; nil where there is none.
func word[N any](names []N, place int) *N {
	if place < 0 {
		return nil
	}
	return &names[place]
}

// profileOf names a profile of the model alone: what somebody calls one of their own
// may be a name of theirs.
func profileOf(p fsm.Profile) profileFacts {
	facts := profileFacts{Without: append([]string{}, p.Without()...)}
	for _, known := range fsm.Profiles() {
		if name := known.Name(); known == p {
			facts.Name = &name
		}
	}
	return facts
}

// day writes an instant: to the day where counts are suppressed.
func (v veiled) day(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	layout := time.RFC3339Nano
	if v.below > 1 {
		layout = time.DateOnly
	}
	text := t.UTC().Format(layout)
	return &text
}

// told is a count that hangs together with no other but what is added up of it.
func (v veiled) told(n int64) count {
	if small(n, v.below) {
		return nil
	}
	return &n
}

// sum is a count that others add up to: it is suppressed where one of them is, since
// the difference to the rest would tell it.
func (v veiled) sum(n int64, parts ...count) count {
	if slices.Contains(parts, nil) {
		return nil
	}
	return v.told(n)
}

// lifecycle fills in what the veil covers, and what follows from it.
func (v veiled) lifecycle(s *summary) {
	s.Subscriptions = v.piped(v.subscriptions, func(p pipe) bool { return p.kind == plumbAll })
	s.Unsettled = v.piped(v.unsettled, func(p pipe) bool { return p.kind == plumbUnsettled })
	for i, state := range fsm.Sources() {
		n := v.piped(v.states[i], func(p pipe) bool { return p.kind == plumbState && p.from == i })
		s.States = append(s.States, summaryState{state, n})
	}
	reads := func(reading fsm.SteadyState) func(fsm.State) bool {
		return func(state fsm.State) bool { return state.SteadyState() == reading }
	}
	ours := &s.SteadyState.Ours
	ours.Ready = v.reading(s, false, reads(fsm.SteadyReady))
	ours.Watch = v.reading(s, false, reads(fsm.SteadyWatch))
	ours.Blocked = v.reading(s, true, reads(fsm.SteadyBlocked))
	s.SteadyState.Published.Blocked = v.reading(s, false, func(state fsm.State) bool {
		_, named := state.Published()
		return named
	})
	s.Transitions = []summaryMove{}
	for _, m := range v.moves() {
		n := v.piped(v.transitions[m], func(p pipe) bool { return p.kind == plumbMove && p.move == m })
		s.Transitions = append(s.Transitions, summaryMove{fsm.Sources()[m.from], word(fsm.Events(), m.event), fsm.Sources()[m.to], n})
	}
}

// reading adds up some states, and what is unsettled. The sum is told where its parts
// are, or all that is missing from the whole: it says nothing new then.
func (v veiled) reading(s *summary, unsettled bool, fits func(fsm.State) bool) count {
	var n int64
	var parts []count
	rest := []count{s.Subscriptions}
	for i, f := range s.States {
		if fits(f.State) {
			n, parts = n+v.states[i], append(parts, f.Subscriptions)
		} else {
			rest = append(rest, f.Subscriptions)
		}
	}
	if unsettled {
		n, parts = n+v.unsettled, append(parts, s.Unsettled)
	} else {
		rest = append(rest, s.Unsettled)
	}
	if slices.Contains(parts, nil) && slices.Contains(rest, nil) {
		return nil
	}
	return &n
}

func (v veiled) piped(n int64, of func(pipe) bool) count {
	if v.hides(of) {
		return nil
	}
	return &n
}

// judged fills in what became of the lines. A transition is an applied record and a
// finding may be a rejected one, so they are parts of these; so is what is left of
// applied records when the transitions are taken away, and of ignored ones without
// the duplicates.
func (v veiled) judged(s *summary) {
	kept, rejected, faults := v.verdicts[0], []count{}, []count{}
	applied := []count{}
	for m, n := range v.transitions {
		kept -= n
		applied = append(applied, v.piped(n, func(p pipe) bool { return p.kind == plumbMove && p.move == m }))
	}
	applied = append(applied, v.told(kept))
	for i, reason := range history.Reasons() {
		facts := summaryReason{reason, v.told(v.first[i]), v.told(v.following[i])}
		s.Findings = append(s.Findings, facts)
		rejected = append(rejected, facts.First, facts.Following)
	}
	for i, fault := range logs.Faults() {
		n := v.told(v.unjudged[i])
		s.Unjudged = append(s.Unjudged, summaryFault{fault, n})
		faults = append(faults, n)
	}
	for i, mark := range logs.Marks() {
		s.Notices = append(s.Notices, summaryMark{mark, v.told(v.notices[i])})
	}
	w := &s.Verdicts
	w.Applied, w.Rejected = v.sum(v.verdicts[0], applied...), v.sum(v.verdicts[2], rejected...)
	w.Ignored = v.sum(v.verdicts[1], s.Duplicates, v.told(v.verdicts[1]-v.duplicates))
	l := &s.Lines
	l.LeftOut, l.Blank = v.told(v.lines.LeftOut), v.told(v.lines.Blank)
	l.Headers, l.Folded = v.told(v.lines.Headers), v.told(v.lines.Folded)
	l.Judged, l.Unjudged = v.sum(v.lines.Judged, w.Applied, w.Ignored, w.Rejected), v.sum(v.lines.Unjudged, faults...)
	l.Present = v.sum(v.lines.Present, l.Judged, l.Unjudged, l.LeftOut, l.Blank, l.Headers, l.Folded)
}

// exercised sorts the cells: those that no record met, and those of which nothing is
// said, since few did, or a transition out of them is suppressed. A log of states
// exercises none.
func (v veiled) exercised() *summaryCells {
	if v.kind >= 0 && kinds[v.kind] == history.KindStates {
		return nil
	}
	c := summaryCells{Of: len(v.cells), Unexercised: []string{}, Suppressed: []string{}}
	for i, cell := range cells() {
		from, event := i/len(fsm.Events()), i%len(fsm.Events())
		hidden := v.hides(func(p pipe) bool { return p.kind == plumbMove && p.move.from == from && p.move.event == event })
		name := cell.State.String() + "/" + string(cell.Event)
		switch {
		case hidden || small(v.cells[i], v.below):
			c.Suppressed = append(c.Suppressed, name)
		case v.cells[i] == 0:
			c.Unexercised = append(c.Unexercised, name)
		}
	}
	return &c
}
