package logs

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/big"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// errDamage ends a text that is damaged.
var errDamage = errors.New("damaged")

// A told is what was made of a text: a sentence for each line and mark, by line.
type told struct {
	sentences []sentence
	marks     map[Notice]bool
	present   int64
	counts    [4]int64 // blank, left out, headers, folded
}

type sentence struct {
	line int64
	text string
}

func (t *told) say(line int64, format string, arguments ...any) {
	t.sentences = append(t.sentences, sentence{line, fmt.Sprintf(format, arguments...)})
}

// mark notes a mark, once a file but for blank lines.
func (t *told) mark(line int64, mark Mark, name string) {
	once := Notice{Mark: mark, Name: name}
	if mark != MarkBlank && t.marks[once] {
		return
	}
	if t.marks == nil {
		t.marks = map[Notice]bool{}
	}
	t.marks[once] = true
	t.say(line, "mark %s %q", mark, name)
}

func (t *told) String() string {
	slices.SortStableFunc(t.sentences, func(a, b sentence) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.text, b.text))
	})
	var b strings.Builder
	for _, s := range t.sentences {
		fmt.Fprintf(&b, "%d: %s\n", s.line, s.text)
	}
	fmt.Fprintf(&b, "%d lines; blank, left out, headers, folded: %v\n", t.present, t.counts)
	return b.String()
}

// batch takes over what a batch tells, and sees to it that each line is accounted for.
func (t *told) batch(b *Batch) error {
	unjudged := int64(0)
	for i := range b.Records {
		r := &b.Records[i]
		t.record(b.First+int64(r.Line), string(b.ID(i)), r.At, r.Symbol, b.Delivery(i), b.Seq(i))
		if r.Key() != KeyOf(b.ID(i)) || r.At < b.Earliest || r.At > b.Latest {
			return fmt.Errorf("line %d: the record is not what it says", b.First+int64(r.Line))
		}
	}
	for _, u := range b.Unjudged {
		for n := range u.Lines {
			t.say(b.First+u.Line+n, "fault %s", u.Fault)
		}
		unjudged += u.Lines
	}
	for _, u := range b.Unmapped {
		t.say(b.First+u.Line, "unmapped %s %q", u.Column, u.Name)
	}
	for _, n := range b.Notices {
		t.mark(b.First+n.Line, n.Mark, n.Name)
	}
	if b.Lines != int64(len(b.Records))+unjudged+b.Blank+b.LeftOut+b.Headers+b.Folded {
		return fmt.Errorf("%d lines from %d on, of which %d records, %d unjudged, %d blank, %d left out, %d headers, %d folded", b.Lines, b.First, len(b.Records), unjudged, b.Blank, b.LeftOut, b.Headers, b.Folded)
	}
	if b.First != t.present+1 {
		return fmt.Errorf("a batch begins at %d behind %d lines", b.First, t.present)
	}
	t.present += b.Lines
	for i, n := range []int64{b.Blank, b.LeftOut, b.Headers, b.Folded} {
		t.counts[i] += n
	}
	return nil
}

func (t *told) record(line int64, id string, at int64, symbol history.Symbol, delivery Key, seq int64) {
	text := fmt.Sprintf("%q at %d %v", id, at, symbol.Record())
	if delivery != (Key{}) {
		text += fmt.Sprintf(" delivery %x", delivery)
	}
	if seq != 0 {
		text += fmt.Sprintf(" seq %d", seq)
	}
	t.say(line, "%s", text)
}

// scanned reads a text by a scan.
func scanned(from io.Reader, l *Layout, workers int) (*told, Form, error) {
	t := &told{}
	s := Scan{Source: Source{From: from}, Layout: l, Workers: workers, Apply: t.batch}
	form, err := s.Run(context.Background())
	return t, form, err
}

// short reads as little as it likes, and ends as it is told.
type short struct {
	text []byte
	draw *rand.Rand
	most int
	end  error
}

