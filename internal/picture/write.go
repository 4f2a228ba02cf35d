package picture

import (
	"bytes"
	_ "embed" // the style
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/Huzefaaa2/subsim/fsm"
)

//go:embed picture.css
var style string

// Options say what is drawn beside the machine. The zero value draws it alone.
type Options struct {
	// About is the description that is read out; a sentence of our own where empty.
	About string
	// Counts are subscriptions by state, and Steps what was done to them: a line is
	// the wider the more often. Steps that the table does not apply are drawn dashed,
	// in red.
	Counts map[fsm.State]int64
	Steps  []Step
}

// A Step is a change of state, and how often it was made. Event is empty where
// nobody told it.
type Step struct {
	From  fsm.State
	Event fsm.Event
	To    fsm.State
	Count int64
}

const about = "Boxes are states, coloured by whether steady-state operation may go on. Arrows are the events that are applied. " +
	"The normal life runs along the top, trouble lies below it, the ends are at the right, and the gap is apart."

// Write draws the machine of a table; its error is the writer's. The bytes depend on
// the table and the options alone.
func Write(w io.Writer, t *fsm.Table, o Options) error {
	d := &drawing{table: t, Options: o}
	d.collect()
	d.write()
	_, err := w.Write(d.Bytes())
	return err
}

// A drawing is one picture while it is written.
type drawing struct {
	bytes.Buffer
	table *fsm.Table
	Options
	edges  []edge // between two ends, in the order of lines
	kept   []edge // within a state
	flags  edge   // within every live state
	astray []edge // what the table does not apply, and somebody did
}

func (d *drawing) put(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

// has reports whether the profile can be in a state.
func (d *drawing) has(s fsm.State) bool {
	return slices.ContainsFunc(d.table.Configurations(), func(c fsm.Configuration) bool { return c.State == s })
}

func (d *drawing) write() {
	d.put(`<svg xmlns="http://www.w3.org/2000/svg" class="machine" viewBox="0 0 %d %d" role="img" aria-labelledby="machine-title machine-about">`, width, height)
	d.put(`<title id="machine-title">The states of a subscription, profile %s</title>`, escaped(d.table.Profile().Name()))
	text := d.About
	if text == "" {
		text = about
	}
	d.put(`<desc id="machine-about">%s</desc>`, escaped(text))
	d.put("<style>\n%s</style>", style)
	d.put(`<rect class="paper" width="%d" height="%d" rx="12"/>`, width, height)
	d.frame()
	for _, e := range d.edges {
		d.edge(e)
	}
	for _, e := range d.astray {
		d.edge(e)
	}
	for _, s := range fsm.Sources() {
		d.state(s)
	}
	d.stand(anyOther)
	d.stand(observed)
	d.note()
	d.legend()
	d.put("</svg>")
}

// frame draws what holds the live states.
func (d *drawing) frame() {
	d.put(`<g id="live">`)
	d.put(`<rect class="frame" x="%s" y="%s" width="%s" height="%s" rx="16"/>`, number(frame.x), number(frame.y), number(frame.width), number(frame.height))
	if len(d.flags.arcs) > 0 {
		d.put(`<g id="%s"><title>%s</title>`, id(anyLive, anyLive), escaped(d.flags.title()))
		d.put(`<text class="kept" x="%s" y="%s">↻ %s</text></g>`, number(frame.x+frame.width/2), number(frame.y+frame.height-11), escaped(strings.Join(d.flags.text(), " ")))
	}
	d.put("</g>")
}

// state draws a state; one that the profile cannot be in is left empty.
func (d *drawing) state(s fsm.State) {
	c := centres[s]
	if s == fsm.StateNone {
		d.put(`<g id="state-none" class="none"><title>none: %s</title><circle cx="%s" cy="%s" r="9"/></g>`, escaped(s.Meaning()), number(c.x), number(c.y))
		return
	}
	class, title := "state "+shade(s), s.String()+": "+s.Meaning()
	if !d.has(s) {
		class, title = "state absent", s.String()+": not in this profile"
	}
	d.put(`<g id="state-%s" class="%s"><title>%s</title>`, s, class, escaped(title))
	d.put(`<rect x="%s" y="%s" width="%d" height="%d" rx="10"/>`, number(c.x-boxWidth/2), number(c.y-boxHeight/2), boxWidth, boxHeight)
	second := d.second(s)
	if second == "" {
		c.y += 7
	} else {
		c.y -= 3
	}
	d.put(`<text class="name" x="%s" y="%s">%s</text>`, number(c.x), number(c.y), s)
	if second != "" {
		d.put(second, number(c.x), number(c.y+22))
	}
	d.put("</g>")
}

// second is what stands below a state's name: how many are in it, or what keeps it.
func (d *drawing) second(s fsm.State) string {
	i := slices.IndexFunc(d.kept, func(e edge) bool { return e.from == s.String() })
	switch {
	case d.Counts != nil && d.has(s):
		return `<text class="kept count" x="%s" y="%s">` + Short(d.Counts[s]) + `</text>`
	case i < 0:
		return ""
	}
	e := d.kept[i]
	return `<g id="` + id(e.from, e.to) + `"><title>` + escaped(e.title()) + `</title><text class="kept" x="%s" y="%s">↻ ` + escaped(strings.Join(e.text(), " ")) + `</text></g>`
}

// shade is how a state looks: our reading of it, and the published one.
func shade(s fsm.State) string {
	class := string(s.SteadyState())
	if _, says := s.Published(); says {
		class += " published"
	}
	if s.Class() == fsm.ClassGap {
		class += " gap"
	}
	return class
}

// stand draws what stands for many states, where a line needs it.
func (d *drawing) stand(name string) {
	touches := func(e edge) bool { return e.from == name || e.to == name }
	if !slices.ContainsFunc(d.edges, touches) {
		return
	}
	p := pills[name]
	d.put(`<g class="pill"><rect x="%s" y="%s" width="%s" height="44" rx="22"/><text x="%s" y="%s">%s</text></g>`,
		number(p.x-p.width/2), number(p.y-22), number(p.width), number(p.x), number(p.y+5), p.text)
	again := func(e edge) bool { return e.to == observed && e.from == fsm.StateNone.String() }
	if name == observed && slices.ContainsFunc(d.edges, again) {
		d.put(`<g class="none"><title>none again: %s</title><circle cx="%s" cy="%s" r="9"/></g>`, escaped(fsm.StateNone.Meaning()), number(secondNone.x), number(secondNone.y))
	}
}

// note says what a line that is for many states leaves out.
func (d *drawing) note() {
	var parts []string
	for _, e := range append(slices.Clone(d.edges), d.flags) {
		parts = append(parts, d.exceptions(e)...)
	}
	if len(parts) > 0 {
		d.put(`<text class="note" x="20" y="620">* %s</text>`, escaped(strings.Join(parts, "; ")))
	}
}

// legend says what the colours mean.
func (d *drawing) legend() {
	x := legend.x
	for _, l := range []struct {
		class, text string
		width       float64
	}{{"ready", "ready", 92}, {"watch", "watch", 98}, {"blocked", "blocked", 108}, {"blocked published", "blocked, as published", 200}} {
		d.put(`<g class="state %s"><rect x="%s" y="%s" width="20" height="16" rx="4"/><text class="note" x="%s" y="%s">%s</text></g>`,
			l.class, number(x), number(legend.y-14), number(x+28), number(legend.y), l.text)
		x += l.width
	}
}

// escaped makes text harmless, and safe within XML.
func escaped(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, text)
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder takes everything
	return b.String()
}
