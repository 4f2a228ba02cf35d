package conformance

import (
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// attempts is how often a profile is inferred: each is played anew, and may show
// a further refusal.
const attempts = 8

// tryStricter looks whether all that differs are refusals that a profile could
// have, and then measures the subject against that profile, from the beginning
// and with as many extra states as the profile merges. Where something else
// differs too, it is measured against the profile all the same, so that what is
// left is only what no profile explains.
func (r *run) tryStricter() error {
	for range attempts {
		p, refused := r.stricter()
		if p == r.reference.Table.Profile() {
			return nil
		}
		if err := r.adopt(p, refused); err != nil {
			return err
		}
		if err := r.levels(); err != nil || len(r.broken) == 0 {
			return err
		}
	}
	return nil
}

// adopt measures the subject against a profile.
func (r *run) adopt(p fsm.Profile, refused []Cell) error {
	asked, err := suite.NewModel(fsm.NewTable(r.options.Profile), r.options.Events, r.caps.observation())
	if err != nil {
		return err
	}
	if err := r.model(p); err != nil {
		return err
	}
	r.report.Stricter, r.report.Refused = &p, refused
	if len(refused) == 0 {
		r.report.Stricter = nil
	}
	r.report.Cells, r.report.Findings, r.broken = map[Cell]CellResult{}, nil, nil
	r.extra = merged(asked, r.reference)
	return nil
}

// merged counts the states of a model that a stricter one no longer tells apart,
// though a subject may still keep them apart inside.
func merged(asked, stricter *suite.Model) int {
	apart := map[int]bool{}
	for _, class := range stricter.Classes {
		for _, c := range class {
			if state, known := asked.State(c); known {
				apart[state] = true
			}
		}
	}
	return len(apart) - stricter.Machine.States()
}

// stricter infers from all that was seen which cells the subject refuses, always
// and without a change, and returns the profile without them: a built-in one
// where that explains everything. Refusals without which the model's laws would
// not hold are none that a profile may have.
func (r *run) stricter() (fsm.Profile, []Cell) {
	banned := map[Cell]bool{}
	for {
		refused, contradicted := r.refusals(banned)
		for _, cell := range contradicted {
			banned[cell] = true
		}
		if len(contradicted) > 0 {
			continue
		}
		if p, builtin := r.builtin(); builtin {
			return p, refused
		}
		p := r.profile(refused)
		unlawful := r.unlawful(p, refused)
		if len(unlawful) == 0 {
			return p, refused
		}
		for _, cell := range unlawful {
			banned[cell] = true
		}
	}
}

// refusals returns the cells, in order, that are refused wherever a subject that
// refuses them would be asked for them, and those that are not refused always.
func (r *run) refusals(banned map[Cell]bool) (refused, contradicted []Cell) {
	for {
		m, err := suite.NewModel(fsm.NewTable(r.profile(refused)), r.options.Events, r.caps.observation())
		if err != nil {
			return refused, nil
		}
		found := len(refused)
		for word := range r.tree.Differences(m.Machine) {
			cell, fits, accepted := r.refusal(m, word)
			switch {
			case accepted && slices.Contains(refused, cell) && !slices.Contains(contradicted, cell):
				contradicted = append(contradicted, cell)
			case fits && !banned[cell] && !slices.Contains(refused, cell):
				refused = append(refused, cell)
			}
		}
		if len(contradicted) > 0 || len(refused) == found {
			slices.SortFunc(refused, Cell.compare)
			return refused, contradicted
		}
	}
}

// refusal looks at a word that is answered otherwise than a model does: whether
// its last event is refused, without a change, where the model does not, and
// whether it is the reverse.
func (r *run) refusal(m *suite.Model, word []int) (cell Cell, fits, accepted bool) {
	at := fsm.Configuration{}
	var last fsm.Step
	for _, e := range m.Word(word) {
		last, _ = m.Table.Step(at, e)
		at = last.To()
	}
	known := r.tree.Lookup(word)
	got := r.symbols.Spell(known[len(known)-1])
	cell = Cell{last.From().State, last.Event()}
	unchanged := got.Status == m.Observation.Status(last.From().State)
	fits = last.Verdict() != fsm.VerdictRejected && got.Verdict == fsm.VerdictRejected && unchanged
	accepted = last.Verdict() == fsm.VerdictRejected && got.Verdict != fsm.VerdictRejected
	return cell, fits, accepted
}

// compare orders cells by state, then by event, as everything is.
func (c Cell) compare(d Cell) int {
	if by := slices.Index(fsm.Sources(), c.State) - slices.Index(fsm.Sources(), d.State); by != 0 {
		return by
	}
	return slices.Index(fsm.Events(), c.Event) - slices.Index(fsm.Events(), d.Event)
}

// builtin returns the first built-in profile, beside the one that was asked for,
// that explains all that was seen.
func (r *run) builtin() (fsm.Profile, bool) {
	for _, p := range fsm.Profiles() {
		if p != r.options.Profile && refines(p, r.options.Profile) && r.explains(p) {
			return p, true
		}
	}
	return fsm.Profile{}, false
}

// refines reports whether a profile lacks all that another one lacks.
func refines(p, of fsm.Profile) bool {
	both, err := fsm.NewProfile("", append(p.Without(), of.Without()...)...)
	return err == nil && slices.Equal(both.Without(), p.Without())
}

// explains reports whether the subject has answered as a profile does.
func (r *run) explains(p fsm.Profile) bool {
	m, err := suite.NewModel(fsm.NewTable(p), r.options.Events, r.caps.observation())
	if err != nil {
		return false
	}
	for range r.tree.Differences(m.Machine) {
		return false
	}
	return true
}

// profile returns the profile that was asked for without some cells: without the
// states to which then nothing leads, and the events of which nothing is left,
// among those that are sent.
func (r *run) profile(refused []Cell) fsm.Profile {
	without := r.options.Profile.Without()
	var cells []string
	for _, cell := range refused {
		cells = append(cells, cell.String())
	}
	left := fsm.NewTable(lacking(append(slices.Clip(without), cells...)))
	for _, s := range fsm.States() {
		if r.gone(left, refused, func(step fsm.Step) bool { return step.To().State == s && step.From().State != s }) {
			without = append(without, s.String())
		}
	}
	stateless := fsm.NewTable(lacking(without))
	for _, e := range r.options.Events {
		more := slices.ContainsFunc(refused, func(c Cell) bool { return c.Event == e && stateless.Keeps(c.State, e) })
		if more && r.gone(left, refused, func(step fsm.Step) bool { return step.Event() == e }) {
			without = append(without, string(e))
		}
	}
	p := lacking(append(without, cells...))
	if slices.Equal(p.Without(), r.options.Profile.Without()) {
		return r.options.Profile // by its own name
	}
	return p
}

// lacking is a profile without what is known to be there.
func lacking(without []string) fsm.Profile {
	p, err := fsm.NewProfile("", without...)
	if err != nil {
		panic("conformance: what is refused is no part of the model: " + err.Error())
	}
	return p
}

// gone reports whether all cells of a kind that the profile asked for does not
// reject, and at least one, are refused: those that are reached where only the
// cells are left out.
func (r *run) gone(left *fsm.Table, refused []Cell, of func(fsm.Step) bool) bool {
	asked := fsm.NewTable(r.options.Profile)
	some := false
	for _, c := range left.Configurations() {
		for _, e := range r.options.Events {
			step, err := asked.Step(c, e)
			if err != nil || step.Verdict() == fsm.VerdictRejected || !of(step) {
				continue
			}
			if !slices.Contains(refused, Cell{c.State, e}) {
				return false
			}
			some = true
		}
	}
	return some
}

// unlawful returns the refusals without which a profile breaks no more laws than
// the one that was asked for.
func (r *run) unlawful(p fsm.Profile, refused []Cell) []Cell {
	allowed := len(fsm.NewTable(r.options.Profile).Warnings())
	worst := len(fsm.NewTable(p).Warnings())
	if worst <= allowed {
		return nil
	}
	var unlawful []Cell
	for i, cell := range refused {
		rest := slices.Delete(slices.Clone(refused), i, i+1)
		if len(fsm.NewTable(r.profile(rest)).Warnings()) < worst {
			unlawful = append(unlawful, cell)
		}
	}
	if len(unlawful) == 0 {
		return refused
	}
	return unlawful
}

// against names the law that a profile without a cell would break; empty where it
// would break none.
func (r *run) against(cell Cell) string {
	p, err := fsm.NewProfile("", append(r.options.Profile.Without(), cell.String())...)
	if err != nil {
		return ""
	}
	allowed := len(fsm.NewTable(r.options.Profile).Warnings())
	if warnings := fsm.NewTable(p).Warnings(); len(warnings) > allowed {
		return fmt.Sprintf("law %d (%s)", warnings[0].Law.Number, warnings[0].Law.Name)
	}
	return ""
}
