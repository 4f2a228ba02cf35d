package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/pprof"
	"time"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

type w struct{ n int }

func (x *w) Finding(f audit.Finding) error   { x.n++; if x.n < 3 { fmt.Printf("%+v\n", f) }; return nil }
func (x *w) Unjudged(f audit.Unjudged) error { fmt.Printf("%+v\n", f); return nil }
func (x *w) Notice(f audit.Notice) error     { fmt.Printf("%+v\n", f); return nil }

func main() {
	debug.SetGCPercent(20)
	if p := os.Getenv("PROF"); p != "" {
		f, _ := os.Create(p)
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	a, _ := audit.New(audit.Options{}, &w{})
	start := time.Now()
	var ins []audit.Input
	for _, name := range os.Args[1:] {
		ins = append(ins, audit.Input{Name: name, Open: func() (logs.Source, io.Closer, error) {
			f, err := os.Open(name)
			if err != nil { return logs.Source{}, nil, err }
			st, _ := f.Stat()
			return logs.Source{Name: name, From: f, At: f, Size: st.Size()}, f, err
		}})
	}
	r, err := a.Run(context.Background(), ins, &logs.Layout{}, 2)
	fmt.Println(err, time.Since(start))
	r.Cells = nil
	r.Transitions = nil
	r.Table = nil
	fmt.Printf("%+v\n", r)
}
