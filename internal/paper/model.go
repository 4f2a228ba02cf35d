package paper

import (
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// modelVersion is the version of the json format that is read.
const modelVersion = "1"

// A cell is an answer of a table that subsim exported, word by word.
type cell struct {
	configuration, event, verdict, next word
}

// A word has a place.
type word struct {
	text string
	span diag.Span
}

// readModel reads what subsim export json writes: its cells decide.
func readModel(r *reading) *chart {
	v := r.parseJSON()
	if v == nil {
		return nil
	}
	if version := v.get("version"); version == nil || version.text != modelVersion {
		r.problem(v.span, "only version %s of the format subsim-model is read", modelVersion)
		return nil
	}
	cells := v.get("cells")
	if cells == nil || cells.kind != kindArray {
		r.problem(v.span, "the model has no list of cells")
		return nil
	}
	for _, item := range cells.items {
		at := func(name string) word {
			w := item.get(name)
			if w == nil {
				r.problem(item.span, "a cell has no %s", name)
				return word{span: item.span}
			}
			return word{w.text, w.span}
		}
		r.cell(cell{at("configuration"), at("event"), at("verdict"), at("next")})
	}
	return nil
}

// readCells reads what subsim export cells writes.
func readCells(r *reading) *chart {
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(r.Source.Text, bom)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if number == 1 || line == "" {
			continue
		}
		column, words := 1, []word{}
		for _, text := range strings.Split(line, "\t") {
			width := len([]rune(text))
			words = append(words, word{text, diag.Span{Line: number, Column: column, Width: max(1, width)}})
			column += width + 1
		}
		if len(words) != 5 {
			r.problem(diag.Span{Line: number, Column: 1, Width: column - 2}, "a cell has 5 columns, this line has %d", len(words))
			continue
		}
		r.cell(cell{words[0], words[1], words[2], words[4]})
	}
	return nil
}

// cell draws one answer. What is rejected is not drawn; what is ignored keeps the
// state.
func (r *reading) cell(c cell) {
	from, okFrom := r.configuration(c.configuration)
	next, okNext := r.configuration(c.next)
	event, err := fsm.ParseEvent(c.event.text)
	if err != nil {
		r.problem(c.event.span, "unknown event %q", c.event.text)
	}
	if !okFrom || !okNext || err != nil {
		return
	}
	r.addState(from.State, c.configuration.span)
	switch verdict := fsm.Verdict(c.verdict.text); {
	case verdict == fsm.VerdictRejected:
	case verdict != fsm.VerdictApplied && verdict != fsm.VerdictIgnored:
		r.problem(c.verdict.span, "unknown verdict %q (known: applied, ignored, rejected)", c.verdict.text)
	case next.State == fsm.StateNone && from.State != fsm.StateNone:
		r.problem(c.next.span, "%s leads back to none: what has begun is never not started again", event)
	default:
		r.addState(next.State, c.next.span)
		a := Arrow{From: from.State, Event: event, To: next.State, Span: c.event.span}
		if from.State == fsm.StateUnknown {
			a.Known = []fsm.State{from.LastKnown}
		}
		r.addArrow(a)
	}
}

// configuration reads the name of one.
func (r *reading) configuration(w word) (fsm.Configuration, bool) {
	c, err := fsm.ParseConfiguration(w.text)
	if err != nil {
		r.problem(w.span, "unknown configuration %q", w.text)
	}
	return c, err == nil
}
