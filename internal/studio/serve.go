package studio

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// How long a connection may take over each of its parts: the studio has one
// reader, close by.
const (
	headerTime   = 5 * time.Second
	readTime     = 30 * time.Second
	writeTime    = 2 * time.Minute
	idleTime     = 2 * time.Minute
	farewellTime = 3 * time.Second
	maxHeader    = 16 << 10
)

// Serve serves a studio until the context is done, then ends what is under way and
// closes the listener. The error is nil where the context ended it.
func Serve(ctx context.Context, l net.Listener, studio http.Handler) error {
	server := &http.Server{
		Handler:           studio,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // no play outlives it
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	patience, stop := context.WithTimeout(context.WithoutCancel(ctx), farewellTime)
	defer stop()
	if err := server.Shutdown(patience); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