func (s *short) Read(p []byte) (int, error) {
	if len(s.text) == 0 {
		return 0, s.end
	}
	n := copy(p, s.text[:min(len(s.text), 1+s.draw.IntN(s.most))])
	s.text = s.text[n:]
	if len(s.text) == 0 && s.draw.IntN(2) == 0 {
		return n, s.end
	}
	return n, nil
}

// An obvious reader reads a text line by line by the standard library alone.
type obvious struct {
	told
	layout *Layout
	header []string
	line   int64
}

// obviously reads a text that is whole, or damaged at its end.
func obviously(text []byte, l *Layout, damaged bool) (*told, Form, error) {
	o := &obvious{layout: l, line: 1}
	if plain := bytes.TrimPrefix(text, bom); len(plain) < len(text) {
		o.mark(1, MarkBOM, "")
		text = plain
	}
	begun := bytes.TrimLeft(text, " \t\r\n")
	if len(begun) == 0 || bytes.HasPrefix(begun, []byte{0xff, 0xfe}) || bytes.HasPrefix(begun, []byte{0xfe, 0xff}) || begun[0] == '[' {
		return nil, Form{}, errors.New("no log")
	}
	form := Form{Format: FormatCSV}
	if begun[0] == '{' {
		form.Format = FormatJSONL
	} else if damaged && o.beheaded(text) {
		o.mark(o.line, MarkArchive, errDamage.Error())
		o.present = o.line - 1
		return &o.told, form, nil
	} else if used, err := o.head(text); err != nil {
		return nil, form, err
	} else {
		text = text[used:]
	}
	whole := text
	if damaged {
		whole = text[:bytes.LastIndexByte(text, '\n')+1]
	}
	if form.Format == FormatJSONL {
		o.json(whole)
	} else {
		o.csv(whole)
	}
	switch {
	case len(whole) < len(text):
		o.say(o.line, "fault %s", FaultCutOff)
		o.line++
	case !damaged && form.Format == FormatCSV && len(text) > 0 && text[len(text)-1] != '\n':
		o.mark(o.line-1, MarkNewline, "")
	}
	if damaged {
		o.mark(o.line, MarkArchive, errDamage.Error())
	}
	o.present = o.line - 1
	return &o.told, form, nil
}

// lineOf returns the line at the beginning of a text, with its line break.
func lineOf(text []byte) []byte {
	line, _, found := bytes.Cut(text, []byte("\n"))
	if found {
		return text[:len(line)+1]
	}
	return line
}

func blank(line []byte) bool {
	return slices.Contains([]string{"", "\n", "\r\n", "\r"}, string(line))
}

func recordOf(text []byte) (fields []string, used int, err error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	fields, err = r.Read()
	return fields, int(r.InputOffset()), err
}

// beheaded lists the lines of a text that breaks off within its header.
func (o *obvious) beheaded(text []byte) bool {
	quoted := false
	for _, c := range text {
		if quoted = quoted != (c == '"'); c == '\n' && !quoted {
			return false
		}
	}
	for ; len(text) > 0; text = text[len(lineOf(text)):] {
		o.say(o.line, "fault %s", FaultCutOff)
		o.line++
	}
	return true
}

func (o *obvious) head(text []byte) (used int, err error) {
	if blank(lineOf(text)) {
		return 0, errors.New("no header")
	}
	if o.header, used, err = recordOf(text); err != nil {
		return 0, err
	}
	found := map[string]int{}
	for _, name := range o.header {
		if found[name]++; o.known(name) && found[name] > 1 {
			return 0, errors.New("two columns of one name")
		}
		o.extra(name)
	}
	if found["id"] == 0 || found["at"] == 0 || found["event"]+found["state"] == 0 {
		return 0, errors.New("no column")
	}
	o.counts[2], o.counts[3] = 1, folds(text[:used])
	o.line += 1 + folds(text[:used])
	return used, nil
}

func folds(record []byte) int64 {
	return int64(bytes.Count(bytes.TrimSuffix(record, []byte("\n")), []byte("\n")))
}

