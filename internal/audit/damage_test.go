package audit_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// silence hears nothing.
type silence struct{}

func (silence) Finding(audit.Finding) error   { return nil }
func (silence) Unjudged(audit.Unjudged) error { return nil }
func (silence) Notice(audit.Notice) error     { return nil }

// possibleLog is a log in which nothing is wrong.
func possibleLog(t *testing.T, form logs.Form, records int) []byte {
	t.Helper()
	var text bytes.Buffer
	w, err := logs.NewWriter(&text, form, []logs.Column{logs.ColumnID, logs.ColumnAt, logs.ColumnEvent}, 2)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC).UnixNano()
	var all []logs.Entry
	for i := range records {
		event := fsm.EventRenew
		if i < 17 {
			event = fsm.EventActivate
		}
		all = append(all, logs.Entry{ID: fmt.Appendf(nil, "sub-%d", i%17), At: begin + int64(i)*int64(7001*time.Millisecond), Event: event})
	}
	if err := w.Write(all); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// inputOf is a log in memory.
func inputOf(name string, text []byte) audit.Input {
	return audit.Input{Name: name, Open: func() (logs.Source, io.Closer, error) {
		return logs.Source{Name: name, From: bytes.NewReader(text), At: bytes.NewReader(text), Size: int64(len(text))}, io.NopCloser(nil), nil
	}}
}

// auditOf audits a text within a minute.
func auditOf(t *testing.T, text []byte, workers int) (*audit.Result, error) {
	t.Helper()
	a, err := audit.New(audit.Options{}, silence{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	r, err := a.Run(ctx, []audit.Input{inputOf("log", text)}, &logs.Layout{}, workers)
	if ctx.Err() != nil {
		t.Fatal("the audit hangs")
	}
	return r, err
}

// damage cuts a text off, or flips some of its bits.
func damage(draw *rand.Rand, text []byte) (damaged []byte, how string) {
	text = bytes.Clone(text)
	switch draw.IntN(4) {
	case 0:
		n := draw.IntN(len(text))
		return text[:n], fmt.Sprintf("cut off behind %d of %d bytes", n, len(text))
	case 1: // near the end, where the sums are
		n := max(0, len(text)-1-draw.IntN(24))
		return text[:n], fmt.Sprintf("cut off behind %d of %d bytes", n, len(text))
	}
	how = "flipped:"
	for range 1 + draw.IntN(2) {
		at, bit := draw.IntN(len(text)), draw.IntN(8)
		text[at] ^= 1 << bit
		how += fmt.Sprintf(" %d/%d", at, bit)
	}
	return text, how
}

// plainly reads what can be read of a text that may be compressed.
func plainly(text []byte) (plain []byte, err error) {
	var from io.Reader = bytes.NewReader(text)
	switch {
	case bytes.HasPrefix(text, []byte{0x1f, 0x8b}):
		from, err = gzip.NewReader(from)
	case bytes.HasPrefix(text, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		from, err = zstd.NewReader(from, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20))
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(from)
}

// linesIn counts the lines of a text; a last one may be open.
func linesIn(text []byte) int64 {
	n := int64(bytes.Count(text, []byte("\n")))
	if len(text) > 0 && text[len(text)-1] != '\n' {
		n++
	}
	return n
}

// unaccounted says what is wrong with the counts of a result.
func unaccounted(r *audit.Result, present int64) string {
	l := r.Lines
	switch {
	case l.Present != l.Judged+l.Unjudged+l.LeftOut+l.Blank+l.Headers+l.Folded:
		return fmt.Sprintf("not every line is accounted for: %+v", l)
	case l.Present != present:
		return fmt.Sprintf("%d lines are present, and %d accounted for", present, l.Present)
	}
	return ""
}

var textForms = []logs.Form{
	{Format: logs.FormatCSV}, {Format: logs.FormatCSV, Compression: logs.Gzip}, {Format: logs.FormatCSV, Compression: logs.Zstd},
	{Format: logs.FormatJSONL}, {Format: logs.FormatJSONL, Compression: logs.Gzip}, {Format: logs.FormatJSONL, Compression: logs.Zstd},
}

// TestDamagedTexts: whatever is broken of a log, every line that is left is judged or
// listed, and a log that lost something is never said to hold.
func TestDamagedTexts(t *testing.T) {
	damages := 1002
	if testing.Short() {
		damages = 120
	}
	for i, form := range textForms {
		t.Run(form.Format+form.Compression, func(t *testing.T) {
			for _, records := range []int{20, 300, 4000} {
				whole := possibleLog(t, form, records)
				if r, err := auditOf(t, whole, 2); err != nil || !r.Passed() || r.Lines.Judged != int64(records) {
					t.Fatalf("the whole log is not held to be one: %v %+v", err, r)
				}
				draw := rand.New(rand.NewPCG(uint64(i), uint64(records)))
				for range damages / len(textForms) / 3 {
					damaged, how := damage(draw, whole)
					checkDamage(t, damaged, how, int64(records))
				}
			}
		})
	}
}

func checkDamage(t *testing.T, damaged []byte, how string, records int64) {
	t.Helper()
	plain, broken := plainly(damaged)
	r, err := auditOf(t, damaged, 1+int(records)%2)
	if err != nil {
		if r.Partial == "" || r.Passed() {
			t.Errorf("%s: %v, and the result is not marked", how, err)
		}
		if problem := unaccounted(r, r.Lines.Present); problem != "" {
			t.Errorf("%s: %v, %s", how, err, problem)
		}
		return
	}
	if problem := unaccounted(r, linesIn(plain)); problem != "" {
		t.Errorf("%s: %s", how, problem)
	}
	if broken != nil && r.Notices[logs.MarkArchive] != 1 {
		t.Errorf("%s: %v, and no notice", how, broken)
	}
	between := broken == nil && r.Lines.Unjudged == 0 && len(how) > 3 && how[:3] == "cut" // nobody can see that lines are missing
	if r.Passed() && (broken != nil || r.Lines.Judged < records && !between) {
		t.Errorf("%s: passed, with %d of %d records", how, r.Lines.Judged, records)
	}
}

// TestDamagedParquet: every row of a broken file is accounted for, or the file refused.
func TestDamagedParquet(t *testing.T) {
	damages := 300
	if testing.Short() {
		damages = 60
	}
	refused := 0
	for i, form := range []logs.Form{{Format: logs.FormatParquet}, {Format: logs.FormatParquet, Compression: logs.Gzip}, {Format: logs.FormatParquet, Compression: logs.Zstd}} {
		for _, records := range []int{30, 5000} {
			whole := possibleLog(t, form, records)
			if r, err := auditOf(t, whole, 2); err != nil || !r.Passed() || r.Lines.Judged != int64(records) {
				t.Fatalf("the whole log is not held to be one: %v %+v", err, r)
			}
			draw := rand.New(rand.NewPCG(uint64(i), uint64(records)))
			for range damages / 6 {
				damaged, how := damage(draw, whole)
				r, err := auditOf(t, damaged, 2)
				if err != nil {
					refused++
					continue
				}
				if problem := unaccounted(r, int64(records)); problem != "" {
					t.Errorf("%s: %s", how, problem)
				}
				if r.Passed() && r.Lines.Judged < int64(records) {
					t.Errorf("%s: passed, with %d of %d records", how, r.Lines.Judged, records)
				}
			}
		}
	}
	if refused == damages {
		t.Error("every file was refused, so nothing was tested")
	}
}
