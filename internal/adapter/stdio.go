package adapter

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
)

// Stdio returns an adapter that is a program: argv holds its name and arguments.
// The first hello starts it, and it is started again for each session that is to
// be open at the same time, and after a fault.
func Stdio(ctx context.Context, argv []string, model Model, limits Limits) *Adapter {
	limits = limits.withDefaults()
	return newAdapter(ctx, model, limits, func(ctx context.Context) (wire, error) {
		return start(ctx, argv, limits)
	})
}

// start starts the program, with a pipe at each of its standard streams.
func start(ctx context.Context, argv []string, limits Limits) (_ *process, err error) {
	if len(argv) == 0 {
		return nil, errors.New("no program is named")
	}
	var ours, theirs [3]*os.File
	defer func() {
		shut(theirs[:])
		if err != nil {
			shut(ours[:])
		}
	}()
	if theirs[0], ours[0], err = os.Pipe(); err != nil {
		return nil, err
	}
	for i := 1; i < 3; i++ {
		if ours[i], theirs[i], err = os.Pipe(); err != nil {
			return nil, err
		}
	}
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = theirs[0], theirs[1], theirs[2]
	lead(cmd)
	cmd.Cancel = func() error { return slay(cmd) }
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("the adapter cannot be started: %w", err)
	}
	return attend(cmd, ours, limits), nil
}

func shut(files []*os.File) {
	for _, f := range files {
		if f != nil {
			f.Close()
		}
	}
}
