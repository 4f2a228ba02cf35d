package audit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// A generator makes logs in which everything that a log may hold, or should not,
// comes up. It writes by hand what the readers read, and knows none of them.
type generator struct {
	*rand.Rand
	options
	format        string // csv or jsonl
	lines         int
	subscriptions int
	odd           bool // with lines that cannot be judged
	bare          bool // without deliveries and sequence numbers
	end           string
	header        []string // of CSV
	lives         map[string]fsm.Configuration
	sent          map[string][]map[string]string
	clock         time.Time
	faults        []string // "LINE FAULT", as planted
}

// files makes a log of a few files.
func (g *generator) files(n int) (files []file) {
	g.lives, g.sent = map[string]fsm.Configuration{}, map[string][]map[string]string{}
	g.clock = time.Date(2026, 1, 30, 23, 59, 0, 0, time.UTC)
	for i := range n {
		files = append(files, g.file(fmt.Sprintf("part%d.%s", i+1, g.format)))
	}
	return files
}

func (g *generator) file(name string) file {
	var b bytes.Buffer
	g.end = pick(g.Rand, "\n", "\n", "\r\n")
	if g.IntN(5) == 0 {
		b.Write(bom)
	}
	line := int64(1)
	if g.format == "csv" {
		g.header = g.shuffled(append(slices.Clone(columns), pick(g.Rand, "note", "région", "a \"b\", c")))
		b.WriteString(g.csv(g.header))
		line++
	}
	for n := range g.lines {
		text, fault := g.line()
		if n == 0 && g.format == "jsonl" { // the format is told from the beginning
			text, fault = "{}"+g.end, "incomplete"
		}
		if fault != "" {
			g.faults = append(g.faults, fmt.Sprintf("%s:%d %s", name, line, fault))
		}
		b.WriteString(text)
		line += int64(strings.Count(text, "\n"))
	}
	text := b.Bytes()
	if g.IntN(4) == 0 {
		text = bytes.TrimSuffix(text, []byte("\n"))
	}
	return file{name, text}
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// shuffled returns a list in another order.
func (g *generator) shuffled(list []string) []string {
	list = slices.Clone(list)
	g.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// line makes a line, and says what is planted in it.
func (g *generator) line() (text, fault string) {
	if g.odd && g.IntN(20) == 0 {
		return g.blank(), ""
	}
	members := g.record()
	if g.odd && g.IntN(8) == 0 {
		fault = g.spoil(members)
	}
	if g.odd && g.IntN(30) == 0 {
		return g.garbage(), "unreadable"
	}
	return g.write(members), fault
}

func (g *generator) blank() string {
	if g.format == "csv" {
		return g.end
	}
	return pick(g.Rand, "", " ", "\t", "  \t ") + g.end
}

// garbage is what no reader can take for a record.
func (g *generator) garbage() string {
	if g.format == "csv" {
		return pick(g.Rand, "a,b", "a,b,c,d,e,f,g,h,i", "x,y\"z,1,2,3,4,5", "\x00,,,,,,", "   ") + g.end
	}
	return pick(g.Rand, `{"id":"s-1"`, `{"id" "s-1"}`, `[]`, `null`, `"s-1"`, `{"id":"s-1"}}`, `{'id':'s-1'}`, "{\"id\":\"\xff\"}",
		`{"id":["s-1"],"at":"2026-01-01T00:00:00Z","event":"renew","state":"active"}`, `{"id":true}`, `{"id":"s-1",}`, "{\"id\":\"\x00\"}") + g.end
}

// spoil takes from a record what it needs.
func (g *generator) spoil(m map[string]string) string {
	switch g.IntN(6) {
	case 0:
		m["id"] = ""
		return "incomplete"
	case 1:
		m["at"] = ""
		return "incomplete"
	case 2:
		m["event"], m["state"] = "", ""
		return "incomplete"
	case 3:
		m["at"] = pick(g.Rand, "yesterday", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T25:00:00Z", "1500-01-01T00:00:00Z", "12")
		return "instant"
	}
	column := "event"
	if g.kind == history.KindStates || g.kind == history.KindBoth && g.IntN(2) == 0 {
		column = "state"
	}
	m[column] = pick(g.Rand, "canceled", "trialed", "Renew", " renew", "none", "renew ", "active\u00a0")
	return "unmapped"
}

// record makes a record: most often what may happen next.
func (g *generator) record() map[string]string {
	id := g.id(g.IntN(g.subscriptions))
	if sent := g.sent[id]; len(sent) > 0 && g.IntN(12) == 0 {
		return clone(pick(g.Rand, sent...)) // delivered again
	}
	event := g.event(g.lives[id])
	step, err := g.table.Step(g.lives[id], event)
	if err != nil {
		panic(err)
	}
	g.lives[id] = step.To()
	state := step.To().State
	if g.IntN(8) == 0 || state == fsm.StateNone {
		state = pick(g.Rand, fsm.States()...)
	}
	m := map[string]string{"id": id, "at": g.instant(), "event": string(event), "state": string(state)}
	g.narrow(m)
	g.private(m)
	if g.bare {
		return m
	}
	if g.IntN(3) > 0 {
		m["delivery"] = pick(g.Rand, fmt.Sprintf("d-%d", g.IntN(1000)), fmt.Sprintf("%d", g.IntN(100)+1))
		g.sent[id] = append(g.sent[id], clone(m))
	}
	if g.IntN(3) == 0 {
		m["seq"] = fmt.Sprint(g.IntN(5))
	}
	return m
}

func clone(m map[string]string) map[string]string {
	c := map[string]string{}
	for name, value := range m {
		c[name] = value
	}
	return c
}

// id is an identifier: any text will do.
func (g *generator) id(n int) string {
	forms := []string{"s-%d", "%d1", "Ä %d", "a,%d", "quo\"%d", "back\\%d", " %d ", "😀%d", "tab\t%d", "x%d" + strings.Repeat("y", 70)}
	return fmt.Sprintf(forms[n%len(forms)], n)
}

func (g *generator) event(at fsm.Configuration) fsm.Event {
	if g.IntN(7) > 0 {
		return pick(g.Rand, g.table.Legal(at)...)
	}
	return pick(g.Rand, fsm.Events()...)
}

// instant moves the clock, back now and then, and writes it in one of its spellings.
func (g *generator) instant() string {
	g.clock = g.clock.Add(time.Duration(g.IntN(100000)) * pick(g.Rand, time.Second, time.Millisecond, time.Nanosecond))
	if g.IntN(25) == 0 {
		g.clock = g.clock.Add(-time.Hour)
	}
	zone := pick(g.Rand, time.UTC, time.UTC, time.UTC, time.FixedZone("", 2*3600), time.FixedZone("", -5*3600-1800))
	return g.clock.In(zone).Format(pick(g.Rand, time.RFC3339, time.RFC3339Nano, "2006-01-02T15:04:05.000Z07:00"))
}

// narrow leaves out what a log of the kind does not tell.
func (g *generator) narrow(m map[string]string) {
	switch {
	case g.kind == history.KindEvents:
		m["state"] = ""
	case g.kind == history.KindStates:
		m["event"] = ""
	case g.IntN(5) == 0:
		m["state"] = ""
	case g.IntN(5) == 0:
		m["event"] = ""
	}
}

// private writes names as the mapping knows them, if it does.
func (g *generator) private(m map[string]string) {
	for _, name := range sortedKeys(g.events) {
		if string(g.events[name]) == m["event"] && m["event"] != "" && g.IntN(2) == 0 || g.events[name] == "" && m["event"] != "" && g.IntN(30) == 0 {
			m["event"] = name
		}
	}
	for _, name := range sortedKeys(g.states) {
		if string(g.states[name]) == m["state"] && m["state"] != "" && g.IntN(2) == 0 {
			m["state"] = name
		}
	}
}

func sortedKeys[V any](m map[string]V) (keys []string) {
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func (g *generator) write(m map[string]string) string {
	if g.format == "csv" {
		var fields []string
		for _, name := range g.header {
			value := m[name]
			if !slices.Contains(columns, name) && g.IntN(3) == 0 {
				value = pick(g.Rand, "plain", "a,b", "say \"so\"", "two\nlines", " ", "\n", "é")
			}
			fields = append(fields, value)
		}
		return g.csv(fields)
	}
	return g.json(m) + g.end
}

// csv writes a record by RFC 4180, with more quotes than it needs.
func (g *generator) csv(fields []string) string {
	var quoted []string
	for _, f := range fields {
		if strings.ContainsAny(f, "\",\n\r") || g.IntN(9) == 0 {
			f = `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
		}
		quoted = append(quoted, f)
	}
	return strings.Join(quoted, ",") + g.end
}

// json writes an object in one of the many ways that JSON has.
func (g *generator) json(m map[string]string) string {
	var members []string
	space := func() string { return pick(g.Rand, "", "", "", " ", "\t", "  ") }
	if g.IntN(2) == 0 {
		space = func() string { return "" }
	}
	for _, name := range columns {
		switch value, has := m[name]; {
		case has && value == "" && g.IntN(2) == 0:
			members = append(members, g.text(name)+space()+":"+space()+pick(g.Rand, "null", `""`))
		case has && value != "" && strings.Trim(value, "0123456789") == "" && value[0] != '0' && name != "at":
			members = append(members, g.text(name)+":"+space()+pick(g.Rand, value, `"`+value+`"`))
		case has && value != "":
			members = append(members, g.text(name)+space()+":"+space()+g.text(value))
		}
	}
	if g.IntN(4) == 0 {
		members = append(members, pick(g.Rand, `"extra":{"id":"x","at":[1,{"event":"cancel"}]}`, `"note":"} \" {"`, `"n":-1.5e3`, `"list":[]`, `"on":true`, `"":0`))
	}
	if g.IntN(2) == 0 {
		members = g.shuffled(members)
	}
	return space() + "{" + space() + strings.Join(members, space()+","+space()) + space() + "}" + space()
}

// text writes a JSON string, some of its letters escaped.
func (g *generator) text(s string) string {
	plain, _ := json.Marshal(s)
	if g.IntN(6) > 0 || strings.ContainsAny(s, "\\\"😀\t") {
		return string(plain)
	}
	var b strings.Builder
	for _, r := range s {
		if g.IntN(3) == 0 {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}
