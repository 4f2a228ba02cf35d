package logs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
)

// usualColumns are tables and objects whose lines can be usual, and some whose lines
// cannot.
var usualColumns = [][]string{
	{"id", "at", "event"}, {"at", "state", "id"}, {"event", "id", "at", "note"}, {"more", "id", "event", "at", "state"},
	{"id", "at", "event", "delivery"}, {"seq", "id", "at", "event"}, {"id", "at", "a member with a name of some length", "event"},
	{"delivery", "event", "at", "id", "seq", "state"}, {"id", "event", "seq"}, {"at", "event"}, {"id", "seq", "at"}, {"id", "state", "at"},
	{"id", "at", "note"}, {"id", "at", strings.Repeat("a member with a name too long for what is looked at, ", 2), "state"},
}

// usualValue is what a usual line has in a column.
func usualValue(column string, i int) string {
	switch column {
	case "id":
		return fmt.Sprintf("%s-%d", strings.Repeat("s", i%19+1), i)
	case "at":
		return fmt.Sprintf("2026-01-02T03:%02d:%02d.%03dZ", i/60%60, i%60, i*7%1000)
	case "event":
		return []string{"renew", "unschedule_cancellation", "schedule_cancellation", "ping", "observe_active"}[i%5]
	case "state":
		return []string{"active", "grace_period", "ok", "past_due"}[i%4]
	case "seq":
		return []string{"", fmt.Sprint(i)}[min(i%7, 1)]
	case "delivery":
		return strings.Repeat("d", i%5*i%11)
	}
	return fmt.Sprintf("%s%d", strings.Repeat("x", i%11), i)
}

// none stands for no value at all, where an object has one.
const none = "none at all"

