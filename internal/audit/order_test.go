package audit_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// untied is a log in which no two records tie, unless they are the same one.
func untied(draw *rand.Rand, n int) (lines []string) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		if draw.IntN(3) > 0 { // else the sequence number decides
			at = at.Add(time.Duration(1+draw.IntN(1000)) * time.Millisecond)
		}
		line := fmt.Sprintf(`{"id":"s-%d","at":"%s","seq":%d,"event":"%s","delivery":"d-%d"}`, draw.IntN(9), at.Format(time.RFC3339Nano), i, pick(draw, fsm.Events()...), i)
		lines = append(lines, line)
		if draw.IntN(9) == 0 {
			lines = append(lines, line)
		}
	}
	return lines
}

// occurred audits lines in order of occurrence; keep is how many records stay in
// memory, 0 for all.
func occurred(lines []string, spill func() (audit.SpillFile, error), keep int) (*listener, *audit.Result, error) {
	l := &listener{generations: true}
	a, err := audit.New(audit.Options{Order: audit.OrderOccurred, ShowIDs: true, Spill: spill}, l)
	if err != nil {
		return l, nil, err
	}
	if keep > 0 {
		a.Keep(keep)
	}
	half := len(lines) / 2
	inputs := []audit.Input{inputOf("one.jsonl", []byte(strings.Join(lines[:half], "\n"))), inputOf("two.jsonl", []byte(strings.Join(lines[half:], "\n")))}
	r, err := a.Run(context.Background(), inputs, &logs.Layout{}, 2)
	return l, r, err
}

// TestOrderOfOccurrence: whatever the order of delivery, and whether it fits into
// memory or not, the findings are the same, apart from their places.
func TestOrderOfOccurrence(t *testing.T) {
	for seed := range uint64(20) {
		draw := rand.New(rand.NewPCG(seed, 5))
		lines := untied(draw, 200)
		want, whole, err := occurred(lines, nil, 0)
		if err != nil || len(want.findings) < 20 || whole.Duplicates == 0 {
			t.Fatalf("%v, %d findings", err, len(want.findings))
		}
		spilled, r, err := occurred(lines, func() (audit.SpillFile, error) { return &spill{}, nil }, 1+draw.IntN(60))
		if err != nil || !reflect.DeepEqual(spilled, want) || !reflect.DeepEqual(r, whole) {
			t.Fatalf("seed %d: spilled, the audit is another: %v", seed, err)
		}
		draw.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		got, r, err := occurred(lines, func() (audit.SpillFile, error) { return &spill{}, nil }, 1+draw.IntN(60))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parted("findings", placeless(got.findings), placeless(want.findings)) {
			t.Errorf("seed %d: %s", seed, d)
		}
		if !reflect.DeepEqual(counted(r), counted(whole)) || r.Notices[logs.MarkLate] > 0 {
			t.Errorf("seed %d: %v, want %v", seed, counted(r), counted(whole))
		}
	}
}

func placeless(all []finding) (some []finding) {
	for _, f := range all {
		f.file, f.line = "", 0
		some = append(some, f)
	}
	return some
}

// A spill is a file in memory, on a disk that may fail.
type spill struct {
	text       []byte
	writes     int // that succeed; 0 for all
	reads      int
	lost       int // bytes at the end that are gone when it is read
	closed     int
	written, n int
}

var errDisk = errors.New("the disk is full")

func (s *spill) Write(p []byte) (int, error) {
	if s.written++; s.writes > 0 && s.written > s.writes {
		return 0, errDisk
	}
	s.text = append(s.text, p...)
	return len(p), nil
}

