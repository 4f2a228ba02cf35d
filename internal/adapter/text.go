package adapter

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/Huzefaaa2/subsim/conformance"
)

// A text is a line that a program has written, or what cannot become one.
type text struct {
	line []byte
	flaw error // a *[conformance.FaultError]; nil for a line
}

// unasked says that a text came and nothing was asked.
func (t text) unasked() *conformance.FaultError {
	return babbled(t.line, "it wrote something that nobody asked for")
}

// listen reads lines, each as it is asked for, until their end; what is no line is
// the last one.
func listen(from io.Reader, longest int, texts chan<- text, over <-chan struct{}) {
	defer close(texts)
	buffered := bufio.NewReader(from)
	for {
		next, end := readText(buffered, longest)
		if len(next.line) > 0 {
			select {
			case texts <- next:
			case <-over:
				return
			}
		}
		if end {
			return
		}
	}
}

// readText reads one line; end says that none can follow.
func readText(from *bufio.Reader, longest int) (next text, end bool) {
	for {
		part, err := from.ReadSlice('\n')
		next.line = append(next.line, part...)
		switch {
		case len(next.line) > longest:
			next.flaw = babbled(next.line, "it wrote a line of more than %d bytes", longest)
			return next, true
		case err == nil:
			return next, false
		case !errors.Is(err, bufio.ErrBufferFull):
			next.flaw = fault(conformance.FaultCrashed, excerpt(next.line), "it ended its output in the middle of a line")
			return next, true
		}
	}
}

// A tail keeps the last bytes of a stream.
type tail struct {
	most  int
	whole chan struct{} // closed at the stream's end
	mu    sync.Mutex
	kept  []byte
}

func newTail(most int) *tail { return &tail{most: most, whole: make(chan struct{})} }

// follow reads a stream to its end.
func (t *tail) follow(from io.Reader) {
	defer close(t.whole)
	io.Copy(t, from)
}

// Write takes what came next.
func (t *tail) Write(part []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, part...)
	if extra := len(t.kept) - t.most; extra > 0 {
		t.kept = bytes.Clone(t.kept[extra:])
	}
	return len(part), nil
}

// String returns what was kept, as valid text.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.ToValidUTF8(strings.TrimRight(string(t.kept), "\r\n"), "\uFFFD")
}