// oddValues are what makes a line unusual, or nearly so, by column.
var oddValues = map[string][]string{
	"id": {
		"", "a", "1234567", "12345678", "123456789", "a b", "a+b@c", "a\r", "\r", "é", "aé345678", `a\b`, `1234567\`, "a\x00b", "\x7f", "a'b",
		strings.Repeat("x", maxID), strings.Repeat("x", maxID+1), strings.Repeat("x y", 30),
	},
	"at": {
		"", "2026-01-02T03:04:05Z", "2026-01-02T03:04:60.000Z", "2026-01-02T03:04:60Z", "2026-01-02T03:04:05.123456Z", "2026-01-02T03:04:05.12Z", "2026-01-02",
		"2026-01-02T03:04:05+01:00", "2026-01-02T03:04:05.000ZZ", "2026-01-02T03:04:05.0000", "2026-01-02T03:04:05", "2026-02-30T03:04:05.000Z", "1677-01-02T03:04:05.000Z",
		"1767323045", "never", "2026-01-02T03:04:05.000z", "2026-01-02T03:04:0:.000Z", "2026-01-02T03:04:05.000Z\r",
	},
	"event": {
		"", "renewed", "a long private name of an event", "another long private name", "renew ", "reneww", "renew\x00", "renew\r", "unschedule_cancellation\x00",
		"unschedule_cancellations", "unschedule_cancellatioN", "Renew", "rene", `ren\ew`,
	},
	"state":    {"", "gone", "ok\x00", "OK", "suspended\r", "unknown", "none"},
	"note":     {"", "a b", "é", "a\x00b", "a\r", `a\`, "x-y"},
	"more":     {"", "a b", "é"},
	"seq":      {"", "-7", "+7", "007", "x", "7x", "7.0", "999999999999999999", "1234567890123456789", "9223372036854775808", "18446744073709551623", "123456789012345678901234567890", none},
	"delivery": {"", "d", none, "a b", "é", "a\x00b", `d\`, "d\r", "7"},
}

// usualNumber is usualValue where a log tells by numbers.
func usualNumber(column string, i int) string {
	switch column {
	case "id":
		return fmt.Sprint(i % 1000 * (i%3*1000 + 1))
	case "at":
		return fmt.Sprint(1767323045 + i)
	case "delivery":
		return fmt.Sprint(i * i)
	}
	return usualValue(column, i)
}

var oddNumbers = map[string][]string{
	"id":       {"0", "01", "1.0", "-1", "1e3", "", "x", none, "123456789012345678901234567890"},
	"at":       {"0", "01767323045", "1767323045.5", "-1767323045", "99999999999", "1767323045123456789", "12345678901234567890", "18446744075476874661", "", none, "2026-01-02T03:04:05.000Z", "2026-01-02"},
	"delivery": {"0", "00", "1.0", "", "x", none},
	"event":    {"7", "007", "8"},
	"more":     {"0", "00", "1.0", none},
	"seq":      oddValues["seq"],
}

// alike is same for one worker who is given large pieces.
func alike(t *testing.T, text []byte, epoch bool) {
	t.Helper()
	sameBy(t, []int{1}, text, 17, epoch, false)
}

// An oddity is a log in which one value is unusual in a line or two.
type oddity struct {
	columns []string
	at      int // the line
	value   func(column string, line int) string
	set, n  int // count the logs with such columns, and such values, so that each is written every way
}

// oddLines is how many lines the log of an oddity has.
const oddLines = stripLines + 30

// oddities are logs with usual values but for one at a time.
func oddities(usual func(column string, line int) string, odd map[string][]string) iter.Seq[oddity] {
	return func(yield func(oddity) bool) {
		for set, columns := range usualColumns {
			for _, column := range columns {
				for n, text := range odd[column] {
					at := []int{3, 1, stripLines - 1, stripLines, oddLines - 1}[n%5]
					value := func(c string, line int) string {
						if c == column && (line == at || line == at/2+1) {
							return text
						}
						return usual(c, line)
					}
					if !yield(oddity{columns, at, value, set, n}) {
						return
					}
				}
			}
		}
	}
}

// TestUsualAmongOthers: one line that is unusual, wherever it stands among usual ones,
// is read as the standard library reads it, and so are they.
func TestUsualAmongOthers(t *testing.T) {
	usual := func(column string, line int) string {
		if column == "at" && line == oddLines/2+1 {
			return "2026-01-02"
		}
		return usualValue(column, line)
	}
	for o := range oddities(usual, oddValues) {
		text := tableOf(o.columns, oddLines, o.value)
		if (o.set+o.n)%2 == 0 {
			text = objectsOf(o.columns, oddLines, o.value, false)
		}
		if o.set%4 < 2 {
			text = ending(text, func(line int) bool { return (line == o.at) != (o.n%3 == 0) })
		}
		alike(t, text, o.n%2 == 0)
	}
}

// TestUsualNumbers: the same, where numbers stand for what they can stand for.
func TestUsualNumbers(t *testing.T) {
	for o := range oddities(usualNumber, oddNumbers) {
		alike(t, tableOf(o.columns, oddLines, o.value), o.set%4 > 0)
		alike(t, objectsOf(o.columns, oddLines, o.value, (o.set+o.n)%2 == 0), o.set%4 > 0)
	}
}

// ending has some lines of a text end in CR and LF.
func ending(text []byte, crlf func(line int) bool) []byte {
	lines := strings.SplitAfter(string(text), "\n")
	for i, line := range lines {
		if before, ended := strings.CutSuffix(line, "\n"); ended && crlf(i) {
			lines[i] = before + "\r\n"
		}
	}
	return []byte(strings.Join(lines, ""))
}

// TestTurningLines: lines end this way and that, again and again.
func TestTurningLines(t *testing.T) {
	for _, every := range []int{1, 2, 7, 40, stripLines, stripLines + 1} {
		crlf := func(line int) bool { return line/every%2 == 0 }
		for _, columns := range usualColumns {
			alike(t, ending(tableOf(columns, 6*stripLines, usualValue), crlf), false)
			alike(t, ending(objectsOf(columns, 6*stripLines, usualValue, false), crlf), false)
		}
	}
}

func tableOf(columns []string, lines int, value func(string, int) string) []byte {
	var out strings.Builder
	for i, name := range columns {
		name = strings.ReplaceAll(name, ",", "")
		out.WriteString(name + string(separator(i, columns)))
	}
	for i := range lines {
		for k, name := range columns {
			out.WriteString(value(name, i) + string(separator(k, columns)))
		}
	}
	return []byte(out.String())
}

func separator(i int, columns []string) byte {
	if i == len(columns)-1 {
		return '\n'
	}
	return ','
}

// objectsOf may write values without quotes that consist of what numbers consist of.
func objectsOf(columns []string, lines int, value func(string, int) string, bare bool) []byte {
	var out strings.Builder
	for i := range lines {
		var members []string
		for _, name := range columns {
			text := value(name, i)
			encoded, _ := json.Marshal(text)
			if text == none {
				encoded = nil
			} else if bare && text != "" && strings.Trim(text, "+-.0123456789e") == "" {
				encoded = []byte(text)
			}
			members = append(members, fmt.Sprintf("%q:%s", name, encoded))
		}
		out.WriteString("{" + strings.Join(members, ",") + "}\n")
	}
	return []byte(out.String())
}

// TestUnusualLines: lines that are no records of their table, or no objects like those
// before them, among usual ones.
func TestUnusualLines(t *testing.T) {
	columns := usualColumns[0]
	for name, rows := range map[string][]string{
		"csv": {"", "\r", "a", "a,b", ",,", "a,2026-01-02T03:04:05.000Z,renew,", "a,2026-01-02T03:04:05.000Z\n,renew", "id,at,event"},
		"jsonl": {"", " ", "null", "{}", `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew"} `, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew"`, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew","x":1}`, `{"at":"2026-01-02T03:04:05.000Z","id":"a","event":"renew"}`, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew"]`, `{"id":"a" ,"at":"2026-01-02T03:04:05.000Z","event":"renew"}`, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"}`, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew,`, "{\"id\":\"a\xff\",\"at\":\"2026-01-02T03:04:05.000Z\",\"event\":\"renew\"}", `{"id":"é","at":"2026-01-02T03:04:05.000Z","event":"renew"}`,
			`{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew","event":"activate"}`, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew","\u0069d":"a"}`, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew","note":{"id":"b","id":["c:",{"id":"\":"}]},"note":":"}`},
	} {
		write := tableOf
		if name == "jsonl" {
			write = func(columns []string, lines int, value func(string, int) string) []byte {
				return objectsOf(columns, lines, value, false)
			}
		}
		for _, row := range rows {
			for _, at := range []int{1, 2, stripLines, 2 * stripLines} {
				all := strings.SplitAfter(string(write(columns, 2*stripLines, usualValue)), "\n")
				alike(t, []byte(strings.Join(slices.Insert(all, at, row+"\n"), "")), false)
			}
		}
	}
}

// TestLongLiterals: what stands between the values of usual lines is compared to its end.
func TestLongLiterals(t *testing.T) {
	const name = "a member with a name of some length"
	text := objectsOf([]string{"id", "at", name, "event"}, 20, usualValue, false)
	for i := range len(name) {
		other := []byte(name)
		other[i] = '_'
		all := strings.SplitAfter(string(text), "\n")
		all[10] = strings.Replace(all[10], name, string(other), 1)
		alike(t, []byte(strings.Join(all, "")), false)
	}
}

// TestUnusualAtTheEdge: where a window ends, nothing is looked for beyond it, be the last
// line in it as unusual as it may.
func TestUnusualAtTheEdge(t *testing.T) {
	const long = "a member with a name of some length"
	rows := []string{"", "\r", "a", "a,b", "a,2026-01-02T03:04:05.000Z", ",,,,", "{}", "{", `{"id":"`, `{"id":"a"}`, `{"id":"a","at":"2026-01-02T03:04:05.000Z"}`}
	for _, columns := range [][]string{{"id", "at", "note", long, "event"}, {"note", "at", long, "id", "delivery", "event"}} {
		table, _ := bytes.CutPrefix(tableOf(columns, 3, usualValue), []byte(strings.Join(columns, ",")+"\n"))
		for csv, text := range map[bool][]byte{true: table, false: objectsOf(columns, 3, usualValue, false)} {
			for _, row := range rows {
				begin := string(text) + row + "\n"
				want := behindAnother(t, columns, csv, begin+string(text), 2)
				for short := 0; short < 2*behind; short += 11 {
					if got := behindAnother(t, columns, csv, begin+string(text), windowSize-len(begin)-short); got != want {
						t.Fatalf("%q, %d bytes before the end of a window: %s, elsewhere %s", row, short, got, want)
					}
				}
			}
		}
	}
}

