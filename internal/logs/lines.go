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
	// maxLine is how long a line may be; a longer one is listed, and not kept.
	maxLine = 8 << 20
)

// lines cuts a text into batches of whole lines.
type lines struct {
	from io.Reader
	rest []byte // behind what the last batch holds
	err  error  // what ended the text: io.EOF, or damage
	held bool   // the rest holds whole lines that nobody has seen
}

// next fills a batch with what is read at once, as far as the last line break in it;
// at the end of the text, with what is left. It returns false behind the end.
func (l *lines) next(b *Batch) bool {
	b.text = append(b.text, l.rest...)
	l.rest = l.rest[:0]
	if l.held && l.cut(b, len(b.text)) {
		return true
	}
	for l.err == nil {
		if l.cut(b, l.read(b)) {
			return true
		}
		if len(b.text) > maxLine {
			l.pass(b)
			return true
		}
	}
	return len(b.text) > 0
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

// read reads once, behind what the batch holds.
func (l *lines) read(b *Batch) int {
	at := len(b.text)
	if cap(b.text)-at < chunk {
		b.text = append(make([]byte, 0, at+at/2+2*chunk), b.text...)
	}
	n, err := l.from.Read(b.text[at : at+chunk])
	b.text, l.err = b.text[:at+n], err
	return n
}

// pass passes over a line that is too long: the batch holds nothing else.
func (l *lines) pass(b *Batch) {
	long := int64(len(b.text))
	for l.err == nil && len(l.rest) == 0 {
		b.text = b.text[:0]
		n := l.read(b)
		cut := bytes.IndexByte(b.text, '\n')
		if cut >= 0 {
			l.rest = append(l.rest, b.text[cut+1:]...)
			long += int64(cut)
			break
		}
		long += int64(n)
	}
	b.text = b.text[:0]
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
