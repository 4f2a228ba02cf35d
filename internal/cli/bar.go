package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// A bar shows on a terminal how far a long run is. Off a terminal it shows
// nothing.
type bar struct {
	to   io.Writer
	name string
	*progressbar.ProgressBar
}

func newBar(to io.Writer) *bar {
	if !isTerminal(to) {
		return &bar{}
	}
	return &bar{to: to}
}

// show is told of every case.
func (b *bar) show(level int, name string, played, planned int) {
	b.advance(fmt.Sprintf("level %d, %s", level, name), played, planned)
}

// advance is told how far something has come.
func (b *bar) advance(name string, done, of int) {
	if b.to == nil {
		return
	}
	if b.ProgressBar == nil || b.name != name {
		b.clear()
		b.name = name
		b.ProgressBar = progressbar.NewOptions(of,
			progressbar.OptionSetWriter(b.to),
			progressbar.OptionSetDescription(name),
			progressbar.OptionSetWidth(20),
			progressbar.OptionShowCount(),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionThrottle(100*time.Millisecond),
		)
	}
	_ = b.Set(done)
}

// clear takes the bar away.
func (b *bar) clear() {
	if b.ProgressBar != nil {
		_ = b.Clear()
		b.ProgressBar = nil
	}
}

// A meter shows on a terminal how much of a log is read, how fast, and how long it
// will take. Off a terminal it shows nothing.
type meter struct {
	*progressbar.ProgressBar
	read []int64 // of each file, as stored
	all  int64
}

// newMeter measures files of which the sizes are known; of a stream only the rate is
// shown.
func newMeter(to io.Writer, files []logFile) *meter {
	m := &meter{read: make([]int64, len(files))}
	if !isTerminal(to) {
		return m
	}
	total := int64(0)
	for _, f := range files {
		if total += f.size; !f.regular {
			total = -1
			break
		}
	}
	m.ProgressBar = progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(to),
		progressbar.OptionSetDescription("reading"),
		progressbar.OptionSetWidth(20),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionThrottle(100*time.Millisecond),
	)
	return m
}

// show is told how much of a file is read.
func (m *meter) show(file int, read int64) {
	m.all += read - m.read[file]
	m.read[file] = read
	if m.ProgressBar != nil {
		_ = m.Set64(m.all)
	}
}

// clear takes the meter away, until it is shown again.
func (m *meter) clear() {
	if m != nil && m.ProgressBar != nil {
		_ = m.Clear()
	}
}