func (s *spill) ReadAt(p []byte, at int64) (int, error) {
	if s.n++; s.reads > 0 && s.n > s.reads {
		return 0, errDisk
	}
	text := s.text[:max(0, len(s.text)-s.lost)]
	if at >= int64(len(text)) {
		return 0, io.EOF
	}
	n := copy(p, text[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (s *spill) Close() error { s.closed++; return nil }

// TestDiskErrors end in an error, and never in a result that looks whole.
func TestDiskErrors(t *testing.T) {
	lines := untied(rand.New(rand.NewPCG(1, 2)), 100)
	entry := 51 + len("s-1") // an entry of a run
	for _, row := range []struct {
		why  string
		file *spill
		good bool
	}{
		{"a disk that does", &spill{}, true},
		{"the first write fails", &spill{writes: -1}, false},
		{"a later one", &spill{writes: 3}, false},
		{"the second read fails", &spill{reads: 1}, false},
		{"a later read fails", &spill{reads: 7}, false},
		{"the last byte is gone", &spill{lost: 1}, false},
		{"the last record is gone", &spill{lost: entry}, false},
		{"a run is gone", &spill{lost: 10 * entry}, false},
		{"everything is gone", &spill{lost: 1 << 30}, false},
	} {
		if row.file.writes < 0 {
			row.file.writes, row.file.written = 1, 1
		}
		l, r, err := occurred(lines, func() (audit.SpillFile, error) { return row.file, nil }, 10)
		if row.file.closed != 1 {
			t.Errorf("%s: closed %d times", row.why, row.file.closed)
		}
		if row.good != (err == nil) || row.good != (r.Partial == "") || !row.good && r.Passed() {
			t.Errorf("%s: %v, partial %q, %d findings", row.why, err, r.Partial, len(l.findings))
		}
		checkUnsorted(t, row.why, r)
	}
	_, r, err := occurred(lines, func() (audit.SpillFile, error) { return nil, errDisk }, 10)
	if !errors.Is(err, errDisk) || r.Partial == "" {
		t.Errorf("no file at all: %v, partial %q", err, r.Partial)
	}
	checkUnsorted(t, "no file at all", r)
}

// checkUnsorted: of a log that was not read to its end, what was read is listed.
func checkUnsorted(t *testing.T, why string, r *audit.Result) {
	t.Helper()
	if problem := unaccounted(r, r.Lines.Present); problem != "" {
		t.Errorf("%s: %s", why, problem)
	}
	if unsorted := r.Unjudged[logs.FaultUnsorted]; (unsorted > 0) != (r.Partial != "") || unsorted > r.Lines.Unjudged {
		t.Errorf("%s: %d lines are not sorted of %+v, partial %q", why, unsorted, r.Lines, r.Partial)
	}
}

// TestOccurredEndsEarly: where a later file cannot be read, or somebody has waited long
// enough, nothing of the files before is judged, since what is missing may have occurred
// before.
func TestOccurredEndsEarly(t *testing.T) {
	lines := untied(rand.New(rand.NewPCG(1, 2)), 100)
	whole := inputOf("one.jsonl", []byte("\n"+strings.Join(lines, "\n")))
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	for _, row := range []struct {
		why string
		ctx context.Context
		end func() error
	}{
		{"a file that is not there", context.Background(), func() error { return io.ErrUnexpectedEOF }},
		{"an interrupt", ctx, func() error { stop(); return ctx.Err() }},
	} {
		end := audit.Input{Name: "two.jsonl", Open: func() (logs.Source, io.Closer, error) { return logs.Source{}, nil, row.end() }}
		l := &listener{}
		a, err := audit.New(audit.Options{Order: audit.OrderOccurred}, l)
		if err != nil {
			t.Fatal(err)
		}
		r, err := a.Run(row.ctx, []audit.Input{whole, end}, &logs.Layout{}, 2)
		if err == nil || r.Partial == "" || r.Lines.Judged > 0 || r.Unjudged[logs.FaultUnsorted] != int64(len(lines)) || len(l.findings) > 0 {
			t.Errorf("%s: %v, partial %q, %+v, %d findings", row.why, err, r.Partial, r.Lines, len(l.findings))
		}
		checkUnsorted(t, row.why, r)
	}
}
