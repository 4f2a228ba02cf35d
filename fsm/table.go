package fsm

import (
	"slices"
	"sync"
)

// A Table is the model compiled for one profile. It is immutable and safe for
// concurrent use; a step allocates nothing. It answers for every configuration
// that the profile can reach and every event; see [Table.Step] for names and
// [Table.Cell] for indices.
type Table struct {
	decider   *decider
	blueprint func() *blueprint // what a machine is built from; drawn when first asked for
	// cells is padded so that no index needs a bounds check; a zero cell decides
	// nothing.
	cells [256][32]Cell
	first uint32 // a bit for each configuration that generations 0 and 1 can reach
	later uint32 // a bit for each configuration that further generations can reach
}

// A Cell is the compiled answer to one event in one configuration. The zero
// cell stands where the profile has no such configuration; its verdict is
// rejected.
type Cell struct {
	Next    ConfigurationIndex // where the subscription is now
	outcome outcome
}

// An outcome is a verdict, its reason, and whether a generation begins. Zero
// decides nothing.
type outcome uint8

const (
	outcomeApplied outcome = iota + 1
	outcomeBegun           // applied, and a new generation begins
	outcomeRefused         // plus the reason's place in reasonTable
)

// An answer spells an outcome out.
type answer struct {
	verdict Verdict
	reason  Reason
	begins  int // generations that begin: 0 or 1
}

// answers holds the answer of every outcome; padded like the cells.
var answers = func() (all [16]answer) {
	all[0].verdict = VerdictRejected
	all[outcomeApplied].verdict = VerdictApplied
	all[outcomeBegun].verdict, all[outcomeBegun].begins = VerdictApplied, 1
	for i, facts := range reasonTable {
		answer := &all[int(outcomeRefused)+i]
		answer.verdict, answer.reason = facts.verdict, facts.reason
	}
	return all
}()

// outcomeFor returns the outcome of an event that was refused for a reason.
func outcomeFor(r Reason) outcome {
	for i, facts := range reasonTable {
		if facts.reason == r {
			return outcomeRefused + outcome(i)
		}
	}
	return 0
}

func (c Cell) answer() *answer { return &answers[c.outcome%16] }

// Verdict returns the cell's verdict.
func (c Cell) Verdict() Verdict { return c.answer().verdict }

// Reason returns the cell's reason; ReasonNone where the event is applied.
func (c Cell) Reason() Reason { return c.answer().reason }

// Begins reports whether a new generation begins with the cell.
func (c Cell) Begins() bool { return c.outcome == outcomeBegun }

// standardGrid is the standard table; its rows are checked here, once.
var standardGrid = func() *grid {
	g, err := newGrid(standardRows)
	if err != nil {
		panic("fsm: the standard table is broken:\n" + err.Error())
	}
	return g
}()

// builtin holds the tables of the built-in profiles, compiled when first asked
// for.
var builtin = func() map[Profile]func() *Table {
	tables := map[Profile]func() *Table{}
	for _, p := range Profiles() {
		tables[p] = sync.OnceValue(func() *Table { return compile(standardGrid, p) })
	}
	return tables
}()

// NewTable compiles the standard rows for a profile. The tables of the built-in
// profiles are compiled once and shared.
func NewTable(p Profile) *Table {
	if table, found := builtin[p]; found {
		return table()
	}
	return compile(standardGrid, p)
}

// Compile compiles other rows than the standard ones, for those who study
// variants: mutation tests, comparisons. The rows are copied. The error names
// every row that cannot mean anything and every cell that the rows leave
// undecided or decide twice.
func Compile(rows []Row, p Profile) (*Table, error) {
	g, err := newGrid(cloneRows(rows))
	if err != nil {
		return nil, err
	}
	return compile(g, p), nil
}

func compile(g *grid, p Profile) *Table {
	t := &Table{decider: newDecider(g, p)}
	t.blueprint = sync.OnceValue(func() *blueprint { return newBlueprint(t.decider) })
	for c, configuration := range configurations[:configurationCount] {
		if !p.Has(configuration.State) || !p.Has(configuration.LastKnown) {
			continue
		}
		for e, event := range Events() {
			t.cells[c][e] = t.decider.cell(configuration, event)
		}
	}
	t.reach(0, &t.first)
	return t
}

// cell packs the decider's answer.
func (d *decider) cell(c Configuration, e Event) Cell {
	to, verdict := d.effect(c, e)
	next, _ := to.Index()
	switch {
	case verdict != VerdictApplied:
		return Cell{next, outcomeFor(d.reason(c, e, verdict))}
	case c.State == StateNone || e == EventReactivate:
		return Cell{next, outcomeBegun}
	}
	return Cell{next, outcomeApplied}
}

