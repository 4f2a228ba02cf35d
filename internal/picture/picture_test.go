package picture

import (
	"encoding/xml"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

func written(t testing.TB, table *fsm.Table, o Options) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, table, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var titled = regexp.MustCompile(`id="(edge-[a-z_-]+)"[^>]*><title>([^<]*)</title>`)

// drawn reads the arcs of a picture back from what its lines say of themselves.
func drawn(text string) (arcs []arc, ids []string) {
	for _, m := range titled.FindAllStringSubmatch(text, -1) {
		ids = append(ids, m[1])
		kept := strings.HasPrefix(m[2], "kept by ")
		target, rest, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(m[2], "kept by "), "to "), ": ")
		if kept {
			rest = target
		}
		for _, part := range strings.Split(rest, "; ") {
			event, states, _ := strings.Cut(part, " in ")
			for _, from := range strings.Split(states, ", ") {
				arcs = append(arcs, arcRead(from, event, target, kept))
			}
		}
	}
	return arcs, ids
}

func arcRead(from, event, target string, kept bool) arc {
	a := arc{fsm.State(from), fsm.Event(event), fsm.State(target)}
	if from == "none" {
		a.from = fsm.StateNone
	}
	if seen, observes := a.event.Observes(); observes && target == pills[observed].text {
		a.to = seen
	}
	if kept {
		a.to = a.from
	}
	return a
}

// judge holds a picture against its table, cell by cell.
func judge(table *fsm.Table, text string) (complaints []string) {
	want := map[arc]int{}
	for _, c := range table.Configurations() {
		for _, e := range fsm.Events() {
			if step, err := table.Step(c, e); err == nil && step.Verdict() == fsm.VerdictApplied {
				want[arc{c.State, e, step.To().State}] = 1
			}
		}
	}
	arcs, ids := drawn(text)
	for _, a := range arcs {
		want[a]--
	}
	for a, n := range want {
		if n != 0 {
			complaints = append(complaints, fmt.Sprintf("%v is drawn %d times too few", a, n))
		}
	}
	slices.Sort(ids)
	if len(slices.Compact(slices.Clone(ids))) != len(ids) {
		complaints = append(complaints, "two lines have one id")
	}
	for _, s := range fsm.Sources() {
		if !strings.Contains(text, `<g id="state-`+s.String()+`"`) {
			complaints = append(complaints, s.String()+" is not drawn")
		}
	}
	return complaints
}

