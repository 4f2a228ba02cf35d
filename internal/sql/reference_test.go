package sql

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// A row is a line of a drawn log; empty is NULL, but for instant and part.
type row struct {
	id, event, state, delivery string
	at, seq                    int // 0: NULL
	part                       int // orders what else would tie
}

// drawn makes a log of mostly possible records, and of everything that can be wrong
// with one.
func drawn(seed uint64, t *fsm.Table, k history.Kind, lines int) []row {
	rng := rand.New(rand.NewPCG(seed, 5))
	now, sent := map[string]fsm.Configuration{}, map[string][]string{}
	var log []row
	for i := range lines {
		r := row{id: fmt.Sprint("s", rng.IntN(1+lines/15)), at: 1 + i/2, seq: rng.IntN(3), part: i}
		c := now[r.id]
		event := pick(rng, fsm.Events())
		if legal := t.Legal(c); len(legal) > 0 && rng.IntN(10) < 7 {
			event = pick(rng, legal)
		}
		if step, err := t.Step(c, event); err == nil {
			now[r.id] = step.To()
		}
		r.event, r.state, r.delivery = string(event), string(now[r.id].State), fmt.Sprint("d", i)
		if rng.IntN(10) == 0 {
			r.state = string(pick(rng, fsm.States()))
		}
		if before := sent[r.id]; len(before) > 0 && rng.IntN(8) == 0 {
			r.delivery = pick(rng, before)
		}
		sent[r.id] = append(sent[r.id], r.delivery)
		spoil(rng, &r, k)
		log = append(log, r)
	}
	rng.Shuffle(len(log), func(i, j int) { log[i], log[j] = log[j], log[i] })
	return log
}

// spoil leaves things out, and brings in names that nobody knows.
func spoil(rng *rand.Rand, r *row, k history.Kind) {
	switch rng.IntN(40) {
	case 0:
		r.event = "pause"
	case 1:
		r.state = "Active"
	case 2:
		r.id = ""
	case 3:
		r.at = 0
	case 4, 5, 6:
		r.event = ""
	case 7, 8, 9:
		r.state = ""
	case 10, 11, 12, 13:
		r.delivery = ""
	}
}

func pick[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }

// audited is the slow and obvious audit: it returns a line of text for each finding,
// sorted.
func audited(t *fsm.Table, o Options, log []row) []string {
	rules := history.Compile(t, o.Options)
	inOrder := slices.Clone(log)
	slices.SortFunc(inOrder, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.seq, b.seq), cmp.Compare(a.part, b.part))
	})
	sets, seen, found := map[string]history.Set{}, map[[2]string]bool{}, map[string]bool{}
	var all []string
	for _, r := range inOrder {
		if fault := r.fault(o); fault != "" {
			all = append(all, r.finding(o, "", "", fault, "", ""))
			continue
		}
		delivery := [2]string{r.id, r.delivery}
		if o.Delivery != "" && r.delivery != "" && seen[delivery] {
			continue
		}
		seen[delivery] = true
		if _, begun := sets[r.id]; !begun {
			sets[r.id] = rules.Begin()
		}
		before := sets[r.id]
		next, answer := rules.Step(before, r.record(o))
		sets[r.id] = next
		if !answer.Possible {
			all = append(all, r.finding(o, known(before), string(answer.Verdict), string(answer.Reason), fmt.Sprint(found[r.id]), strings.Join(rules.Legal(before), ", ")))
			found[r.id] = true
		}
	}
	slices.Sort(all)
	return all
}

// record is what the rules are told.
func (r row) record(o Options) (told history.Record) {
	if o.tellsEvents() {
		told.Event = fsm.Event(r.event)
	}
	if o.tellsStates() {
		told.State = fsm.State(r.state)
	}
	return told
}

// fault is why a row is not judged.
func (r row) fault(o Options) string {
	told := r.record(o)
	_, event := fsm.ParseEvent(string(told.Event))
	_, state := fsm.ParseState(string(told.State))
	switch {
	case r.id == "" || r.at == 0 || told == history.Record{}:
		return "incomplete"
	case told.Event != "" && event != nil, told.State != "" && state != nil:
		return "unmapped"
	}
	return ""
}

// finding spells a row of the answer as the engines' rows are spelt.
func (r row) finding(o Options, known, verdict, reason, follows, legal string) string {
	cells := []string{r.id, r.instant(), whole(r.seq), fmt.Sprint(r.part)}
	if o.tellsEvents() {
		cells = append(cells, r.event)
	}
	if o.tellsStates() {
		cells = append(cells, r.state)
	}
	return strings.Join(append(cells, known, verdict, reason, follows, legal), "|")
}

// instant spells at as engines print it.
func (r row) instant() string {
	if r.at == 0 {
		return ""
	}
	return fmt.Sprintf("2026-01-01 %02d:%02d:%02d", r.at/3600, r.at/60%60, r.at%60)
}

// whole spells a number; 0 is NULL.
func whole(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// table writes a log as statements that every engine understands.
func table(name string, log []row) string {
	var lines []string
	for _, r := range log {
		lines = append(lines, fmt.Sprintf("(%s, %s, %s, %d, %s, %s, %s)",
			given(r.id), given(r.instant()), given(whole(r.seq)), r.part, given(r.event), given(r.state), given(r.delivery)))
	}
	return fmt.Sprintf(`CREATE TABLE %s (id text, "at" timestamp, seq int, part int, event text, state text, delivery text);
INSERT INTO %s VALUES
%s;
`, name, name, strings.Join(lines, ",\n"))
}

// given writes a value, and NULL for nothing.
func given(text string) string {
	if text == "" {
		return "NULL"
	}
	return literal(text)
}
