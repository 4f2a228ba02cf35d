package logs

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// seeds are logs in which everything comes up that the fast path does not know.
var csvSeeds = []string{
	"id,at,event\na,2026-01-02T03:04:05Z,renew\nb,2026-01-02T03:04:05.123Z,cancel\n",
	"id,at,event\r\na,2026-01-02T03:04:05Z,renew\r\n\r\nb,2026-01-02T03:04:05+01:00,cancel",
	"\xef\xbb\xbfid,at,event,state,delivery,seq,note,more\na,2026-01-02,renewed,ok,d-1,7,x,y\nb,2026-01-02 03:04:05,ping,,,-7,,\n",
	"\"id\",\"at\",\"event\"\n\"a\",2026-01-02T03:04:05Z,\"renew\"\n\"two\nlines\",2026-01-02T03:04:05Z,renew\n\"open,2026-01-02T03:04:05Z,renew\nb,2026-01-02T03:04:05Z,renew\n",
	"\"more\nlines\",id,at,event,note\n\"x\r\ny\",a,2026-01-02T03:04:05Z,renew,\"a \"\"b\"\", c\"\r\n",
	"id,at,event\na\x00,2026-01-02T03:04:05Z,renew\n\"\x00\",2026-01-02T03:04:05Z,renew\n,,\na,b\na,b,c,d\n",
	"id,at,event\nid,at,event\nx\"y,2026-01-02T03:04:05Z,renew\n\"x\"y,2026-01-02T03:04:05Z,renew\n\r\r\n\r",
	"id,at,event,id\na,2026-01-02T03:04:05Z,renew,b\n",
	"id,at,state\na,1767323045,active\nb,99999999999999999999,trial\nc,-9223372036854775808,gone\nd,9223372036,canceled\n",
	"id,at,event\n", "id,at,event", "\n", "", "\xef\xbb\xbf", "\xff\xfei\x00d\x00", "[", "id,at",
}

// FuzzCSV: a CSV log as encoding/csv reads it, whatever its lines, whoever reads.
func FuzzCSV(f *testing.F) {
	for i, text := range csvSeeds {
		f.Add([]byte(text), uint64(i), i%2 == 0, i%5 == 0)
	}
	f.Fuzz(compared)
}

