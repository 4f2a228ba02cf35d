// Command subsim plays subscription scenarios against the reference model.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/Huzefaaa2/subsim/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
