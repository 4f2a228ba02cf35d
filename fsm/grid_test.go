package fsm_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// cut takes a state out of the row that decides an event in it.
func cut(rows []fsm.Row, event fsm.Event, state fsm.State) []fsm.Row {
	for i, row := range rows {
		if row.Event == event {
			rows[i].In = slices.DeleteFunc(row.In, func(s fsm.State) bool { return s == state })
		}
	}
	return rows
}

// The sentences are compared whole: they are all that the author of a variant
// gets.
func TestCompileRefuses(t *testing.T) {
	move := fsm.Row{Event: fsm.EventRenew, In: []fsm.State{fsm.StateTrial}, Effect: fsm.EffectMove, To: fsm.StateActive, Why: "a variant"}
	with := func(change func(*fsm.Row)) func([]fsm.Row) []fsm.Row {
		return func(rows []fsm.Row) []fsm.Row {
			row := move
			change(&row)
			return append(cut(rows, fsm.EventRenew, fsm.StateTrial), row)
		}
	}
	added, next := fmt.Sprintf("row %d: ", len(fsm.Rows())+1), fmt.Sprintf("row %d: ", len(fsm.Rows())+2)
	for _, test := range []struct {
		why    string
		change func([]fsm.Row) []fsm.Row
		want   []string
	}{
		{"the variant itself is fine", with(func(*fsm.Row) {}), nil},
		{"nothing is decided", func([]fsm.Row) []fsm.Row { return nil }, make([]string, 198)},
		{"a cell is left out", func(rows []fsm.Row) []fsm.Row { return cut(rows, fsm.EventCancel, fsm.StateTrial) },
			[]string{"cancel in trial is not decided"}},
		{"a cell is decided twice", func(rows []fsm.Row) []fsm.Row { return append(rows, move) },
			[]string{added + "renew in trial is decided twice"}},
		{"a row says one state twice", with(func(r *fsm.Row) { r.In = []fsm.State{fsm.StateTrial, fsm.StateTrial} }),
			[]string{added + "renew in trial is decided twice"}},
		{"an event is misspelt, and its cell is undecided", with(func(r *fsm.Row) { r.Event = "renews" }),
			[]string{added + `unknown event "renews" (known: `, "renew in trial is not decided"}},
		{"a state is misspelt, and its cell is undecided", with(func(r *fsm.Row) { r.In = []fsm.State{"Trial"} }),
			[]string{added + `unknown state "Trial", did you mean "trial"? (known: `, "renew in trial is not decided"}},
		{"a target is misspelt; the cell is decided all the same", with(func(r *fsm.Row) { r.To = "activ" }),
			[]string{added + `unknown state "activ" (known: `}},
		{"a target is forgotten", with(func(r *fsm.Row) { r.To = fsm.StateNone }),
			[]string{added + "renew moves nowhere; nothing leads back to none"}},
		{"a reason is missing", with(func(r *fsm.Row) { r.Why = "" }),
			[]string{added + "renew gives no reason"}},
		{"a row speaks of no state", with(func(r *fsm.Row) { r.In = nil }),
			[]string{"renew in trial is not decided"}},
		{"an effect is misspelt", with(func(r *fsm.Row) { r.Effect = "moves" }),
			[]string{added + `effect "moves" makes no sense in trial`}},
		{"an effect is forgotten", with(func(r *fsm.Row) { r.Effect = "" }),
			[]string{added + `effect "" makes no sense in trial`}},
		{"only a gap resolves", with(func(r *fsm.Row) { r.Effect = fsm.EffectResolve }),
			[]string{added + `effect "resolve" makes no sense in trial`}},
		{"nothing can be kept before the start", func(rows []fsm.Row) []fsm.Row {
			return append(cut(rows, fsm.EventRenew, fsm.StateNone), fsm.Row{fsm.EventRenew, []fsm.State{fsm.StateNone}, fsm.EffectKeep, "", "a variant"})
		}, []string{added + `effect "keep" makes no sense in none`}},
		{"an end carries no flag", func(rows []fsm.Row) []fsm.Row {
			return append(cut(rows, fsm.EventRenew, fsm.StateExpired), fsm.Row{fsm.EventRenew, []fsm.State{fsm.StateExpired}, fsm.EffectSchedule, "", "a variant"})
		}, []string{added + `effect "schedule" makes no sense in expired`}},
		{"everything is reported at once", func(rows []fsm.Row) []fsm.Row {
			return append(cut(rows, fsm.EventExpire, fsm.StateActive), move, fsm.Row{Event: "x"})
		}, []string{
			added + "renew in trial is decided twice",
			next + `unknown event "x" (known: `, next + "x gives no reason",
			"expire in active is not decided",
		}},
	} {
		t.Run(test.why, func(t *testing.T) {
			table, err := fsm.Compile(test.change(fsm.Rows()), fsm.Standard())
			var got []string
			if err != nil {
				got = strings.Split(err.Error(), "\n")
			}
			if !slices.EqualFunc(got, test.want, strings.HasPrefix) || (table == nil) != (err != nil) {
				t.Errorf("%q; want %q", got, test.want)
			}
		})
	}
}

// What a caller does to the rows afterwards, or to those it is shown, changes no
// table.
func TestCompileCopies(t *testing.T) {
	rows := fsm.Rows()
	table, err := fsm.Compile(rows, fsm.Standard())
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		rows[i].Effect, rows[i].To, rows[i].Why = fsm.EffectMove, fsm.StateSuspended, "spoilt"
		rows[i].In[0] = fsm.StateSuspended
	}
	shown := table.Row(fsm.StateActive, fsm.EventCancel)
	if shown.Why == "spoilt" {
		t.Error("the table's rows are the caller's")
	}
	shown.In[0] = "spoilt"
	if again := table.Row(fsm.StateActive, fsm.EventCancel); again.In[0] == "spoilt" {
		t.Error("the rows shown are the table's")
	}
	machine, err := fsm.NewMachine(table)
	if err != nil {
		t.Fatal(err)
	}
	if step := fire(t, machine, fsm.EventActivate); step.To().State != fsm.StateActive {
		t.Errorf("%v; want the rows that were compiled", step)
	}
	if slices.ContainsFunc(fsm.Rows(), func(r fsm.Row) bool { return r.Why == "spoilt" || r.In[0] == "spoilt" }) {
		t.Error("the standard rows are spoilt")
	}
}

// A variant differs where it was changed, in both executors.
func TestCompileVariant(t *testing.T) {
	rows := append(cut(fsm.Rows(), fsm.EventCancel, fsm.StateSuspended),
		fsm.Row{fsm.EventCancel, []fsm.State{fsm.StateSuspended}, fsm.EffectReject, "", "some forbid cancelling while suspended"})
	table, err := fsm.Compile(rows, fsm.Standard())
	if err != nil {
		t.Fatal(err)
	}
	machine, err := fsm.NewMachine(table, fsm.StartingAt(configuration(t, "suspended")))
	if err != nil {
		t.Fatal(err)
	}
	if step := fire(t, machine, fsm.EventCancel); step.Reason() != fsm.ReasonNotAllowed || step.Why() != "some forbid cancelling while suspended" {
		t.Errorf("%v: %s", step, step.Because())
	}
	var broken []int
	for _, warning := range table.Warnings() {
		broken = append(broken, warning.Law.Number)
	}
	if !slices.Equal(broken, []int{7, 7}) {
		t.Errorf("laws %v are broken; want law 7, plain and scheduled", broken)
	}
}
