package picture

import (
	"fmt"
	"io"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Plates are machines that a page draws once, and then as often as it has paths to
// show: a picture of a path refers to them, and is small. The zero value is ready.
type Plates struct{ profiles []fsm.Profile }

// Path writes the picture of a path; label is what is read out. It is good in the
// page alone that holds what [Plates.Define] writes.
func (p *Plates) Path(w io.Writer, t *fsm.Table, path Path, label string) error {
	n := slices.Index(p.profiles, t.Profile())
	if n < 0 {
		n = len(p.profiles)
		p.profiles = append(p.profiles, t.Profile())
	}
	d := &drawing{table: t, Options: Options{Path: &path}}
	d.collect()
	d.put(`<svg class="machine path" viewBox="0 0 %d %d" role="img" aria-label="%s"><use href="#plate-%d"/>`, width, plateHeight, escaped(label), n+1)
	for _, e := range d.edges {
		if d.ways[id(e.from, e.to)] != nil {
			d.put(`<use href="#way-%s-%s"/>`, e.from, e.to)
		}
	}
	for _, s := range fsm.Sources() {
		d.relit(s)
	}
	if w := d.ways[id(anyLive, anyLive)]; w != nil {
		d.flag(keptText(w, flagRoom))
	}
	d.trace()
	d.named(anyOther)
	d.named(observed)
	d.put("</svg>")
	_, err := w.Write(d.Bytes())
	return err
}

// plateHeight is that of a picture without its legend.
const plateHeight = 776

// relit lights a state that a path passes.
func (d *drawing) relit(s fsm.State) {
	if !d.Path.visits(s) {
		return
	}
	w := d.ways[id(s.String(), s.String())]
	if w == nil {
		d.put(`<use href="#lit-%s"/>`, s)
		return
	}
	d.put(`<use href="#kept-%s"/>`, s)
	d.put(`<text class="kept" x="%s" y="%s">%s</text>`, number(centres[s].x), number(centres[s].y+19), escaped(keptText(w, keptRoom)))
}

// named writes the state that a line of the path stands for.
func (d *drawing) named(name string) {
	if len(d.touching(name)) > 0 {
		d.put(`<g class="seen"><text x="%s" y="%s">%s</text></g>`, number(pills[name].x), number(pills[name].y+5), escaped(d.seen(name)))
	}
}

// Define writes what the pictures refer to, and their style.
func (p *Plates) Define(w io.Writer) error {
	d := &drawing{}
	d.put(`<svg width="0" height="0" aria-hidden="true" focusable="false" class="plates"><style>` + "\n" + style + "</style><defs>")
	for i, profile := range p.profiles {
		plate := &drawing{table: fsm.NewTable(profile), Options: Options{Path: &Path{Start: nowhere}}, bare: true}
		plate.collect()
		fmt.Fprintf(d, `<g id="plate-%d" class="machine">`+"\n", i+1)
		plate.body()
		d.Write(plate.Bytes())
		d.put("</g>")
	}
	for _, l := range lines {
		e := edge{line: l}
		d.put(`<g id="way-%s-%s" class="machine"><g class="edge taken %s">`, l.from, l.to, kind(e))
		d.line(e, takenWidth)
		d.put("</g></g>")
	}
	for _, s := range fsm.Sources() {
		d.lit("lit", s, 7)
		d.lit("kept", s, -3)
	}
	d.put("</defs></svg>")
	_, err := w.Write(d.Bytes())
	return err
}

// nowhere is where the path begins that a plate has: it lights nothing.
const nowhere fsm.State = "nowhere"

// lit writes a state in its colours, its name so far below the middle.
func (d *drawing) lit(prefix string, s fsm.State, below float64) {
	c := centres[s]
	d.put(`<g id="%s-%s" class="machine">`, prefix, s)
	if s == fsm.StateNone {
		d.put(`<g class="none"><circle cx="%s" cy="%s" r="9"/></g></g>`, number(c.x), number(c.y))
		return
	}
	d.put(`<g class="state visited %s">`, shade(s))
	d.box(c)
	d.put(`<text class="name" x="%s" y="%s">%s</text></g></g>`, number(c.x), number(c.y+below), s)
}
