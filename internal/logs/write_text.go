package logs

import (
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// A lineFormat writes entries as lines.
type lineFormat interface {
	header() []byte
	line(to []byte, e *Entry, at *calendar) []byte
}

// A textWriter writes lines. Workers write stretches of them side by side, which go
// out in their order.
type textWriter struct {
	to      io.Writer
	packed  io.Closer // the compressor; nil where there is none
	format  lineFormat
	workers []textWorker
	first   int64
}

// A textWorker writes one stretch.
type textWorker struct {
	text []byte
	days calendar
}

// stretchLines is how many lines a worker is given at least: fewer are not worth it.
const stretchLines = 1 << 10

func newTextWriter(to io.Writer, compression string, format lineFormat, workers int) (*textWriter, error) {
	w := &textWriter{to: to, format: format, workers: make([]textWorker, max(1, workers)), first: 1}
	packed, err := compress(to, compression)
	if packed != nil {
		w.to, w.packed = packed, packed
	}
	if err == nil && len(format.header()) > 0 {
		w.first = 2
		_, err = w.to.Write(format.header())
	}
	return w, err
}

// compress returns the compressor, or nil where nothing is compressed.
func compress(to io.Writer, how string) (io.WriteCloser, error) {
	switch how {
	case "":
		return nil, nil
	case Gzip:
		return gzip.NewWriter(to), nil
	case Zstd:
		return zstd.NewWriter(to, zstd.WithEncoderConcurrency(1))
	}
	return nil, fmt.Errorf("there is no compression %q", how)
}

func (w *textWriter) First() int64 { return w.first }

func (w *textWriter) Write(entries []Entry) error {
	for len(entries) > 0 {
		n := min(len(entries), max(stretchLines, (len(entries)+len(w.workers)-1)/len(w.workers)))
		var busy sync.WaitGroup
		used := 0
		for ; used < len(w.workers) && len(entries) > 0; used++ {
			stretch := entries[:min(n, len(entries))]
			entries = entries[len(stretch):]
			worker := &w.workers[used]
			busy.Go(func() { worker.write(w.format, stretch) })
		}
		busy.Wait()
		for i := range w.workers[:used] {
			if _, err := w.to.Write(w.workers[i].text); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *textWorker) write(format lineFormat, entries []Entry) {
	w.text = w.text[:0]
	for i := range entries {
		w.text = format.line(w.text, &entries[i], &w.days)
	}
}

func (w *textWriter) Close() error {
	if w.packed == nil {
		return nil
	}
	return w.packed.Close()
}
