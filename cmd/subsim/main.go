// Command subsim plays subscription scenarios against the reference model.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/Huzefaaa2/subsim/internal/cli"
)

// garbage is how much the heap may grow before it is collected, in percent. A
// replay's heap is small and its files come and go, so that the usual 100 would
// have it collected all the time. Where it is not small, from roomy bytes on, it
// is collected as often as needs be. GOGC and GOMEMLIMIT in the environment have
// the last word.
const (
	garbage = 800
	roomy   = 128 << 20
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(roomy)
	}
	// A reader that goes away, as head does, fails the write: reports that go
	// elsewhere are still ended.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
