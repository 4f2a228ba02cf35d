package export

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Law 17 for the exported forms: each is parsed back here, by code that shares
// nothing with the writers, and held against the table in every cell. A parser
// that swallows an error would agree with anything, so the second half of this
// file damages exports and wants every damage reported.

// A judge parses an export and says where it disagrees with the table.
type judge func(table *fsm.Table, text string) []string

var judges = map[string]judge{"cells": judgeCells, "json": judgeJSON, "mermaid": judgeMermaid, "dot": judgeDot, "xstate": judgeXState, "scxml": judgeSCXML}

// profiles returns the built-in profiles and others: each name dropped alone,
// those that leave a picture little to say, and twenty at random.
func profiles(t *testing.T) []fsm.Profile {
	t.Helper()
	all := fsm.Profiles()
	add := func(without ...string) {
		p, err := fsm.NewProfile("without "+strings.Join(without, " "), without...)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	names := fsm.Droppable()
	cells := names[len(fsm.States())+len(fsm.Events()):]
	names = names[:len(names)-len(cells)]
	for _, name := range names {
		add(name)
	}
	add("lose_contact", "schedule_cancellation", "unschedule_cancellation", "cancel", "expire")
	add("trial", "past_due", "grace_period", "suspended", "expired", "cancelled", "unknown")
	add(names[8:]...)
	add(cells...)
	random := rand.New(rand.NewPCG(17, 17))
	for range 20 {
		var without []string
		for _, name := range names {
			if random.IntN(4) == 0 {
				without = append(without, name)
			}
		}
		for _, cell := range cells {
			if random.IntN(10) == 0 {
				without = append(without, cell)
			}
		}
		add(without...)
	}
	return all
}

func TestLaw17Exports(t *testing.T) {
	for _, f := range Formats() {
		if f.Name == "markdown" {
			continue // TestMarkdownAgrees reads it
		}
		t.Run(f.Name, func(t *testing.T) {
			judge, judged := judges[f.Name]
			if !judged {
				t.Fatal("nobody parses this format back: add a judge")
			}
			for _, p := range profiles(t) {
				table := fsm.NewTable(p)
				for _, complaint := range judge(table, write(t, f, table)) {
					t.Errorf("%s: %s", p.Name(), complaint)
				}
			}
		})
	}
}

// strides leave damages out where there are thousands, and each costs a parse.
var strides = map[string]int{"json": 11, "xstate": 5}

// TestLaw17Bites damages every export in every line that it has, and wants the
// judge to notice. Where a line is a cell, the table of marketplace has all kinds
// of them in fewer lines.
func TestLaw17Bites(t *testing.T) {
	for name, judge := range judges {
		t.Run(name, func(t *testing.T) {
			table, stride := fsm.NewTable(fsm.Standard()), 1
			if name != "mermaid" && name != "dot" {
				table = fsm.NewTable(fsm.Marketplace())
			}
			if more, many := strides[name]; many {
				stride = more
			}
			text := write(t, format(t, name), table)
			damages := damaged(name, text)
			if len(damages) < 30 {
				t.Fatalf("only %d ways to damage it", len(damages))
			}
			for i := 0; i < len(damages); i += stride {
				d := damages[i]
				if d.text != text && len(judge(table, d.text)) == 0 {
					t.Errorf("not noticed: %s", d.what)
				}
			}
			if others := judge(fsm.NewTable(fsm.Store()), text); len(others) == 0 {
				t.Error("agrees with the table of another profile")
			}
		})
	}
}

type damage struct{ what, text string }

// meaning reports whether a line of an export says something about the table,
// rather than about looks or for people.
var meaning = map[string]func(line string) bool{
	"cells": func(string) bool { return true },
	"json":  func(line string) bool { return strings.HasPrefix(line, "    {") },
	"mermaid": func(line string) bool {
		return strings.Contains(line, " : ")
	},
	"xstate": func(line string) bool { return strings.Contains(line, `": `) },
	"scxml":  func(line string) bool { return strings.Contains(line, `="`) && !strings.HasPrefix(line, "<?") },
	"dot": func(line string) bool {
		return strings.Contains(line, "label=<") || strings.Contains(line, " -> ")
	},
}

// damaged returns the export with each line left out, doubled, and each word of
// the vocabulary in it replaced by its successor.
func damaged(name, text string) []damage {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	var all []damage
	for i, line := range lines {
		if !meaning[name](line) {
			continue
		}
		with := func(what string, replacement ...string) {
			joined := strings.Join(slices.Concat(lines[:i], replacement, lines[i+1:]), "\n") + "\n"
			all = append(all, damage{fmt.Sprintf("line %d %s: %s", i+1, what, line), joined})
		}
		with("left out")
		with("doubled", line, line)
		for _, swap := range swaps(line) {
			with("with "+swap, swap)
		}
	}
	return all
}

// swaps returns the line with one occurrence of one name replaced by another
// name of its kind.
func swaps(line string) []string {
	var swapped []string
	for _, names := range [][]string{words(fsm.Events()), words(fsm.States()), words(fsm.Verdicts()), words(fsm.Reasons())} {
		for i, name := range names {
			next := names[(i+1)%len(names)]
			for start := 0; ; {
				at := strings.Index(line[start:], name)
				if at < 0 {
					break
				}
				start += at
				if whole(line, start, len(name)) {
					swapped = append(swapped, line[:start]+next+line[start+len(name):])
				}
				start += len(name)
			}
		}
	}
	return swapped
}

// whole reports whether a name stands alone in a line.
func whole(line string, at, length int) bool {
	letter := func(i int) bool {
		return i >= 0 && i < len(line) && (line[i] == '_' || line[i] >= 'a' && line[i] <= 'z')
	}
	return !letter(at-1) && !letter(at+length)
}

func words[N ~string](names []N) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = string(name)
	}
	return all
}

// judgeCells reads the cells format.
func judgeCells(table *fsm.Table, text string) (complaints []string) {
	header, body, _ := strings.Cut(text, "\n")
	if header != "configuration\tevent\tverdict\treason\tnext" {
		complaints = append(complaints, "header "+header)
	}
	lines := strings.Split(strings.TrimSuffix(body, "\n"), "\n")
	i := 0
	for _, c := range table.Configurations() {
		for _, e := range fsm.Events() {
			if i >= len(lines) {
				return append(complaints, fmt.Sprintf("%s in %s is missing", e, c))
			}
			complaints = append(complaints, judgeCell(table, c, e, strings.Split(lines[i], "\t"))...)
			i++
		}
	}
	if i != len(lines) {
		complaints = append(complaints, fmt.Sprintf("%d lines too many", len(lines)-i))
	}
	return complaints
}

// judgeCell holds configuration, event, verdict, reason and next against the
// table's step.
func judgeCell(table *fsm.Table, c fsm.Configuration, e fsm.Event, cell []string) []string {
	step, err := table.Step(c, e)
	if err != nil {
		return []string{err.Error()}
	}
	reason := "-"
	if step.Reason() != fsm.ReasonNone {
		reason = string(step.Reason())
	}
	want := []string{c.String(), string(e), string(step.Verdict()), reason, step.To().String()}
	if slices.Equal(cell, want) {
		return nil
	}
	return []string{fmt.Sprintf("cell %v, the table says %v", cell, want)}
}
