package logs

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

const (
	// chunk is how much is read at once: as much as stays in a processor's cache
	// until it is parsed.
	chunk = 256 << 10
	// maxLine is how long a line may be, its line break included; a longer one is
	// listed, and not kept.
	maxLine = 8 << 20
	// alignment is of what place a multiple is read to: to other ones the kernel copies
	// three times as slowly.
	alignment = 64
)

// lines cuts a text into batches of whole lines. How much is read at once decides
// where a batch ends, and nothing else.
type lines struct {
	from io.Reader
	rest []byte // behind what the last batch holds
	err  error  // what ended the text: io.EOF, or damage
	held bool   // the rest holds whole lines that nobody has seen
	wall bool   // a line that is too long follows, so no record goes on behind the batch
}

// next fills a batch with what is read at once, as far as the last line break in it;
// at the end of the text, with what is left. It returns false behind the end.
func (l *lines) next(b *Batch) bool {
	b.lay(l.rest)
	l.rest, l.wall = l.rest[:0], false
	if !l.held || !l.cut(b, len(b.text)) {
		l.fill(b)
	}
	if len(b.text) > maxLine {
		l.shorten(b)
	}
	return len(b.text) > 0 || b.Lines > 0
}

// fill reads until a line ends, or is too long, or the text ends.
func (l *lines) fill(b *Batch) {
	begin := bytes.LastIndexByte(b.text, '\n') + 1 // of the line that has no end yet
	for l.err == nil && len(b.text)-begin <= maxLine {
		if l.cut(b, l.read(b)) {
			return
		}
	}
}

// cut keeps what is behind the last line break of the batch's last bytes for the next
// batch; false where they hold none.
func (l *lines) cut(b *Batch, fresh int) bool {
	l.held = false
	end := len(b.text) - fresh
	n := bytes.LastIndexByte(b.text[end:], '\n')
	if n < 0 {
		return false
	}
	end += n + 1
	l.rest = append(l.rest, b.text[end:]...)
	b.text = b.text[:end]
	return true
}

// back takes back the lines of a batch behind its first bytes.
func (l *lines) back(b *Batch, first int) {
	l.rest = append(slices.Clone(b.text[first:b.end]), l.rest...)
	b.end = first
}

// lay has a batch begin with a text, and room for a chunk behind it.
func (b *Batch) lay(with []byte) {
	pad := -len(with) & (alignment - 1)
	if size := alignment + max(len(with)+chunk, windowSize) + behind; size > cap(b.room) {
		b.room = make([]byte, size+size/2)
	}
	b.text = append(b.room[:pad], with...)[pad:]
}

// read reads once, behind what the batch holds.
func (l *lines) read(b *Batch) int {
	at := len(b.text)
	if cap(b.text)-at < chunk+behind {
		b.lay(b.text)
	}
	n, err := l.from.Read(b.text[at : at+chunk])
	b.text, l.err = b.text[:at+n], err
	return n
}

// shorten ends a batch before the first line that is too long; where that line is the
// first, the batch passes over it, and holds nothing else.
func (l *lines) shorten(b *Batch) {
	for at := 0; at < len(b.text); {
		size := lineSize(b.text[at:])
		switch {
		case size <= maxLine:
			at += size
			continue
		case at == 0:
			l.pass(b, size)
		default:
			b.end = len(b.text)
			l.back(b, at)
			b.text, l.held, l.wall = b.text[:at], true, true
		}
		return
	}
}

// lineSize returns how many bytes the line at the beginning of a text has, its line
// break included.
func lineSize(text []byte) int {
	if n := bytes.IndexByte(text, '\n'); n >= 0 {
		return n + 1
	}
	return len(text)
}

// pass passes over the line that a batch begins with, of which it has so many bytes.
func (l *lines) pass(b *Batch, size int) {
	l.rest = append(slices.Clone(b.text[size:]), l.rest...)
	long, ended := int64(size), b.text[size-1] == '\n'
	for l.err == nil && !ended {
		b.text = b.text[:0]
		n := l.read(b)
		size = lineSize(b.text)
		l.rest = append(l.rest, b.text[size:]...)
		long, ended = long+int64(size), n > 0 && b.text[size-1] == '\n'
	}
	b.text, l.held = b.text[:0], true
	b.fault(0, FaultTooLong, fmt.Sprintf("the line has %d bytes, more than %d", long, maxLine))
	b.Lines = 1
}

// finished reports that nothing follows what the batch holds.
func (l *lines) finished() bool { return l.err != nil && len(l.rest) == 0 }

// damaged returns what is wrong with the text's end, if anything is.
func (l *lines) damaged() error {
	if l.err == io.EOF {
		return nil
	}
	return l.err
}
