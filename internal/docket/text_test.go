package docket_test

import (
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/docket"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// outline is the first word of every line that begins with one, and | for a blank
// line.
func outline(text string) string {
	var marks []string
	for line := range strings.Lines(text) {
		switch {
		case line == "\n":
			marks = append(marks, "|")
		case line[0] != ' ':
			marks = append(marks, strings.Trim(strings.Fields(line)[0], ":"))
		}
	}
	return strings.Join(marks, " ")
}

func TestTextSetsBlocksApart(t *testing.T) {
	note := audit.Notice{Place: at("x", 1), Mark: logs.MarkLate, Text: "late"}
	line := audit.Unjudged{Place: at("x", 2), Lines: 1, Fault: logs.FaultInstant, Text: "none"}
	for _, row := range []struct {
		why  string
		told []any
		want string
	}{
		{"nothing was told", nil, ""},
		{"lines stand together", []any{note, line, note}, "NOTE LINE NOTE | "},
		{"a block has a blank line before it and behind it", []any{note, ended, note}, "NOTE | FAIL | NOTE | "},
		{"and one is enough between two", []any{ended, ended, story{ended, nil}}, "FAIL | FAIL | WHY | "},
	} {
		text := written(t, formats[0], counted(row.told, &audit.Result{Table: lived().Table}))
		got, _, _ := strings.Cut(outline(text), "0 ")
		if got != row.want {
			t.Errorf("%s: %q, want %q\n%s", row.why, got, row.want, text)
		}
	}
}

// TestStoriesKeepTheirColumns: a story is told as it is laid out, without what is not
// harmless, and wrapped only where it has no room.
func TestStoriesKeepTheirColumns(t *testing.T) {
	for _, row := range []struct{ why, line, want string }{
		{"columns stay", "kept         renew    in active            line 14", "     kept         renew    in active            line 14\n"},
		{"what is not harmless goes", "kept  a\x1b[2J  b", "     kept  a?[2J  b\n"},
		{"what has no room is wrapped", strings.Repeat("word ", 17) + "end", "     " + strings.TrimSpace(strings.Repeat("word ", 15)) + "\n     word word end\n"},
	} {
		for _, f := range []format{formats[0], formats[4]} {
			if text := written(t, f, counted([]any{ended, story{ended, []string{row.line}}}, lived())); !strings.Contains(text, row.want) {
				t.Errorf("%s, %s: want %q in\n%s", f.name, row.why, row.want, text)
			}
		}
	}
	page := written(t, formats[5], counted([]any{ended, story{ended, []string{"kept   one", "kept   two"}}}, lived()))
	if !strings.Contains(page, "<pre>kept   one\nkept   two</pre>") {
		t.Error("the page does not keep the lines of a story")
	}
}

// TestTextTellsAWayOut: what speaks against a log and is no finding comes with what can
// be done about it.
func TestTextTellsAWayOut(t *testing.T) {
	note := func(m logs.Mark) audit.Notice { return audit.Notice{Place: at("x", 1), Mark: m, Text: "so"} }
	for _, row := range []struct {
		why, want string
		order     audit.Order
		told      any
	}{
		{"a record that is late", "late: --order occurred judges by instant; --accept late lets it pass\n", audit.OrderDelivered, note(logs.MarkLate)},
		{"late all the same", "\n  late: --accept late lets it pass\n", audit.OrderOccurred, note(logs.MarkLate)},
		{"a column", "column: --ignore-columns leaves columns out; --accept column", "", note(logs.MarkColumn)},
		{"an archive", "archive: --accept archive", "", note(logs.MarkArchive)},
		{"a number as an instant", "--epoch s, ms, us or ns", "", audit.Unjudged{Place: at("x", 2), Lines: 1, Fault: logs.FaultInstant, Text: "none"}},
	} {
		r := lived()
		r.Order = row.order
		if text := written(t, formats[0], counted([]any{row.told}, r)); !strings.Contains(text, row.want) {
			t.Errorf("%s: want %q in\n%s", row.why, row.want, text)
		}
	}
	quiet := written(t, format{"", formats[0].new, docket.Options{Quiet: true}}, counted([]any{note(logs.MarkColumn)}, lived()))
	if strings.Contains(quiet, "--") {
		t.Errorf("-q tells ways out:\n%s", quiet)
	}
}
