// Command machine audits a log with a live machine over looplab/fsm for each
// subscription; for the rest it is as command table. It prints how many records are
// not possible.
//
//	machine log.jsonl
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"github.com/Huzefaaa2/subsim/fsm"
)

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	table, machines, findings := fsm.NewTable(fsm.Standard()), map[string]*fsm.Machine{}, 0
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var told struct {
			ID    string    `json:"id"`
			Event fsm.Event `json:"event"`
		}
		if err := json.Unmarshal(lines.Bytes(), &told); err != nil {
			log.Fatal(err)
		}
		m := machines[told.ID]
		if m == nil {
			if m, err = fsm.NewMachine(table); err != nil {
				log.Fatal(err)
			}
			machines[told.ID] = m
		}
		step, err := m.Fire(context.Background(), told.Event)
		if err != nil {
			log.Fatal(err)
		}
		if step.Verdict() == fsm.VerdictRejected {
			findings++
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
	fmt.Println(findings)
}
