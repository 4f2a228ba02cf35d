package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

// An outline writes a JSON document as it comes, each member or element on a
// line of its own, so that people can read it and compare two.
type outline struct {
	out     *bufio.Writer
	open    []level
	text    bytes.Buffer // the value being written
	encoder *json.Encoder
	err     error // the first value that could not be written
}

// A level is an object or a list that is not closed yet.
type level struct {
	closing byte
	filled  bool
}

func newOutline(out io.Writer) *outline {
	o := &outline{out: bufio.NewWriter(out)}
	o.encoder = json.NewEncoder(&o.text)
	o.encoder.SetEscapeHTML(false) // configurations hold angle brackets
	return o
}

// begin starts a line, with a name where there is one.
func (o *outline) begin(name string) {
	if depth := len(o.open); depth > 0 {
		if o.open[depth-1].filled {
			o.out.WriteByte(',')
		}
		o.open[depth-1].filled = true
		o.line(depth)
	}
	if name != "" {
		o.out.WriteString(`"` + name + `": `)
	}
}

// line breaks the line and indents the next.
func (o *outline) line(depth int) {
	o.out.WriteByte('\n')
	for range depth {
		o.out.WriteString("  ")
	}
}

// object and list open what [outline.end] closes.
func (o *outline) object(name string) { o.enter(name, '{', '}') }

func (o *outline) list(name string) { o.enter(name, '[', ']') }

func (o *outline) enter(name string, opening, closing byte) {
	o.begin(name)
	o.out.WriteByte(opening)
	o.open = append(o.open, level{closing: closing})
}

// end closes what was opened last.
func (o *outline) end() {
	last := len(o.open) - 1
	l := o.open[last]
	o.open = o.open[:last]
	if l.filled {
		o.line(last)
	}
	o.out.WriteByte(l.closing)
}

// member writes a value in one line.
func (o *outline) member(name string, value any) {
	o.begin(name)
	o.out.Write(o.encoded(value))
}

// element writes an element of a list in one line.
func (o *outline) element(value any) { o.member("", value) }

// members writes those of a struct in one line, into the object that is open.
func (o *outline) members(value any) {
	o.begin("")
	o.out.WriteString(strings.TrimSuffix(strings.TrimPrefix(string(o.encoded(value)), "{"), "}"))
}

// encoded is valid until the next value.
func (o *outline) encoded(value any) []byte {
	o.text.Reset()
	if err := o.encoder.Encode(value); err != nil && o.err == nil {
		o.err = err
	}
	return bytes.TrimSuffix(o.text.Bytes(), []byte("\n"))
}

// introduce opens a document of files: what it is, then the files, one by one.
func (o *outline) introduce(format string, version int) {
	o.object("")
	o.member("format", format)
	o.member("version", version)
	o.list("files")
}

// conclude closes the document with what is known at its end.
func (o *outline) conclude(summary any) error {
	o.end()
	o.member("summary", summary)
	o.end()
	o.out.WriteByte('\n')
	return o.flush()
}

// flush hands on what is written so far.
func (o *outline) flush() error {
	if o.err != nil {
		return o.err
	}
	return o.out.Flush()
}
