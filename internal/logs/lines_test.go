package logs

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

const (
	goodCSV  = "a,2026-01-02T03:04:05Z,renew\n"
	headCSV  = "id,at,event\n"
	goodJSON = `{"id":"a","at":"2026-01-02T03:04:05Z","event":"renew"}` + "\n"
)

// A piece is a text many times over.
type piece struct {
	text  string
	times int
}

// A stream reads pieces that were never in memory as a whole, and watches the memory.
type stream struct {
	pieces []piece
	at     int // in the first piece's text
	most   int
	peak   uint64
	reads  int
}

func (s *stream) Read(p []byte) (n int, err error) {
	if s.reads++; s.reads%64 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		s.peak = max(s.peak, m.HeapInuse)
	}
	p = p[:min(len(p), s.most)]
	for n < len(p) && len(s.pieces) > 0 {
		first := &s.pieces[0]
		used := copy(p[n:], first.text[s.at:])
		n, s.at = n+used, s.at+used
		if s.at == len(first.text) {
			s.at = 0
			if first.times--; first.times <= 0 {
				s.pieces = s.pieces[1:]
			}
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// TestLongLines: a line that is too long is listed, and no other with it; it is not
// kept in memory; and how the text is read makes no difference.
func TestLongLines(t *testing.T) {
	kilo := strings.Repeat("x", 1000)
	eight := piece{kilo, maxLine / 1000}
	for _, row := range []struct {
		why    string
		pieces []piece
		want   string // lines that are too long, and others that are not read
		lines  int64
	}{
		{"100 MB in CSV", []piece{{headCSV + goodCSV, 1}, {kilo, 100_000}, {"\n" + goodCSV, 1}}, "3 too_long ", 4},
		{"100 MB in JSON Lines", []piece{{goodJSON + `{"id":"`, 1}, {kilo, 100_000}, {"\"}\n" + goodJSON, 1}}, "2 too_long ", 3},
		{"100 MB in quotes", []piece{{headCSV + goodCSV + `"`, 1}, {kilo, 100_000}, {"\",2026-01-02T03:04:05Z,renew\n" + goodCSV, 1}}, "3 too_long ", 4},
		{"lines in quotes, 100 MB together", []piece{{headCSV + goodCSV + `"`, 1}, {kilo + "\n", 100_000}, {"\",2026-01-02T03:04:05Z,renew\n" + goodCSV, 1}}, "", 100_004},
		{"two in a row", []piece{{headCSV + goodCSV, 1}, {kilo, 10_000}, {"\n", 1}, {kilo, 10_000}, {"\n" + goodCSV, 1}}, "3 too_long 4 too_long ", 5},
		{"short lines between", []piece{{headCSV + goodCSV, 1}, {kilo, 10_000}, {"\n" + goodCSV + goodCSV, 1}, {kilo, 10_000}, {"\n" + goodCSV, 1}}, "3 too_long 6 too_long ", 7},
		{"behind a quote that is open", []piece{{headCSV + goodCSV + "\"b,2026\n" + goodCSV + goodCSV, 1}, {kilo, 10_000}, {"\n" + goodCSV, 1}}, "3 unreadable 6 too_long ", 7},
		{"that ends a record in quotes", []piece{{headCSV + goodCSV + "\"b\n" + goodCSV, 1}, {kilo, 10_000}, {"\",2026-01-02T03:04:05Z,renew\n" + goodCSV, 1}}, "3 unreadable 5 too_long ", 6},
		{"the last line", []piece{{headCSV + goodCSV, 1}, {kilo, 10_000}}, "3 too_long ", 3},
		{"as long as a line may be", []piece{{headCSV + goodCSV, 1}, eight, {strings.Repeat("y", maxLine-maxLine/1000*1000-1) + "\n" + goodCSV, 1}}, "3 unreadable ", 4},
		{"a byte more", []piece{{headCSV + goodCSV, 1}, eight, {strings.Repeat("y", maxLine-maxLine/1000*1000) + "\n" + goodCSV, 1}}, "3 too_long ", 4},
		{"a good line as long as a line may be", []piece{{goodJSON + `{"id":"a","at":"2026-01-02T03:04:05Z","event":"renew","x":"`, 1}, {kilo, maxLine/1000 - 1}, {"\"}\n" + goodJSON, 1}}, "", 3},
		{"the header", []piece{{kilo, 10_000}, {"\n" + goodCSV, 1}}, "refused", 0},
	} {
		for _, most := range []int{1 << 20, 100_003, 1 << 14} {
			if most < 1<<20 && strings.Contains(row.why, "100 MB") {
				continue
			}
			from := &stream{pieces: append([]piece(nil), row.pieces...), most: most}
			var before runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			lines, got := int64(0), ""
			s := Scan{Source: Source{From: from}, Layout: &Layout{}, Workers: 2, Apply: func(b *Batch) error {
				judged := int64(len(b.Records))
				for _, u := range b.Unjudged {
					if u.Fault != FaultUnreadable || !strings.Contains(row.why, "100 MB together") {
						got += fmt.Sprintf("%d %s ", b.First+u.Line, u.Fault)
					}
				}
				if b.Lines != judged+int64(len(b.Unjudged))+b.Headers+b.Folded {
					t.Errorf("%s: %d lines, %d judged, %d unjudged", row.why, b.Lines, judged, len(b.Unjudged))
				}
				lines += b.Lines
				return nil
			}}
			if _, err := s.Run(context.Background()); err != nil {
				got = "refused"
			}
			if got != row.want || lines != row.lines {
				t.Errorf("%s, %d bytes at once: %q, %d lines; want %q, %d", row.why, most, got, lines, row.want, row.lines)
			}
			if grown := int64(from.peak) - int64(before.HeapInuse); grown > 100<<20 {
				t.Errorf("%s: %d MB in memory", row.why, grown>>20)
			}
		}
	}
}

// TestOpenQuotes: a quote that nobody closes takes its line alone.
func TestOpenQuotes(t *testing.T) {
	many := strings.Repeat(goodCSV, 60_000) // 1.7 MB
	for _, row := range []struct {
		why, text, want string
	}{
		{"in the middle", headCSV + many + "\"b,2026-01-02T03:04:05Z,renew\n" + many, "60002 unreadable "},
		{"at the end", headCSV + many + "\"b,2026-01-02T03:04:05Z,renew\n", "60002 unreadable "},
		{"near the end", headCSV + many + "\"b,2026-01-02T03:04:05Z,renew\n" + goodCSV + goodCSV, "60002 unreadable "},
		{"two, far from each other", headCSV + "\"b,2026-01-02T03:04:05Z,renew\n" + many + "\"b,2026-01-02T03:04:05Z,renew\n" + many, "2 unreadable 60003 unreadable "},
		{"two, near each other", headCSV + "\"b,2026-01-02T03:04:05Z,renew\n" + goodCSV + "\"b,2026-01-02T03:04:05Z,renew\n" + many, "2 unreadable 4 unreadable "},
		{"good ones behind it", headCSV + "\"b,2026-01-02T03:04:05Z,renew\n" + strings.Repeat("\"a\",2026-01-02T03:04:05Z,renew\n", 50_000), "2 unreadable "},
		{"lines in quotes across the places where texts are cut", headCSV + strings.Repeat("\"a\nb\r\nc\",2026-01-02T03:04:05Z,renew\n", 30_000), ""},
		{"as many as a record may have", headCSV + "\"" + strings.Repeat("x\n", maxQuoted/2-20) + "\",2026-01-02T03:04:05Z,renew\n", "2 unreadable "}, // an identifier of 1 MB
	} {
		for seed := range uint64(4) {
			got, lines := "", int64(0)
			from := &short{[]byte(row.text), rand.New(rand.NewPCG(seed, 3)), 1 << (13 + 2*seed), io.EOF}
			s := Scan{Source: Source{From: from}, Layout: &Layout{}, Workers: 2, Apply: func(b *Batch) error {
				for _, u := range b.Unjudged {
					got += fmt.Sprintf("%d %s ", b.First+u.Line, u.Fault)
				}
				if b.Lines != int64(len(b.Records)+len(b.Unjudged))+b.Headers+b.Folded {
					t.Errorf("%s: %d lines of which %d are judged", row.why, b.Lines, len(b.Records))
				}
				lines += b.Lines
				return nil
			}}
			if _, err := s.Run(context.Background()); err != nil {
				t.Errorf("%s: %v", row.why, err)
			}
			if want := int64(strings.Count(row.text, "\n")); got != row.want || lines != want {
				t.Errorf("%s, seed %d: %q, %d lines; want %q, %d", row.why, seed, got, lines, row.want, want)
			}
		}
	}
}

// TestSeedsAreTheSame: the seeds of the fuzzers, however they are read.
func TestSeedsAreTheSame(t *testing.T) {
	for _, text := range append(append([]string(nil), csvSeeds...), jsonSeeds...) {
		for _, seed := range []uint64{0, 3, 8, 17} {
			same(t, []byte(text), seed, seed%2 == 0, seed%3 == 0)
		}
	}
	long := strings.Repeat(csvSeeds[0][len(headCSV):], 5000)
	for _, seed := range []uint64{8, 13, 17} {
		same(t, []byte(headCSV+long+"\"two\nlines\",2026-01-02T03:04:05Z,renew\r\n\x00"+long+"c,2026"), seed, false, seed%2 == 0)
		same(t, bytes.Repeat([]byte(jsonSeeds[1]+" \n"), 1500), seed, false, seed%2 == 0)
	}
}