func profiles(t *testing.T) []fsm.Profile {
	all := fsm.Profiles()
	names, random := fsm.Droppable(), rand.New(rand.NewPCG(6, 1))
	for range 40 {
		var without []string
		for _, name := range names {
			if random.IntN(12) == 0 {
				without = append(without, name)
			}
		}
		p, err := fsm.NewProfile("drawn", without...)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// TestEveryCellIsDrawnOnce is law 17 for the picture.
func TestEveryCellIsDrawnOnce(t *testing.T) {
	for _, p := range profiles(t) {
		table := fsm.NewTable(p)
		for _, complaint := range judge(table, written(t, table, Options{})) {
			t.Errorf("%s: %s", p.Name(), complaint)
		}
	}
}

// TestTheJudgeBites damages every line of a picture.
func TestTheJudgeBites(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	text := written(t, table, Options{})
	all := titled.FindAllStringSubmatchIndex(text, -1)
	if len(all) < 28 {
		t.Fatalf("only %d lines", len(all))
	}
	for _, m := range all {
		for _, other := range []string{"", "to trial: cancel in active"} {
			if len(judge(table, text[:m[4]]+other+text[m[5]:])) == 0 {
				t.Errorf("%s says %q, and nobody complains", text[m[2]:m[3]], other)
			}
		}
	}
}

// TestEveryLabelIsSeen: what a line says in words stands in the picture, unless the
// line shares the label of a neighbour, which then has the same words.
func TestEveryLabelIsSeen(t *testing.T) {
	d := &drawing{table: fsm.NewTable(fsm.Standard())}
	d.collect()
	for _, e := range d.edges {
		shares := slices.ContainsFunc(d.edges, func(o edge) bool {
			return !o.silent && o.to == e.to && slices.Equal(o.text(), e.text())
		})
		if e.silent != shares && e.silent || e.label.anchor == "" && !e.silent {
			t.Errorf("%s has no label, and shares none", id(e.from, e.to))
		}
	}
}

// TestLinesTouchWhatTheyJoin holds the layout together.
func TestLinesTouchWhatTheyJoin(t *testing.T) {
	for _, l := range lines {
		tip, _ := l.tip()
		if d := apart(l.points[0], l.from); d > 2 {
			t.Errorf("%s begins %.1f away", id(l.from, l.to), d)
		}
		if d := apart(tip, l.to); d > 2 {
			t.Errorf("%s ends %.1f away", id(l.from, l.to), d)
		}
		for _, p := range append(slices.Clone(l.points), l.label.point, l.counts.point, l.at(edge{line: l}.badge())) {
			if p.x < 0 || p.y < 0 || p.x > width || p.y > height {
				t.Errorf("%s leaves the page at %v", id(l.from, l.to), p)
			}
		}
	}
}

// apart is how far a point lies from the border of what has that name.
func apart(p point, name string) float64 {
	if name == "none" {
		return math.Min(math.Abs(p.minus(centres[fsm.StateNone]).length()-9), math.Abs(p.minus(secondNone).length()-9))
	}
	c, w, h := centres[fsm.State(name)], float64(boxWidth), float64(boxHeight)
	switch pill, many := pills[name]; {
	case name == anyLive:
		c, w, h = point{frame.x + frame.width/2, frame.y + frame.height/2}, frame.width, frame.height
	case many:
		c, w, h = pill.point, pill.width, 44
	}
	dx, dy := math.Abs(p.x-c.x)-w/2, math.Abs(p.y-c.y)-h/2
	return math.Abs(math.Max(dx, dy))
}

// TestIsXML reads pictures as XML, whatever a profile is called.
func TestIsXML(t *testing.T) {
	p, err := fsm.NewProfile(`</title><script>alert("x")</script>]]>&`, "active/suspend")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{About: "<b>&\x00", Counts: map[fsm.State]int64{"active": 1}, Steps: []Step{{"cancelled", "renew", "active", 3}}}
	text := written(t, fsm.NewTable(p), o)
	if strings.Contains(text, "<script") || strings.Contains(text, "<b>") {
		t.Error("what others named is not escaped")
	}
	var any struct{ XMLName xml.Name }
	if err := xml.Unmarshal([]byte(text), &any); err != nil || any.XMLName.Local != "svg" {
		t.Errorf("%v\n%s", err, text)
	}
}

// TestWeights: what was done more often is drawn wider, what was never done is
// pale, and what cannot be done is red.
func TestWeights(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	steps := []Step{
		{"trial", "activate", "active", 1_250_000}, {"active", "fail_renewal", "past_due", 7},
		{"past_due", "", "active", 12}, {"trial", "expire", "expired", 3}, {"active", "expire", "expired", 4},
		{"cancelled", "renew", "active", 2}, {"expired", "", "trial", 1}, {"active", "renew", "active", 99},
	}
	text := written(t, table, Options{Steps: steps})
	for why, want := range map[string]string{
		"a count in few letters":                  `>1.2M</text>`,
		"the whole count, for who points at it":   `<title>to active: activate in trial (1250000 times)</title>`,
		"a step of which nobody told the event":   `<title>to active: recover in past_due (12 times)</title>`,
		"many states in one line":                 `(7 times)</title>`,
		"what was never done is pale":             `id="edge-none-trial" class="edge onward outside idle"`,
		"what the table does not apply":           `<g id="astray-cancelled-active" class="edge astray"><title>not possible: cancelled to active (2 times)</title>`,
		"a change of state without an event, too": `<g id="astray-expired-trial" class="edge astray"><title>not possible: expired to trial (once)</title>`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s: no %s", why, want)
		}
	}
	if strings.Contains(text, "astray-active-active") {
		t.Error("what keeps a state is no line astray")
	}
	widths := regexp.MustCompile(`id="edge-(trial-active|active-past_due)".*\n<path d="[^"]*" stroke-width="([\d.]+)"`).FindAllStringSubmatch(text, -1)
	if len(widths) != 2 || widths[1][2] != "8" || widths[0][2] >= "8" {
		t.Errorf("widths %q", widths)
	}
}

func TestShort(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1k", 1999: "1.9k", 123_456: "123k", 5_000_000: "5M", 9_999_999_999: "9.9G"} {
		if got := Short(n); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
}

// TestGolden keeps the pictures to be looked at; UPDATE=1 rewrites them.
func TestGolden(t *testing.T) {
	cells, err := fsm.NewProfile("", "past_due/cancel", "grace_period")
	if err != nil {
		t.Fatal(err)
	}
	standard := fsm.NewTable(fsm.Standard())
	path := long(t, standard)
	for name, text := range map[string]string{
		"testdata/path.svg":      written(t, standard, Options{Path: &path}),
		"../../docs/machine.svg": written(t, standard, Options{}),
		"testdata/cells.svg":     written(t, fsm.NewTable(cells), Options{}),
	} {
		file := filepath.FromSlash(name)
		if os.Getenv("UPDATE") == "1" {
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if kept, err := os.ReadFile(file); err != nil || string(kept) != text {
			t.Errorf("%s is not what is drawn now (%v); UPDATE=1 go test ./internal/picture rewrites it; look at it", file, err)
		}
	}
}

// TestTheReadmeShowsIt: the picture stands there, with words for those who do not
// see it.
func TestTheReadmeShowsIt(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	image := regexp.MustCompile(`<img src="docs/machine\.svg"[^>]* alt="([^"]*)"`).FindStringSubmatch(string(text))
	if image == nil {
		t.Fatal("README.md shows no docs/machine.svg")
	}
	for _, s := range fsm.States() {
		if !strings.Contains(image[1], s.String()) {
			t.Errorf("its words say nothing of %s", s)
		}
	}
}
