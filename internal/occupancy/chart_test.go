package occupancy

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

// filling is a population that starts as none and becomes active, a hundred of it
// cancelled at the end.
func filling(instants int) Series {
	begin := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s := Series{Begin: begin, End: begin.AddDate(0, 0, 100)}
	for i := range instants + 1 {
		active := int64(1000 * i / instants)
		c := Count{1000 - active, 0, active}
		if i == instants {
			c[2], c[7] = 900, 100
		}
		s.Counts = append(s.Counts, c)
	}
	return s
}

func TestText(t *testing.T) {
	var out bytes.Buffer
	if err := Text(&out, filling(Instants)); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	for _, line := range lines {
		if len(line) > 80 {
			t.Errorf("a line of %d columns: %s", len(line), line)
		}
	}
	for _, test := range []struct {
		why, want string
		line      int
	}{
		{"the whole population", "1000 subscriptions by state, 2026-01-01 to 2026-04-11", 0},
		{"the top, of those that have not started", "100 % |" + strings.Repeat(".", 70) + "ac", 2},
		{"the middle", " 50 % |" + strings.Repeat(".", 34) + strings.Repeat("a", 38), 12},
		{"the dates", "       2026-01-01                     2026-02-19                     2026-04-11", 23},
	} {
		if got := lines[test.line]; got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.why, got, test.want)
		}
	}
	for why, want := range map[string]string{
		"published and ours apart":        "e expired            0.00 %  blocked     blocked\n",
		"ours where nothing is published": "c cancelled         10.00 %  -           blocked\n",
		"a state of service":              "a active            90.00 %  -           ready\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s: no %q in\n%s", why, want, out.String())
		}
	}
}

// TestSVG: the picture is whole, tells the same in words, and runs nothing.
func TestSVG(t *testing.T) {
	var out bytes.Buffer
	if err := SVG(&out, filling(Instants)); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, begins := token.(xml.StartElement); begins && e.Name.Local == "script" {
			t.Error("a script")
		}
	}
	for why, want := range map[string]string{
		"a title":            `<title id="title">1000 subscriptions by state</title>`,
		"the end in words":   "active 90.00 %",
		"a dark page":        "prefers-color-scheme:dark",
		"published and ours": "published: blocked; ours: blocked",
		"the first instant":  `<polygon class="area s2" points="50.0,360.0 `,
		"the last instant":   `690.0,72.0 `,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s: no %q", why, want)
		}
	}
	if n := strings.Count(text, "<polygon"); n != len(fsm.Sources()) {
		t.Errorf("%d areas", n)
	}
}
