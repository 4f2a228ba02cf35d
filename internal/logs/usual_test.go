package logs

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// usualColumns are tables and objects whose lines can be usual, and some whose lines
// cannot.
var usualColumns = [][]string{
	{"id", "at", "event"}, {"at", "state", "id"}, {"event", "id", "at", "note"}, {"more", "id", "event", "at", "state"},
	{"id", "at", "event", "delivery"}, {"seq", "id", "at", "event"}, {"id", "at", "a member with a name of some length", "event"},
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
		return fmt.Sprint(i)
	}
	return fmt.Sprintf("%s%d", strings.Repeat("x", i%11), i)
}

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
	"state": {"", "gone", "ok\x00", "OK", "suspended\r", "unknown", "none"},
	"note":  {"", "a b", "é", "a\x00b", "a\r", `a\`, "x-y"},
	"more":  {"", "a b", "é"},
	"seq":   {"", "-7", "x", "9223372036854775808"},
	"delivery": {
		"", "d",
	},
}

// TestUsualAmongOthers: one line that is unusual, wherever it stands among usual ones,
// is read as the standard library reads it, and so are they.
func TestUsualAmongOthers(t *testing.T) {
	const lines = stripLines + 30
	for _, columns := range usualColumns {
		for _, column := range columns {
			for n, odd := range oddValues[column] {
				at := []int{3, 1, stripLines - 1, stripLines, lines - 1}[n%5]
				value := func(c string, i int) string {
					if c == column && (i == at || i == at/2+1) {
						return odd
					}
					return usualValue(c, i)
				}
				same(t, tableOf(columns, lines, value), 17, n%2 == 0, false)
				same(t, objectsOf(columns, lines, value), 17, n%2 == 0, false)
			}
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

// objectsOf writes numbers as such in every second log of columns that nothing is made
// of.
func objectsOf(columns []string, lines int, value func(string, int) string) []byte {
	var out strings.Builder
	for i := range lines {
		var members []string
		for k, name := range columns {
			text := value(name, i)
			encoded, _ := json.Marshal(text)
			if k%2 == 0 && name == "more" && strings.Trim(text, "x") != "" && !strings.ContainsAny(text, "x é") {
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
		"csv":   {"", "\r", "a", "a,b", ",,", "a,2026-01-02T03:04:05.000Z,renew,", "a,2026-01-02T03:04:05.000Z\n,renew", "id,at,event"},
		"jsonl": {"", " ", "null", "{}", `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew"} `, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew"`, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew","x":1}`, `{"at":"2026-01-02T03:04:05.000Z","id":"a","event":"renew"}`, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew"]`, `{"id":"a" ,"at":"2026-01-02T03:04:05.000Z","event":"renew"}`, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"}`, `{"id":"a","at":"2026-01-02T03:04:05.000Z","event":"renew,`, "{\"id\":\"a\xff\",\"at\":\"2026-01-02T03:04:05.000Z\",\"event\":\"renew\"}", `{"id":"é","at":"2026-01-02T03:04:05.000Z","event":"renew"}`},
	} {
		write := tableOf
		if name == "jsonl" {
			write = objectsOf
		}
		for _, row := range rows {
			for _, at := range []int{1, 2, stripLines, 2 * stripLines} {
				all := strings.SplitAfter(string(write(columns, 2*stripLines, usualValue)), "\n")
				same(t, []byte(strings.Join(slices.Insert(all, at, row+"\n"), "")), 17, false, false)
			}
		}
	}
}

// TestLongLiterals: what stands between the values of usual lines is compared to its end.
func TestLongLiterals(t *testing.T) {
	const name = "a member with a name of some length"
	text := objectsOf([]string{"id", "at", name, "event"}, 20, usualValue)
	for i := range len(name) {
		other := []byte(name)
		other[i] = '_'
		all := strings.SplitAfter(string(text), "\n")
		all[10] = strings.Replace(all[10], name, string(other), 1)
		same(t, []byte(strings.Join(all, "")), 17, false, false)
	}
}
