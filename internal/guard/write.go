package guard

import (
	"embed"
	"fmt"
	"io"
	"strings"
	"sync"
	"text/template"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/export"
)

//go:embed *.sql
var texts embed.FS

var scripts = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{"rows": rows, "literal": literal, "quoted": quoted}).ParseFS(texts, "*.sql"))
})

// A page is what the texts are filled with. Names are quoted, and so are texts.
type page struct {
	About             []string
	Table, Log, Index string
	ID, State         string
	Profile, Digest   string
	Outside           string   // what is said of rows that another profile left
	Drop              []string // statements that take the guards away
	Replace           bool
	Model             model
	Inserted, Updated change
}

// A change is what SQLite's guard on the table of subscriptions looks at.
type change struct {
	Before, Generation string // expressions
	In, State          string
	Moves              []refusal
}

// Write writes the script for an engine. What is wrong with the options is one error,
// a line each.
func Write(w io.Writer, t *fsm.Table, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	return scripts().ExecuteTemplate(w, o.Dialect+".sql", fill(t, o))
}

// fill fills in.
func fill(t *fsm.Table, o Options) page {
	p := page{
		About: about(t, o), Table: quoted(o.Table), Log: quoted(o.Table + "_event"), Index: quoted(o.Table + "_event_delivery"),
		ID: quoted(o.ID), State: quoted(o.State), Profile: literal(t.Profile().Name()), Digest: literal(export.Digest(t)),
		Outside: fmt.Sprintf("rows of %s are in no configuration of profile %s", o.Table, t.Profile().Name()),
		Drop:    drop(o), Replace: o.Replace, Model: enumerate(t),
	}
	p.Inserted = change{
		Before:     fmt.Sprintf("coalesce((SELECT f.name FROM %s s JOIN subsim_configuration f ON %s WHERE s.%s = NEW.%s), 'none')", p.Table, p.In("s"), p.ID, p.ID),
		Generation: fmt.Sprintf("coalesce((SELECT s.generation FROM %s s WHERE s.%s = NEW.%s), 0)", p.Table, p.ID, p.ID),
	}
	p.Updated = change{
		Before:     fmt.Sprintf("(SELECT f.name FROM subsim_configuration f WHERE %s)", p.In("OLD")),
		Generation: "OLD.generation",
	}
	for _, c := range []*change{&p.Inserted, &p.Updated} {
		c.In, c.State, c.Moves = p.In("NEW"), p.State, p.Model.Moves
	}
	return p
}

// In is the condition that a row of the table is in the configuration f.
func (p page) In(row string) string {
	return fmt.Sprintf("(f.state, f.cancellation_scheduled, f.last_known) = (%[1]s.%[2]s, %[1]s.cancellation_scheduled, %[1]s.last_known)", row, p.State)
}

// rows writes the rows of an INSERT, one a line.
func rows(all []string) string { return "  (" + strings.Join(all, "),\n  (") + ");" }
