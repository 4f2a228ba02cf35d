package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run serves until it is told to end, with a database of its own.
func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	folder, err := os.MkdirTemp("", "subscriptions")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	db, err := openStore(filepath.Join(folder, "subscriptions.db"))
	if err != nil {
		return err
	}
	defer db.Close()
	answer, err := plant(os.Getenv("FAULT"), adapter{db}) // for subsim's own tests: see faults.go
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println("listening on", listener.Addr())
	server := &http.Server{Handler: handler(answer)}
	context.AfterFunc(ctx, func() { server.Close() })
	if err = server.Serve(listener); err == http.ErrServerClosed {
		return nil
	}
	return err
}
