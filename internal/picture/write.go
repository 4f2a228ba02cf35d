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
	// Path is what one subscription went through: its way is bold and numbered, all
	// else is pale. It is told in the description, and leaves no room for weights.
	Path *Path
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
	bare   bool            // it is part of another drawing: no ids, no titles
	ways   map[string]*way // of the path, by the ids of the edges
	edges  []edge          // between two ends, in the order of lines
	kept   []edge          // within a state
	flags  edge            // within every live state
	astray []edge          // what the table does not apply, and somebody did
}

func (d *drawing) put(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

// has reports whether the profile can be in a state.
func (d *drawing) has(s fsm.State) bool {
	return slices.ContainsFunc(d.table.Configurations(), func(c fsm.Configuration) bool { return c.State == s })
}

func (d *drawing) write() {
	d.put(`<svg xmlns="http://www.w3.org/2000/svg" class="machine" viewBox="0 0 %d %d" role="img" aria-labelledby="machine-title machine-about">`, width, height)
	d.put(`<title id="machine-title">The states of a subscription, profile %s</title>`, escaped(d.table.Profile().Name()))
	d.put(`<desc id="machine-about">%s</desc>`, escaped(d.told()))
	d.put("<style>\n%s</style>", style)
	d.put(`<rect class="paper" width="%d" height="%d" rx="12"/>`, width, height)
	d.body()
	if d.Path != nil {
		d.trace()
		d.key()
	} else {
		d.note()
		d.legend()
	}
	d.put("</svg>")
}

// told is the description.
func (d *drawing) told() string {
	switch {
	case d.About != "":
		return d.About
	case d.Path != nil:
		return d.Path.String()
	}
	return about
}

// body draws the lines and what they join.
func (d *drawing) body() {
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
}

// group opens what has an id and a title; in a part of another drawing it has neither.
func (d *drawing) group(id, class, title string) {
	if d.bare {
		d.put(`<g class="%s">`, class)
		return
	}
	if class != "" {
		class = ` class="` + class + `"`
	}
	d.put(`<g id="%s"%s><title>%s</title>`, id, class, escaped(title))
}

// frame draws what holds the live states.
func (d *drawing) frame() {
	name := ` id="live"`
	if d.bare {
		name = ""
	}
	d.put(`<rect%s class="frame" x="%s" y="%s" width="%s" height="%s" rx="16"/>`, name, number(frame.x), number(frame.y), number(frame.width), number(frame.height))
	if len(d.flags.arcs) == 0 || d.bare { // who lays a path over it says what was done
		return
	}
	class, text := "", "↻ "+strings.Join(d.flags.text(), " ")
	w := d.ways[id(anyLive, anyLive)]
	switch {
	case w != nil:
		class, text = "taken", keptText(w, flagRoom)
	case d.Path != nil:
		class = "idle"
	}
	d.group(id(anyLive, anyLive), class, d.titled(d.flags))
	d.flag(text)
	d.put("</g>")
}

// flagRoom is how many letters there are for what a path did within the frame.
const flagRoom = 40

// flag writes what keeps every live state.
func (d *drawing) flag(text string) {
	d.put(`<text class="kept" x="%s" y="%s">%s</text>`, number(frame.x+frame.width/2), number(frame.y+frame.height-11), escaped(text))
}

// titled is what an edge says of itself, and of what a path did along it.
func (d *drawing) titled(e edge) string {
	title := e.title()
	if w := d.ways[id(e.from, e.to)]; w != nil {
		title += " (taken: " + strings.Join(w.told, "; ") + ")"
	}
	return title
}

// state draws a state; one that the profile cannot be in is left empty.
func (d *drawing) state(s fsm.State) {
	c := centres[s]
	if s == fsm.StateNone {
		d.group("state-none", "none"+d.light(s), "none: "+s.Meaning())
		d.put(`<circle cx="%s" cy="%s" r="9"/></g>`, number(c.x), number(c.y))
		return
	}
	class, title := "state "+shade(s)+d.light(s), s.String()+": "+s.Meaning()
	if !d.has(s) {
		class, title = "state absent", s.String()+": not in this profile"
	}
	d.group("state-"+s.String(), class, title)
	d.box(c)
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

// box draws the box of a state.
func (d *drawing) box(c point) {
	d.put(`<rect x="%s" y="%s" width="%d" height="%d" rx="10"/>`, number(c.x-boxWidth/2), number(c.y-boxHeight/2), boxWidth, boxHeight)
}

// light says whether a path passes a state, where there is a path.
func (d *drawing) light(s fsm.State) string {
	switch {
	case d.Path == nil:
		return ""
	case d.Path.visits(s):
		return " visited"
	}
	return " unvisited"
}

// keptRoom is how many letters there are for what a path did within a state.
const keptRoom = 16

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
	text, w := "↻ "+strings.Join(e.text(), " "), d.ways[id(e.from, e.to)]
	switch {
	case w != nil:
		text = keptText(w, keptRoom)
	case d.Path != nil:
		return ""
	}
	return `<g id="` + id(e.from, e.to) + `"><title>` + escaped(d.titled(e)) + `</title><text class="kept" x="%s" y="%s">` + escaped(text) + `</text></g>`
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
	p, class := pills[name], "pill"
	if len(d.touching(name)) > 0 {
		class, p.text = "pill taken", d.seen(name)
	}
	d.put(`<g class="%s"><rect x="%s" y="%s" width="%s" height="44" rx="22"/><text x="%s" y="%s">%s</text></g>`,
		class, number(p.x-p.width/2), number(p.y-22), number(p.width), number(p.x), number(p.y+5), p.text)
	again := func(e edge) bool { return e.to == observed && e.from == fsm.StateNone.String() }
	if name == observed && slices.ContainsFunc(d.edges, again) {
		class := "none"
		if d.Path != nil && d.ways[id(fsm.StateNone.String(), observed)] == nil {
			class += " unvisited"
		}
		d.put(`<g class="%s"><title>none again: %s</title><circle cx="%s" cy="%s" r="9"/></g>`, class, escaped(fsm.StateNone.Meaning()), number(secondNone.x), number(secondNone.y))
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