// behindAnother says what a text is read as in a batch, behind a line of so many bytes.
func behindAnother(t *testing.T, columns []string, csv bool, text string, size int) string {
	t.Helper()
	b, m, by := readerOf(t, columns, csv)
	b.lay([]byte(strings.Repeat("x", size-1) + "\n" + text))
	b.end = len(b.text)
	m.lines(b, by)
	return fmt.Sprint(b.Lines, b.Records, b.Unjudged, b.Notices, b.Unmapped)
}

// readerOf returns a reader of tables with such columns, or of objects, and a batch for it.
func readerOf(t *testing.T, columns []string, csv bool) (*Batch, *maker, reader) {
	t.Helper()
	b, s := &Batch{}, newSchema(testLayout(false))
	if !csv {
		r := &jsonReader{maker: newMaker(s)}
		return b, &r.maker, r
	}
	h, err := s.newHeader(b, columns)
	if err != nil {
		t.Fatal(err)
	}
	b.Reset()
	r := &csvReader{maker: newMaker(s), header: h}
	return b, &r.maker, r
}

// counting counts the lines that are left to a reader.
type counting struct {
	reader
	lines int
}

func (c *counting) line(b *Batch, at int) (next int) {
	c.lines++
	return c.reader.line(b, at)
}

// TestUsualLines: lines that are usual are read as such, but for the first object, which
// shows how they look.
func TestUsualLines(t *testing.T) {
	const lines = 3*stripLines + 1
	value := func(column string, i int) string { // none of them left out, and notes in words
		return strings.NewReplacer("ping", "renew", "x", "x ").Replace(usualValue(column, i))
	}
	for _, columns := range [][]string{
		{"id", "at", "event"}, {"at", "state", "id"}, {"id", "event", "at", "state"}, {"seq", "id", "at", "event"}, {"id", "at", "event", "delivery"},
		{"event", "at", "note", "delivery", "id", "seq"}, {"id", "at", "a member with a name of some length", "event"},
	} {
		for csv, text := range map[bool][]byte{true: tableOf(columns, lines, value), false: objectsOf(columns, lines, value, false)} {
			for _, crlf := range []bool{false, true} {
				text := ending(text, func(int) bool { return crlf })
				unusual := 1
				if csv {
					text, unusual = text[bytes.IndexByte(text, '\n')+1:], 0
				}
				if crlf {
					unusual = 1 // which tells
				}
				b, m, by := readerOf(t, columns, csv)
				b.lay(text)
				b.end = len(b.text)
				c := &counting{reader: by}
				if m.lines(b, c); c.lines > unusual || len(b.Records) != lines {
					t.Errorf("%v, csv %t, crlf %t: %d lines of %d are not usual, want %d", columns, csv, crlf, c.lines, len(b.Records), unusual)
				}
			}
		}
	}
}
