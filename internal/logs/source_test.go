package logs

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func gzipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstandard(t *testing.T, text string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(w.EncodeAll([]byte(text), nil))
}

// TestArchives: what an archive holds is read to its end, or its end is said to be
// broken, or the file is refused.
func TestArchives(t *testing.T) {
	first, second := headCSV+goodCSV, goodCSV+goodCSV
	gz, zst := gzipped(t, first), zstandard(t, first)
	skipped := "\x50\x2a\x4d\x18\x03\x00\x00\x00abc"
	for _, row := range []struct {
		why, text, want string
	}{
		{"two members of gzip are one text", gz + gzipped(t, second), "gzip 4 lines, 3 records"},
		{"a member of nothing", gz + gzipped(t, "") + gzipped(t, second), "gzip 4 lines, 3 records"},
		{"a line across members", gzipped(t, first+goodCSV[:9]) + gzipped(t, goodCSV[9:]), "gzip 3 lines, 2 records"},
		{"garbage behind gzip", gz + "garbage", "gzip 2 lines, 1 records 3 archive"},
		{"zeros behind gzip, as tapes add them", gz + strings.Repeat("\x00", 512), "gzip 2 lines, 1 records 3 archive"},
		{"gzip without its sums", gz[:len(gz)-8], "gzip 2 lines, 1 records 3 archive"},
		{"gzip without a byte of them", gz[:len(gz)-1], "gzip 2 lines, 1 records 3 archive"},
		{"gzip with another sum", gz[:len(gz)-8] + "\x00" + gz[len(gz)-7:], "gzip 2 lines, 1 records 3 archive"},
		{"the head of a second member alone", gz + "\x1f\x8b\x08", "gzip 2 lines, 1 records 3 archive"},
		{"gzip of two bytes", "\x1f\x8b", "gzip 0 lines, 0 records 1 archive"},
		{"gzip of nothing", gzipped(t, ""), "refused"},
		{"gzip in gzip", gzipped(t, gz), "refused"},
		{"two frames of zstd", zst + zstandard(t, second), "zstd 4 lines, 3 records"},
		{"a frame to be skipped", zst + skipped + zstandard(t, second), "zstd 4 lines, 3 records"},
		{"garbage behind zstd", zst + "garbage", "zstd 2 lines, 1 records 3 archive"},
		{"a byte behind zstd", zst + "\x28", "zstd 2 lines, 1 records 3 archive"},
		{"zstd without its sum", zst[:len(zst)-4], "zstd 0 lines, 0 records 1 archive"},
		{"zstd with another sum", zst[:len(zst)-1] + "\x00", "zstd 0 lines, 0 records 1 archive"},
		{"a second frame without its sum", zst + zst[:len(zst)-4], "zstd 2 lines, 1 records 3 archive"},
		{"zstd of four bytes", zst[:4], "zstd 0 lines, 0 records 1 archive"},
		{"Parquet of four bytes", "PAR1", "refused"},
		{"UTF-16", "\xff\xfei\x00d\x00,\x00", "refused"},
		{"UTF-16, the other way round", "\xfe\xff\x00i\x00d", "refused"},
		{"UTF-16 without a mark", "i\x00d\x00,\x00a\x00t\x00,\x00e\x00v\x00e\x00n\x00t\x00\n\x00", "refused"},
		{"nothing", "", "refused"},
		{"nothing but a mark", "\xef\xbb\xbf", "refused"},
		{"nothing but lines", "\n\n\r\n", "refused"},
		{"many lines of nothing", strings.Repeat("\n", 10_000) + first, "refused"},
		{"some lines of nothing", strings.Repeat("\n", 3000) + strings.TrimSpace(goodJSON), "3001 lines, 1 records 1 blank"},
		{"a mark, and then a log", "\xef\xbb\xbf" + first, "2 lines, 1 records 1 bom"},
		{"a list", "[{}]", "refused"},
		{"a header alone", headCSV, "1 lines, 0 records"},
		{"a header without a line break", "id,at,event", "1 lines, 0 records"},
		{"old Macintosh lines", strings.ReplaceAll(first, "\n", "\r"), "refused"},
		{"a header of one's own", "ID,AT,EVENT\n", "refused"},
		{"a column twice", "id,at,event,at\n", "refused"},
		{"a foreign column twice", "id,at,event,x,x\n", "1 lines, 0 records 1 column 1 column"},
		{"a header in quotes that do not end", "\"id,at,event\n" + goodCSV, "refused"},
		{"a header in quotes, over lines", "\"x\ny\",id,at,event\nz," + goodCSV, "3 lines, 1 records 1 column"},
	} {
		for _, most := range []int{1, 7, 1 << 20} {
			records, lines, marks, told := 0, int64(0), "", map[Mark]bool{}
			s := Scan{Source: Source{From: &stream{pieces: []piece{{row.text, 1}}, most: most}}, Layout: &Layout{}, Workers: 2, Apply: func(b *Batch) error {
				records, lines = records+len(b.Records), lines+b.Lines
				for _, n := range b.Notices {
					if n.Mark != MarkBlank || !told[n.Mark] {
						marks += fmt.Sprintf(" %d %s", b.First+n.Line, n.Mark)
					}
					told[n.Mark] = true
				}
				return nil
			}}
			form, err := s.Run(context.Background())
			got := strings.TrimSpace(fmt.Sprintf("%s %d lines, %d records%s", form.Compression, lines, records, marks))
			if err != nil {
				got = "refused"
			}
			if err != nil && len(err.Error()) < 8 {
				t.Errorf("%s: %q says nothing", row.why, err)
			}
			if got != row.want {
				t.Errorf("%s, %d bytes at once: %s %v, want %s", row.why, most, got, err, row.want)
			}
		}
	}
}

