package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"
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
	file, ok := to.(*os.File)
	if !ok || !isatty.IsTerminal(file.Fd()) {
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
