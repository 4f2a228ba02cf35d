package logs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
)

// rowsTold reads a Parquet file.
func rowsTold(text []byte, l *Layout) (*told, error) {
	t := &told{}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	s := Scan{Source: Source{From: bytes.NewReader(text), At: bytes.NewReader(text), Size: int64(len(text))}, Layout: l, Workers: 2, Apply: t.batch}
	_, err := s.Run(ctx)
	return t, err
}

// rowsOfType writes rows of a type.
func rowsOfType[T any](t *testing.T, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var text bytes.Buffer
	w := parquet.NewGenericWriter[T](&text, options...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

type (
	plainRow struct{ ID, At, Event string }
	lowRow   struct {
		ID    string `parquet:"id"`
		At    string `parquet:"at"`
		Event string `parquet:"event"`
	}
	nullableRow struct {
		ID    *string `parquet:"id,dict"`
		At    *int64  `parquet:"at,timestamp(millisecond)"`
		Event *string `parquet:"event"`
		State *string `parquet:"state,dict"`
		Seq   *int32  `parquet:"seq"`
	}
	sparseRow struct {
		ID    *string `parquet:"id"`
		At    *int64  `parquet:"at,timestamp(millisecond)"`
		Event *string `parquet:"event,dict"`
		State *string `parquet:"state"`
	}
	deliveredRow struct {
		ID       string `parquet:"id"`
		At       int64  `parquet:"at,timestamp(millisecond)"`
		Event    string `parquet:"event,dict"`
		Delivery string `parquet:"delivery"`
	}
	numberedRow struct {
		ID       string `parquet:"id"`
		At       int64  `parquet:"at,timestamp(millisecond)"`
		Event    string `parquet:"event,dict"`
		Delivery int32  `parquet:"delivery"`
	}
	spelledRow struct {
		ID    string  `parquet:"id"`
		At    int64   `parquet:"at,timestamp(millisecond)"`
		Event string  `parquet:"event,dict"`
		Seq   *string `parquet:"seq"`
	}
	halfRow struct {
		ID       string  `parquet:"id"`
		At       int64   `parquet:"at,timestamp(millisecond)"`
		Event    string  `parquet:"event,dict"`
		Delivery *string `parquet:"delivery"`
		Seq      *int64  `parquet:"seq"`
	}
	uuidRow struct {
		ID    [16]byte `parquet:"id,uuid"`
		At    int64    `parquet:"at,timestamp(microsecond)"`
		Event string   `parquet:"event,dict"`
	}
	numberRow struct {
		ID       int64  `parquet:"id"`
		At       int64  `parquet:"at,timestamp(nanosecond)"`
		Event    string `parquet:"event"`
		Delivery int32  `parquet:"delivery,dict"`
	}
	countedRow struct {
		ID    string `parquet:"id"`
		At    int64  `parquet:"at,dict"`
		Event string `parquet:"event"`
	}
	dateRow struct {
		ID    string `parquet:"id"`
		At    int32  `parquet:"at,date"`
		Event string `parquet:"event"`
	}
	oldRow struct {
		ID    string           `parquet:"id"`
		At    deprecated.Int96 `parquet:"at"`
		Event string           `parquet:"event"`
	}
	floatRow struct {
		ID    float64 `parquet:"id"`
		At    string  `parquet:"at"`
		Event string  `parquet:"event"`
	}
	nestedRow struct {
		ID    struct{ A string } `parquet:"id"`
		At    string             `parquet:"at"`
		Event string             `parquet:"event"`
	}
	listRow struct {
		ID    []string `parquet:"id"`
		At    string   `parquet:"at"`
		Event string   `parquet:"event"`
	}
	extraRow struct {
		ID    string            `parquet:"id"`
		At    string            `parquet:"at"`
		Event string            `parquet:"event"`
		More  map[string]string `parquet:"more"`
	}
)

// nil15 is how a UUID begins of which only the last byte is set.
const nil15 = "00000000-0000-0000-0000" + "-0000000000"

func ptr[T any](v T) *T { return &v }

// TestParquet: a row says the same, whatever it is made of.
func TestParquet(t *testing.T) {
	const ms = 1767323045678 // 2026-01-02T03:04:05.678Z
	for _, row := range []struct {
		why  string
		text []byte
		l    Layout
		want string
	}{
		{"texts", rowsOfType(t, []lowRow{{"a", "2026-01-02T03:04:05Z", "renew"}, {"", "2026-01-02", "renew"}, {"b", "never", "renew"}, {"c", "2026-01-02", "renewed"}}), Layout{}, `
1: "a" at 1767323045000000000 {renew none}
2: fault incomplete
3: fault instant
4: fault unmapped
4: unmapped event "renewed"`},
		{"what is absent", rowsOfType(t, []nullableRow{
			{ptr("a"), ptr(int64(ms)), ptr("renew"), nil, ptr(int32(7))}, {nil, ptr(int64(ms)), ptr("renew"), nil, nil}, {ptr("b"), nil, ptr("renew"), nil, nil},
			{ptr("c"), ptr(int64(ms)), nil, nil, nil}, {ptr("a"), ptr(int64(ms)), nil, ptr("active"), nil}}), Layout{}, `
1: "a" at 1767323045678000000 {renew none} seq 7
2: fault incomplete
3: fault incomplete
4: fault incomplete
5: "a" at 1767323045678000000 { active}`},
		{"what is absent here and there", rowsOfType(t, []sparseRow{
			{ptr("a"), ptr(int64(ms)), ptr("renew"), ptr("active")}, {ptr("a"), nil, ptr("renew"), ptr("active")}, {nil, ptr(int64(ms)), ptr("renew"), ptr("active")},
			{ptr("a"), ptr(int64(ms)), nil, ptr("active")}, {ptr("a"), ptr(int64(ms)), ptr("renew"), nil}, {ptr("a"), ptr(int64(ms)), ptr("renew"), ptr("active")}}), Layout{}, `
1: "a" at 1767323045678000000 {renew active}
2: fault incomplete
3: fault incomplete
4: "a" at 1767323045678000000 { active}
5: "a" at 1767323045678000000 {renew none}
6: "a" at 1767323045678000000 {renew active}`},
		{"deliveries", rowsOfType(t, []deliveredRow{{"a", ms, "renew", "d"}, {"a", ms, "renew", ""}}), Layout{}, `
1: "a" at 1767323045678000000 {renew none} delivery
2: "a" at 1767323045678000000 {renew none}`},
		{"deliveries that are numbers", rowsOfType(t, []numberedRow{{"a", ms, "renew", 3}, {"a", ms, "renew", 0}}), Layout{}, `
1: "a" at 1767323045678000000 {renew none} delivery
2: "a" at 1767323045678000000 {renew none} delivery`},
		{"sequence numbers that are texts", rowsOfType(t, []spelledRow{{"a", ms, "renew", ptr("-7")}, {"a", ms, "renew", nil}, {"a", ms, "renew", ptr("x")}}), Layout{}, `
1: "a" at 1767323045678000000 {renew none} seq -7
2: "a" at 1767323045678000000 {renew none}
3: fault unreadable`},
		{"deliveries and sequence numbers here and there", rowsOfType(t, []halfRow{
			{"a", ms, "renew", ptr("d"), ptr(int64(-7))}, {"", ms, "renew", ptr("d"), nil}, {"a", ms, "renew", nil, nil}}), Layout{}, `
1: "a" at 1767323045678000000 {renew none} delivery seq -7
2: fault incomplete
3: "a" at 1767323045678000000 {renew none}`},
		{"UUIDs, microseconds", rowsOfType(t, []uuidRow{{[16]byte{15: 1}, ms*1000 + 9, "renew"}}), Layout{}, `
1: "` + nil15 + `01" at 1767323045678009000 {renew none}`},
		{"microseconds beyond the years of instants", rowsOfType(t, []uuidRow{{[16]byte{15: 1}, 1 << 62, "renew"}, {[16]byte{15: 1}, -1 << 62, "renew"}}), Layout{}, `
1: fault instant
2: fault instant`},
		{"numbers, nanoseconds", rowsOfType(t, []numberRow{{-5, ms*1e6 + 9, "renew", 3}, {5, -1 << 63, "renew", 3}}), Layout{}, `
1: "-5" at 1767323045678000009 {renew none} delivery
2: fault instant`},
		{"numbers that nobody said what they count", rowsOfType(t, []countedRow{{"a", ms, "renew"}}), Layout{}, `
1: fault instant`},
		{"numbers that somebody did", rowsOfType(t, []countedRow{{"a", ms, "renew"}, {"a", ms, "cancel"}}), Layout{Epoch: time.Millisecond}, `
1: "a" at 1767323045678000000 {renew none}
2: "a" at 1767323045678000000 {cancel none}`},
		{"dates", rowsOfType(t, []dateRow{{"a", 20455, "renew"}, {"a", 1 << 30, "renew"}}), Layout{}, `
1: "a" at 1767312000000000000 {renew none}
2: fault instant`},
		{"INT96", rowsOfType(t, []oldRow{{"a", deprecated.Int96{11045678000000 & 0xffffffff, 11045678000000 >> 32, 2461043}, "renew"}, {"a", deprecated.Int96{0, 0, 1}, "renew"}, {"a", deprecated.Int96{0, 0xffffffff, 2461043}, "renew"}}), Layout{}, `
1: "a" at 1767323045678000000 {renew none}
2: fault instant
3: fault instant`},
		{"a nested column that is none of ours", rowsOfType(t, []extraRow{{"a", "2026-01-02", "renew", map[string]string{"x": "y", "z": "w"}}, {"b", "2026-01-02", "renew", nil}}), Layout{}, `
1: "a" at 1767312000000000000 {renew none}
1: mark column "more"
2: "b" at 1767312000000000000 {renew none}`},
		{"no rows", rowsOfType(t, []lowRow{}), Layout{}, ``},
		{"several groups", rowsOfType(t, []lowRow{{"a", "2026-01-02", "renew"}, {"b", "2026-01-02", "renew"}, {"c", "2026-01-02", "renew"}}, parquet.MaxRowsPerRowGroup(2)), Layout{}, `
1: "a" at 1767312000000000000 {renew none}
2: "b" at 1767312000000000000 {renew none}
3: "c" at 1767312000000000000 {renew none}`},
	} {
		got, err := rowsTold(row.text, &row.l)
		if err != nil {
			t.Errorf("%s: %v", row.why, err)
			continue
		}
		if text := brief(got); text != strings.TrimPrefix(row.want+"\n", "\n") {
			t.Errorf("%s:\n%s\nwant:%s", row.why, text, row.want)
		}
	}
}

// TestParquetStrips: what is absent in a row is not what stands so many rows before it.
func TestParquetStrips(t *testing.T) {
	var rows []halfRow
	var want strings.Builder
	for i := range 3 * stripLines {
		row := halfRow{ID: "a", At: 1767323045678, Event: "renew"}
		fmt.Fprintf(&want, "%d: \"a\" at 1767323045678000000 {renew none}", i+1)
		if i/stripLines%2 == 0 {
			row.Delivery, row.Seq = ptr("d"), ptr(int64(i+1))
			fmt.Fprintf(&want, " delivery seq %d", i+1)
		}
		rows = append(rows, row)
		want.WriteString("\n")
	}
	got, err := rowsTold(rowsOfType(t, rows), &Layout{})
	if err != nil || brief(got) != want.String() {
		t.Errorf("%v\n%s", err, brief(got))
	}
}

// brief is what was told, without counts and fingerprints.
func brief(t *told) string {
	text := fingerprint.ReplaceAllString(t.String(), "delivery")
	return text[:strings.LastIndexByte(strings.TrimSuffix(text, "\n"), '\n')+1]
}

var fingerprint = regexp.MustCompile(`delivery \{[^}]*\}`)

// TestUnfitParquet: a file of which nothing can be made is refused at once.
func TestUnfitParquet(t *testing.T) {
	for _, row := range []struct {
		why, want string
		text      []byte
	}{
		{"floats have many spellings", "neither texts nor whole numbers", rowsOfType(t, []floatRow{{1, "2026-01-02", "renew"}})},
		{"a group is no value", "nested", rowsOfType(t, []nestedRow{{}})},
		{"a list is many", "nested", rowsOfType(t, []listRow{{}})},
		{"names are as they are", "no column", rowsOfType(t, []plainRow{{"a", "2026-01-02", "renew"}})},
		{"the library never ends on damaged LZ4", "LZ4", rowsOfType(t, []lowRow{{"a", "2026-01-02", "renew"}}, parquet.Compression(&parquet.Lz4Raw))},
	} {
		var unfit *LayoutError
		if got, err := rowsTold(row.text, &Layout{}); !errors.As(err, &unfit) || !strings.Contains(err.Error(), row.want) || got.present > 0 {
			t.Errorf("%s: %v, want %q", row.why, err, row.want)
		}
	}
	if _, _, err := scanned(bytes.NewReader(rowsOfType(t, []lowRow{{}})), &Layout{}, 1); err == nil || !strings.Contains(err.Error(), "stream") {
		t.Errorf("a stream of Parquet: %v", err)
	}
}

// TestParquetOfDuckDB: what another writer makes of the same 40 rows.
func TestParquetOfDuckDB(t *testing.T) {
	for _, name := range []string{"microseconds", "nanoseconds", "milliseconds", "zoned", "date", "text"} {
		text, err := os.ReadFile("testdata/duckdb-" + name + ".parquet")
		if err != nil {
			t.Fatal(err)
		}
		got, err := rowsTold(text, &Layout{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _ = got.String(); got.present != 40 { // in the order of rows
			t.Fatalf("%s: %d rows", name, got.present)
		}
		begin := time.Date(2026, 1, 2, 3, 4, 5, 678e6, time.UTC)
		for n := range 40 {
			at, want := begin.Add(time.Duration(n)*time.Minute), "fault incomplete"
			switch name {
			case "date":
				at = at.Truncate(24 * time.Hour)
			case "text":
				at = at.Truncate(time.Second)
			}
			event := "renew"
			if n < 3 {
				event = "activate"
			}
			if n%5 != 4 && n%7 != 6 {
				want = fmt.Sprintf(`"%s0%d" at %d {%s none}`, nil15, n%3, at.UnixNano(), event)
			}
			if s := got.sentences[n]; s.line != int64(n+1) || !strings.HasPrefix(s.text, want) {
				t.Errorf("%s: row %d: %d %s, want %s", name, n+1, s.line, s.text, want)
			}
		}
	}
}