var jsonSeeds = []string{
	`{"id":"a","at":"2026-01-02T03:04:05Z","event":"renew"}` + "\n" + `{"id":"b","at":"2026-01-02T03:04:05.123Z","event":"cancel"}` + "\n",
	`{"id":"a","at":"2026-01-02T03:04:05Z","event":"renew"}` + "\n" + `{"id":"b\"","at":"2026-01-02T03:04:05Z","event":"renew"}` + "\n" + `{"id":"é","at":"2026-01-02T03:04:05Z","event":"renew"}` + "\n",
	`{"at":1767323045,"state":"ok","id":1,"seq":2}` + "\r\n" + `{"at":1767323045,"state":"ok","id":1.0,"seq":2}` + "\n" + `{"at":1767323046,"state":"ok","id":1e0,"seq":20}` + "\n" + `{"at":1767323046,"state":"ok","id":01,"seq":20}` + "\n \n",
	`{"id":"a","at":"2026-01-02T03:04:05Z","event":"ping","x":{"id":[1,{"at":2}]},"note":null}` + "\n" + `{"id":"a","id":"b","at":null,"event":"renew"}` + "\n",
	`{"id":"a","at":"2026-01-02T03:04:05Z","event":"renew","x":"1"}` + "\n" + `{"id":"a","at":"2026-01-02T03:04:05Z","event":"renew","x":"2"}` + "\n" + `{"id":"a","at":"2026-01-02T03:04:05Z","event":"renew","y":"2"}` + "\n",
	`{"\u0069d":"a\u0000","at":"2026-01-02T03:04:05Z","event":"renew"}` + "\n" + `{"id":"\ud83d\ude00","at":"2026-01-02T03:04:05Z","event":"renew"}` + "\n" + `{"id":"\ud83d","at":"2026-01-02T03:04:05Z","event":"renew"}` + "\n" + `{"id":"\\ud83d","at":"2026-01-02T03:04:05Z","event":"renew"}` + "\n",
	`{"id":"a","at":"2026-01-02T03:04:05Z","event":"renew"} {}` + "\n" + `{"id":"a"}}` + "\n" + `[{}]` + "\nnull\n\"a\"\n" + `{"id":["a"]}` + "\n" + `{"id":true}` + "\n{\"id\":\"\xff\"}\n{\"id\":\"\x00\"}\n" + `{"id":"a","at":"2026-01-02T03:04:05Z","event":"renew"`,
	`{"id":"a","at":"\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000T03:04:05Z","event":"renew"}` + "\n",
	`{"a":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "}\n" + `{"id":"a","at":"2026-01-02T03:04:05Z","event":"renew"}`,
	"{}", "\n\n{}", "{", "\xef\xbb\xbf{}\n",
}

// FuzzJSONL: a log of JSON Lines as encoding/json reads it.
func FuzzJSONL(f *testing.F) {
	for i, text := range jsonSeeds {
		f.Add([]byte(text), uint64(i), i%2 == 0, i%5 == 0)
	}
	f.Fuzz(compared)
}

func compared(t *testing.T, text []byte, seed uint64, epoch, damaged bool) {
	switch {
	case len(text)-len(bytes.TrimLeft(text, " \t\r\n\xef\xbb\xbf")) > 1000:
		t.Skip("nothing at the beginning")
	case bytes.HasPrefix(text, []byte("PAR1")) || bytes.HasPrefix(text, []byte{0x1f, 0x8b}) || bytes.HasPrefix(text, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		t.Skip("no text")
	}
	same(t, text, seed, epoch, damaged)
}

// FuzzInstant: an instant as time.Parse reads it, whatever was read before.
func FuzzInstant(f *testing.F) {
	for _, row := range instantRows {
		f.Add(row.text, int64(row.epoch))
	}
	f.Fuzz(func(t *testing.T, text string, unit int64) {
		epoch := []time.Duration{0, time.Second, time.Millisecond, time.Microsecond, time.Nanosecond}[uint64(unit)%5]
		read := newInstants(epoch)
		want, good := instantOf(text, epoch)
		for range 2 {
			if at, ok := read.read([]byte(text)); ok != good || ok && at != want {
				t.Fatalf("%q: %d %t, want %d %t", text, at, ok, want, good)
			}
			_, _ = read.read([]byte("2026-02-03T04:05:06.7Z"))
			if at, ok := read.read([]byte("2026-02-03T04:05:06Z")); !ok || at != time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC).UnixNano() {
				t.Fatalf("behind %q the next instant is wrong", text)
			}
		}
	})
}

// FuzzLookup: a lookup finds what a map finds, whatever stands behind a name.
func FuzzLookup(f *testing.F) {
	f.Add("renew\ncancel\nobserve_grace_period\nobserve_grace_periods\na\nab", "renew", "ed")
	f.Add("12345678\n123456789\n1234567812345678\n12345678x12345678", "12345678y12345678", "")
	f.Add("a\n\x00\na\x00\n", "a\x00", "\x00")
	f.Fuzz(func(t *testing.T, names, name, behind string) {
		shares := map[string]share{}
		for i, n := range strings.Split(names, "\n") {
			if n != "" {
				shares[n] = share(i % 200)
			}
		}
		l := newLookup(shares)
		for n := range shares {
			checkLookup(t, l, shares, n, behind)
		}
		checkLookup(t, l, shares, name, behind)
	})
}

func checkLookup(t *testing.T, l *lookup, shares map[string]share, name, behind string) {
	t.Helper()
	if name == "" {
		return // no name is no question
	}
	want, found := shares[name]
	if !found {
		want = unmapped
	}
	if got := l.share([]byte(name + behind)[:len(name)]); got != want {
		t.Fatalf("%q: %d, want %d", name, got, want)
	}
	if got := l.share([]byte(name)[:len(name):len(name)]); got != want {
		t.Fatalf("%q alone: %d, want %d", name, got, want)
	}
	if strings.ContainsAny(name, ",\r\n\x00") || len(name) > windowSize/2 {
		return // such a field is no usual one
	}
	for _, f := range []field{{stop: ',', end: fieldEnd}, {stop: ',', after: 2, end: fieldEnd}} {
		s := &strip{text: &window{}, lines: 1}
		copy(s.text[:], name+",\n"+behind)
		s.begins[1] = uint32(len(name) + 2)
		if l.column(s, &f); s.records[0].Symbol != want || s.bad != (want >= leftOut) {
			t.Fatalf("%q in a column: %d to %d, want %d", name, s.records[0].Symbol, s.at[0], want)
		}
	}
}