// reach marks c and all that can follow it; a further generation is marked
// apart from the first.
func (t *Table) reach(c ConfigurationIndex, marks *uint32) {
	if *marks&(1<<c) != 0 {
		return
	}
	*marks |= 1 << c
	for e := range eventCount {
		cell := t.cells[c][e]
		switch {
		case cell.Verdict() != VerdictApplied:
		case cell.Begins() && c != 0:
			t.reach(cell.Next, &t.later)
		default:
			t.reach(cell.Next, marks)
		}
	}
}

// Profile returns the profile that the table was compiled for.
func (t *Table) Profile() Profile { return t.decider.profile }

// Configurations returns every configuration that the profile can reach, in
// index order, in its earliest generation.
func (t *Table) Configurations() []Configuration {
	var reachable []Configuration
	for i, c := range configurations[:configurationCount] {
		if (t.first|t.later)&(1<<i) == 0 {
			continue
		}
		switch {
		case i == 0:
		case t.first&(1<<i) != 0:
			c.Generation = 1
		default:
			c.Generation = 2
		}
		reachable = append(reachable, c)
	}
	return reachable
}

// Row returns the row that decides an event in a state, whether or not the
// profile keeps it ([Table.Keeps]). Names outside the vocabulary get a zero row.
func (t *Table) Row(s State, e Event) Row {
	return t.row(s, e).clone()
}

// row is Row without the copy.
func (t *Table) row(s State, e Event) *Row {
	if _, known := e.Index(); !known || !s.known() {
		return new(Row)
	}
	return t.decider.grid.row(s, e)
}

// Keeps reports whether the profile leaves the cell of an event in a state.
func (t *Table) Keeps(s State, e Event) bool {
	row := t.row(s, e)
	return row.Event != "" && t.Profile().keeps(row, s)
}

// Cell returns the answer over compiled indices. It is the fastest way to fold
// a history: one load from an array. Indices outside the model get the zero
// cell.
func (t *Table) Cell(c ConfigurationIndex, e EventIndex) Cell {
	if e > unlisted {
		return Cell{}
	}
	return t.cells[c][e]
}

// Step answers one event in one configuration. It is pure and allocates
// nothing. An error means that the question makes no sense: a [*NameError] or a
// [*ConfigurationError] for a configuration that the profile cannot reach.
func (t *Table) Step(c Configuration, e Event) (Step, error) {
	i := indexByPlace[c.State.place()%32][c.LastKnown.place()%32][flag(c.CancellationScheduled)]
	event := e.place()
	if event == unlisted || !t.reaches(i, c.Generation) {
		return Step{}, t.doubt(c, e)
	}
	return newStep(t, c.Generation, i, event, t.Cell(i, event)), nil
}

// reaches reports whether the profile can reach a configuration in a
// generation.
func (t *Table) reaches(i ConfigurationIndex, generation int) bool {
	switch generation {
	case 0:
		return i == 0
	case 1:
		return i != 0 && t.first&(1<<i) != 0
	}
	return generation > 1 && t.later&(1<<i) != 0
}

// Check reports why no subscription can be in c under the profile, or nil. The
// error is a [*NameError] or a [*ConfigurationError].
func (t *Table) Check(c Configuration) error {
	for _, s := range []State{c.State, c.LastKnown} {
		if !s.known() {
			return newNameError("state", string(s), States())
		}
	}
	problem := c.problem()
	if problem == "" {
		problem = t.problem(c)
	}
	if problem == "" {
		return nil
	}
	return &ConfigurationError{Configuration: c, Problem: problem}
}

// problem says what the profile does not allow about c, or nothing.
func (t *Table) problem(c Configuration) string {
	i, _ := c.Index()
	name := t.Profile().Name()
	for _, s := range []State{c.State, c.LastKnown} {
		if !t.Profile().Has(s) {
			return "profile " + name + " has no state " + s.String()
		}
	}
	switch {
	case t.reaches(i, c.Generation):
		return ""
	case c.Generation > 1 && t.later == 0:
		return "profile " + name + " brings nothing back, so there is no further generation"
	case c.Generation > 1 && t.first&(1<<i) != 0:
		return "no event leads there after a reactivate"
	}
	return "no event of profile " + name + " leads there"
}

// doubt returns the error for a question that makes no sense.
func (t *Table) doubt(c Configuration, e Event) error {
	if err := t.Check(c); err != nil {
		return err
	}
	_, err := ParseEvent(string(e))
	return err
}

// Legal returns the events that would be applied now, in alphabetical order;
// nothing for a configuration that the profile cannot reach.
func (t *Table) Legal(c Configuration) []Event {
	i, possible := c.Index()
	if !possible || !t.reaches(i, c.Generation) {
		return nil
	}
	var legal []Event
	for e, event := range Events() {
		if t.cells[i][e].Verdict() == VerdictApplied {
			legal = append(legal, event)
		}
	}
	slices.Sort(legal)
	return legal
}