func (o *obvious) known(name string) bool {
	return slices.ContainsFunc(Columns(), func(c Column) bool { return c.String() == name })
}

func (o *obvious) extra(name string) {
	if !o.known(name) && !slices.Contains(o.layout.Ignore, name) {
		o.mark(o.line, MarkColumn, name)
	}
}

func (o *obvious) csv(text []byte) {
	for len(text) > 0 {
		used, folded := len(lineOf(text)), int64(0)
		fields, size, err := recordOf(text)
		switch {
		case blank(text[:used]):
			o.counts[0]++
			o.mark(o.line, MarkBlank, "")
		case err != nil:
			o.say(o.line, "fault %s", FaultUnreadable)
		default:
			used, folded = size, folds(text[:size])
			o.row(fields, text[:size])
		}
		o.returned(text[:used])
		o.counts[3] += folded
		o.line += 1 + folded
		text = text[used:]
	}
}

// returned notes a line that ends in CR and LF.
func (o *obvious) returned(record []byte) {
	if bytes.HasSuffix(bytes.TrimSuffix(record, []byte("\n")), []byte("\r")) {
		o.mark(o.line, MarkCRLF, "")
	}
}

func (o *obvious) row(fields []string, record []byte) {
	if len(fields) != len(o.header) || bytes.IndexByte(record, 0) >= 0 {
		o.say(o.line, "fault %s", FaultUnreadable)
		return
	}
	values := map[string]string{}
	for i, name := range o.header {
		if o.known(name) {
			values[name] = fields[i]
		}
	}
	o.judge(values)
}

func (o *obvious) json(text []byte) {
	for len(text) > 0 {
		line := lineOf(text)
		o.returned(line)
		if len(bytes.TrimSpace(line)) == 0 {
			o.counts[0]++
			o.mark(o.line, MarkBlank, "")
		} else {
			o.object(line)
		}
		o.line++
		text = text[len(line):]
	}
}

func (o *obvious) object(line []byte) {
	var members map[string]json.RawMessage
	if !utf8.Valid(line) || json.Unmarshal(line, &members) != nil || members == nil {
		o.say(o.line, "fault %s", FaultUnreadable)
		return
	}
	names := slices.Sorted(maps.Keys(members))
	for _, name := range names { // also of a line with a fault
		o.extra(name)
	}
	var seen []string
	for d := json.NewDecoder(bytes.NewReader(line)); ; {
		token, err := d.Token()
		if err != nil {
			break
		}
		if name, is := token.(string); is {
			if o.known(name) && slices.Contains(seen, name) {
				o.say(o.line, "fault %s", FaultUnreadable)
				return
			}
			seen = append(seen, name)
			_ = d.Decode(new(any))
		}
	}
	values := map[string]string{}
	for _, name := range names {
		if !o.known(name) {
			continue
		}
		var value any
		d := json.NewDecoder(bytes.NewReader(members[name]))
		d.UseNumber()
		_ = d.Decode(&value)
		switch value := value.(type) {
		case nil:
		case json.Number:
			values[name] = value.String()
		case string:
			values[name] = value
			if alone(string(members[name])) {
				o.say(o.line, "fault %s", FaultUnreadable)
				return
			}
		default:
			o.say(o.line, "fault %s", FaultUnreadable)
			return
		}
	}
	o.judge(values)
}

var (
	pairs  = regexp.MustCompile(`(?i)\\ud[89ab]..\\ud[c-f]..`)
	halves = regexp.MustCompile(`(?i)\\ud[89a-f]..`)
)

// alone finds half of a surrogate pair.
func alone(raw string) bool {
	return halves.MatchString(pairs.ReplaceAllString(strings.ReplaceAll(raw, `\\`, "  "), ""))
}

