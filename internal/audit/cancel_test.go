package audit_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// settled waits until there are no more goroutines than before.
func settled(t *testing.T, before int) {
	t.Helper()
	for range 300 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// A stopper stops the audit at its first finding.
type stopper struct {
	silence
	stop context.CancelFunc
}

func (s stopper) Finding(audit.Finding) error { s.stop(); return nil }

// TestInterrupted: an audit of a file that is stopped in the middle returns what it
// knows, marked, and leaves nothing running.
func TestInterrupted(t *testing.T) {
	line := []byte(`{"id":"a","at":"2026-01-01T00:00:00Z","event":"activate"}` + "\n")
	long := append(bytes.Clone(line), bytes.Repeat([]byte(`{"id":"b","at":"2026-01-01T00:00:00Z","event":"renew"}`+"\n"), 100_000)...)
	table := "id,at,event\n" + strings.Repeat("b,2026-01-01T00:00:00Z,renew\n", 200_000)
	for _, row := range []struct {
		why  string
		text []byte
	}{
		{"JSON Lines", long},
		{"CSV", []byte(table)},
		{"CSV with quotes", []byte("\"id\"" + strings.TrimPrefix(table, "id") + "\"b\",2026-01-01T00:00:00Z,renew\n")},
		{"Parquet", possibleLog(t, logs.Form{Format: logs.FormatParquet}, 400_000)},
	} {
		before := runtime.NumGoroutine()
		ctx, stop := context.WithCancel(context.Background())
		a, err := audit.New(audit.Options{}, stopper{stop: stop})
		if err != nil {
			t.Fatal(err)
		}
		if row.why == "Parquet" { // where nothing is found
			a.Watch(func(_ int, read int64) {
				if read > 0 {
					stop()
				}
			})
		}
		r, err := a.Run(ctx, []audit.Input{inputOf("log", row.text)}, &logs.Layout{}, 2)
		if !errors.Is(err, context.Canceled) || r.Partial != "interrupted" || r.Passed() || r.Lines.Judged == 0 || r.Lines.Present >= 200_000 {
			t.Errorf("%s: %v, partial %q, %+v", row.why, err, r.Partial, r.Lines)
		}
		settled(t, before)
		stop()
	}
}

// TestAnErrorLeavesNothing: neither does an audit that its witness ends.
func TestAnErrorLeavesNothing(t *testing.T) {
	for _, form := range append(textForms, logs.Form{Format: logs.FormatParquet}) {
		before := runtime.NumGoroutine()
		text := possibleLog(t, form, 50_000)
		settled(t, before)
		s := logs.Scan{Source: logs.Source{From: bytes.NewReader(text), At: bytes.NewReader(text), Size: int64(len(text))}, Layout: &logs.Layout{}, Workers: 3,
			Apply: func(b *logs.Batch) error {
				if len(b.Records) > 0 {
					return errDisk
				}
				return nil
			}}
		if _, err := s.Run(context.Background()); err != errDisk {
			t.Errorf("%v: %v", form, err)
		}
		settled(t, before)
	}
}

// TestASilentStream: a stream from which nothing comes does not block the return,
// wherever it stopped.
func TestASilentStream(t *testing.T) {
	for _, said := range []string{"", "i", "id,at", "id,at,event\n", "id,at,event\na,2026-01-01T00:00:00Z,activate\nb,", "{", "\x1f\x8b", "\x28\xb5\x2f\xfd", "\"id"} {
		from, to := io.Pipe()
		go func() { _, _ = io.WriteString(to, said) }()
		ctx, stop := context.WithCancel(context.Background())
		time.AfterFunc(30*time.Millisecond, stop)
		a, err := audit.New(audit.Options{}, silence{})
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan *audit.Result, 1)
		go func() {
			r, err := a.Run(ctx, []audit.Input{{Name: "-", Open: func() (logs.Source, io.Closer, error) { return logs.Source{From: from}, io.NopCloser(nil), nil }}}, &logs.Layout{}, 2)
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%q: %v", said, err)
			}
			done <- r
		}()
		select {
		case r := <-done:
			if r.Partial != "interrupted" {
				t.Errorf("%q: partial %q", said, r.Partial)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("%q, and then nothing: the audit hangs", said)
		}
		_ = to.Close()
	}
}

// TestAFindingBeforeTheEnd: what a stream says is judged while it is open.
func TestAFindingBeforeTheEnd(t *testing.T) {
	for _, said := range []string{"id,at,event\na,2026-01-01T00:00:00Z,renew\n", `{"id":"a","at":"2026-01-01T00:00:00Z","event":"renew"}` + "\n"} {
		from, to := io.Pipe()
		ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
		found, pauses := make(chan struct{}, 1), time.NewTicker(time.Millisecond)
		a, err := audit.New(audit.Options{}, stopper{stop: func() { found <- struct{}{} }})
		if err != nil {
			t.Fatal(err)
		}
		a.Tick(pauses.C)
		go func() {
			_, _ = io.WriteString(to, said)
			select {
			case <-found:
			case <-ctx.Done():
				t.Errorf("%q: nothing is found while the stream is open", said)
			}
			_ = to.Close()
		}()
		if _, err := a.Run(ctx, []audit.Input{{Name: "-", Open: func() (logs.Source, io.Closer, error) { return logs.Source{From: from}, io.NopCloser(nil), nil }}}, &logs.Layout{}, 1); err != nil {
			t.Errorf("%q: %v", said, err)
		}
		pauses.Stop()
		stop()
	}
}
