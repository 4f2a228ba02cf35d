package sql

import (
	_ "embed"
	"io"
	"strings"
	"sync"
	"text/template"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

//go:embed query.sql
var skeleton string

var query = sync.OnceValue(func() *template.Template { return template.Must(template.New("query").Parse(skeleton)) })

// A page is what the skeleton of the query is filled with.
type page struct {
	About                                 []string
	Prelude                               string
	Symbols, Replies, Nodes, Fold         string // tables
	Symbol, All                           string
	Table, ID, At, Event, State, Delivery string // quoted names; empty where not read
	AtName                                string
	Seq                                   []string
	Text, Nothing, Telling, Order         string // expressions
	Steps, Events, States, Counts         bool
}

// Write writes the query that audits a log in an engine. What is wrong with the
// options is one error, a line each.
func Write(w io.Writer, t *fsm.Table, o Options) error {
	d, err := find(o.Dialect)
	if err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	a, err := enumerate(history.Compile(t, o.Options))
	if err != nil {
		return err
	}
	return query().Execute(w, d.page(a, o))
}

// page fills in.
func (d Dialect) page(a *automaton, o Options) page {
	p := page{
		About: d.about(a, o), Symbols: d.symbols(a), Replies: d.replies(a), Nodes: d.nodes(a), Fold: d.fold(a),
		Symbol: "symbol", All: literal(a.all()), Table: d.name(o.Table), ID: d.column(o.ID), At: d.column(o.At),
		AtName: d.column("at"), Text: d.text, Steps: d.window, Counts: o.Counts,
		Events: o.tellsEvents(), States: o.tellsStates(), Event: d.column(o.Event), State: d.column(o.State),
	}
	if d.window {
		p.Symbol = "steps"
	}
	if d.prelude != nil {
		p.Prelude = d.prelude(a)
	}
	if o.Delivery != "" {
		p.Delivery = d.column(o.Delivery)
	}
	order := []string{p.AtName}
	for _, name := range o.Seq {
		p.Seq = append(p.Seq, d.column(name))
		order = append(order, d.column(name)+" NULLS FIRST")
	}
	p.Order = strings.Join(order, ", ")
	p.Telling, p.Nothing = d.telling(p)
	return p
}

// telling is what a record tells, as the keys of the symbols spell it, and the
// condition under which it tells nothing.
func (d Dialect) telling(p page) (key, nothing string) {
	event, state := "coalesce(l."+p.Event+", '')", "coalesce(l."+p.State+", '')"
	switch {
	case !p.States:
		return "l." + p.Event, event + " = ''"
	case !p.Events:
		return "l." + p.State, state + " = ''"
	}
	key = "concat(" + event + ", '/', " + state + ")"
	return key, key + " = '/'"
}

// symbols, replies and nodes write the automaton as tables.
func (d Dialect) symbols(a *automaton) string {
	columns, rows := []column{{"telling", text}, {"symbol", number}, {"replies", text}}, [][]any{}
	if d.window {
		columns[1] = column{"steps", text}
	}
	for i, s := range a.symbols {
		second := any(i)
		if d.window {
			second = s.steps
		}
		rows = append(rows, []any{s.key, second, s.reply})
	}
	return d.values(columns, rows)
}

func (d Dialect) replies(a *automaton) string {
	var rows [][]any
	for _, r := range a.replies {
		rows = append(rows, []any{r.letter, string(r.verdict), string(r.reason)})
	}
	return d.values([]column{{"reply", text}, {"verdict", text}, {"reason", text}}, rows)
}

func (d Dialect) nodes(a *automaton) string {
	var rows [][]any
	for i, set := range a.nodes {
		rows = append(rows, []any{letters[i : i+1], known(set), a.legal(set)})
	}
	return d.values([]column{{"node", text}, {"known", text}, {"legal", text}}, rows)
}