// judge makes a record of values.
func (o *obvious) judge(values map[string]string) {
	fault, leave, unmapped := Fault(""), false, []string{}
	symbol := [2]uint8{uint8(history.NoEvent), uint8(history.NoState)}
	if event, known, left := nameOf(values["event"], o.layout.Events, fsm.Events()); !known {
		unmapped = append(unmapped, "event")
	} else if leave = left; event != "" {
		symbol[0] = uint8(history.CodeOfEvent(event))
	}
	if state, known, left := nameOf(values["state"], o.layout.States, fsm.States()); !known {
		unmapped = append(unmapped, "state")
	} else {
		leave = leave || left
		if state != "" {
			symbol[1] = uint8(history.CodeOfState(state))
		}
	}
	at, timed := instantOf(values["at"], o.layout.Epoch)
	seq, err := strconv.ParseInt(cmp.Or(values["seq"], "0"), 10, 64)
	switch {
	case values["id"] == "":
		fault = FaultIncomplete
	case len(values["id"]) > 65535:
		fault = FaultUnreadable
	case values["at"] == "":
		fault = FaultIncomplete
	case !timed:
		fault = FaultInstant
	case len(unmapped) > 0:
		fault = FaultUnmapped
		for _, role := range unmapped {
			o.say(o.line, "unmapped %s %q", role, values[role])
		}
	case leave:
		o.counts[1]++
		return
	case values["event"]+values["state"] == "":
		fault = FaultIncomplete
	case err != nil:
		fault = FaultUnreadable
	}
	if fault != "" {
		o.say(o.line, "fault %s", fault)
		return
	}
	var delivery Key
	if values["delivery"] != "" {
		delivery = KeyOf([]byte(values["delivery"]))
	}
	o.record(o.line, values["id"], at, history.SymbolOf(history.EventCode(symbol[0]), history.StateCode(symbol[1])), delivery, seq)
}

// nameOf reads a name: a private one, or one of the vocabulary.
func nameOf[T ~string](text string, private map[string]T, all []T) (name T, known, left bool) {
	if mapped, found := private[text]; found {
		return mapped, true, mapped == ""
	}
	return T(text), text == "" || slices.Contains(all, T(text)), false
}

// instantOf reads an instant by the standard library.
func instantOf(text string, epoch time.Duration) (int64, bool) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && epoch > 0 {
		product := new(big.Int).Mul(big.NewInt(n), big.NewInt(int64(epoch)))
		year := time.Unix(0, product.Int64()).UTC().Year()
		return product.Int64(), product.IsInt64() && year >= 1678 && year <= 2261
	}
	for _, layout := range unusualLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UnixNano(), t.Year() >= 1678 && t.Year() <= 2261
		}
	}
	return 0, false
}

func testLayout(epoch bool) *Layout {
	l := &Layout{
		Events: map[string]fsm.Event{"ping": "", "renewed": "renew", "a long private name of an event": "cancel", "7": "cancel", "007": "recover"},
		States: map[string]fsm.State{"ok": "active", "gone": fsm.StateNone}, Ignore: []string{"note"},
	}
	if epoch {
		l.Epoch = time.Second
	}
	return l
}

// same holds the scan of a text against the obvious reading.
func same(t *testing.T, text []byte, seed uint64, epoch, damaged bool) {
	t.Helper()
	sameBy(t, []int{1, 3}, text, seed, epoch, damaged)
}

// sameBy is same with so many workers.
func sameBy(t *testing.T, workers []int, text []byte, seed uint64, epoch, damaged bool) {
	t.Helper()
	l := testLayout(epoch)
	want, form, refused := obviously(text, l, damaged)
	for _, workers := range workers {
		from := &short{text, rand.New(rand.NewPCG(seed, uint64(workers))), 1 << (seed % 18), io.EOF}
		if damaged {
			from.end = errDamage
		}
		got, found, err := scanned(from, l, workers)
		switch {
		case refused != nil && err == nil:
			t.Fatalf("%q: not refused; obviously %v", text, refused)
		case refused == nil && err != nil:
			t.Fatalf("%q: refused: %v", text, err)
		case refused != nil:
			continue
		}
		if found != form || got.String() != want.String() {
			t.Fatalf("%q, %d workers:\n%s %sobviously:\n%s %s", text, workers, found.Format, got, form.Format, want)
		}
	}
}
