package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/studio"
	"github.com/Huzefaaa2/subsim/scenarios"
)

// studioPort is where the studio is without a --port, so that a bookmark finds it
// again.
const studioPort = 7878

func newServe(s Streams) *cobra.Command {
	var port uint16
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Open the studio: the machine in a browser, to be seen and played",
		Long: `Open the studio: the machine in a browser, to be seen and played, and an editor
of scenarios beside it. Open the address that is printed.

It listens on this machine alone, asks nothing of any other, and writes no file:
to save, the page hands the scenario to the browser. Ctrl-C ends it, with the
exit code 130 as everywhere.`,
		Example: `  subsim serve
  subsim serve --port 0`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return serve(cmd.Context(), s, port) },
	}
	cmd.Flags().Uint16Var(&port, "port", studioPort, "the `port` to listen on; 0 takes one that is free")
	return cmd
}

// serve serves the studio until it is interrupted.
func serve(ctx context.Context, s Streams, port uint16) error {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(int(port))))
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("port %d is taken, maybe by another studio; name another with --port, or let --port 0 find one", port)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("port %d is not for everybody; name one from 1024 with --port, or let --port 0 find one", port)
	case err != nil:
		return err
	}
	if _, err := fmt.Fprintf(s.Out, "subsim studio: http://%s/\n", l.Addr()); err != nil {
		return errors.Join(err, l.Close())
	}
	fmt.Fprintln(s.Err, "Ctrl-C ends it")
	if err := studio.Serve(ctx, l, studio.New(scenarios.Corpus)); err != nil {
		return err
	}
	return errInterrupted
}