// TestLines: lines whose meaning was found by hand.
func TestLines(t *testing.T) {
	json := func(members string) string {
		return `{"id":"a","at":"2026-01-02T03:04:05Z","event":"renew"}` + "\n{" + members + "}\n"
	}
	const at = `"at":"2026-01-02T03:04:05Z"`
	said := "\"%s\" at 1767323045000000000 {renew none}"
	for _, row := range []struct {
		why, text, want string // what the second line is
	}{
		{"a quote in a field", headCSV + "x\"y,2026-01-02T03:04:05Z,renew\n", "fault unreadable"},
		{"a quote behind a field in quotes", headCSV + "\"x\"y,2026-01-02T03:04:05Z,renew\n", "fault unreadable"},
		{"a header again", headCSV + headCSV, "fault instant"},
		{"too few fields", headCSV + "a,b\n", "fault unreadable"},
		{"too many", headCSV + "a,b,c,d\n", "fault unreadable"},
		{"NUL", headCSV + "a\x00,2026-01-02T03:04:05Z,renew\n", "fault unreadable"},
		{"no UTF-8 is a CSV identifier all the same", headCSV + "\xff,2026-01-02T03:04:05Z,renew\n", fmt.Sprintf(said, `\xff`)},
		{"quotes within quotes", headCSV + "\"a\"\"b\",2026-01-02T03:04:05Z,renew\n", fmt.Sprintf(said, `a\"b`)},
		{"an identifier of 65535 bytes", headCSV + strings.Repeat("i", 65535) + ",2026-01-02T03:04:05Z,renew\n", fmt.Sprintf(said, strings.Repeat("i", 65535))},
		{"one of 70000", headCSV + strings.Repeat("i", 70000) + ",2026-01-02T03:04:05Z,renew\n", "fault unreadable"},
		{"one of 70000 in JSON", json(`"id":"` + strings.Repeat("i", 70000) + `",` + at + `,"event":"renew"`), "fault unreadable"},
		{"a number is its text", json(`"id":1,` + at + `,"event":"renew"`), fmt.Sprintf(said, "1")},
		{"and its text is a number", json(`"id":"1",` + at + `,"event":"renew"`), fmt.Sprintf(said, "1")},
		{"another text is another identifier", json(`"id":1.0,` + at + `,"event":"renew"`), fmt.Sprintf(said, "1.0")},
		{"an exponent", json(`"id":1e0,` + at + `,"event":"renew"`), fmt.Sprintf(said, "1e0")},
		{"more digits than a number holds", json(`"id":123456789012345678901234567890,` + at + `,"event":"renew"`), fmt.Sprintf(said, "123456789012345678901234567890")},
		{"a zero in front is no JSON", json(`"id":01,` + at + `,"event":"renew"`), "fault unreadable"},
		{"an escaped name is the name", json(`"\u0069\u0064":"a",` + at + `,"event":"renew"`), fmt.Sprintf(said, "a")},
		{"escapes in a value", json(`"id":"\u0061\n\/\ud83d\ude00",` + at + `,"event":"\u0072enew"`), fmt.Sprintf(said, `a\n/😀`)},
		{"an escaped NUL is a character", json(`"id":"a\u0000",` + at + `,"event":"renew"`), fmt.Sprintf(said, `a\x00`)},
		{"a NUL is none", json("\"id\":\"a\x00\"," + at + `,"event":"renew"`), "fault unreadable"},
		{"none of two members counts", json(`"id":"b","id":"a",` + at + `,"event":"renew"`), "fault unreadable"},
		{"two members of which nothing is made", json(`"id":"a","note":{"id":"b"},"note":2,` + at + `,"event":"renew"`), fmt.Sprintf(said, "a")},
		{"null is absent", json(`"id":null,` + at + `,"event":"renew"`), "fault incomplete"},
		{"a list is no value", json(`"id":["a"],` + at + `,"event":"renew"`), "fault unreadable"},
		{"nor is true", json(`"id":true,` + at + `,"event":"renew"`), "fault unreadable"},
		{"half a pair", json(`"id":"\ud800",` + at + `,"event":"renew"`), "fault unreadable"},
		{"the other half", json(`"id":"x\udc00",` + at + `,"event":"renew"`), "fault unreadable"},
		{"halves in the wrong order", json(`"id":"\udc00\ud800",` + at + `,"event":"renew"`), "fault unreadable"},
		{"a backslash, and no half", json(`"id":"\\ud800",` + at + `,"event":"renew"`), fmt.Sprintf(said, `\\ud800`)},
		{"no UTF-8", json("\"id\":\"\xff\"," + at + `,"event":"renew"`), "fault unreadable"},
		{"something behind the object", json(`"id":"a",` + at + `,"event":"renew"} {`), "fault unreadable"},
		{"too deep", json(`"x":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000)), "fault unreadable"},
		{"a list is no object", goodJSON + "[]\n", "fault unreadable"},
		{"null is no object", goodJSON + "null\n", "fault unreadable"},
	} {
		got, _, err := scanned(strings.NewReader(row.text), &Layout{}, 2)
		if err != nil {
			t.Errorf("%s: %v", row.why, err)
			continue
		}
		_ = got.String() // in the order of lines
		text := ""
		for _, s := range got.sentences {
			if s.line == 2 && !strings.HasPrefix(s.text, "mark") {
				text += s.text
			}
		}
		if text != row.want {
			t.Errorf("%s: %.200s, want %.200s", row.why, text, row.want)
		}
	}
}
