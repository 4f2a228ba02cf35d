// Command table audits a log as one would in an hour: encoding/json takes each line
// apart, a map remembers where each subscription stands, and the model's table says
// what is possible. It prints how many records are not.
//
//	table log.jsonl
package main

import (
	"bufio"
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
	table, at, findings := fsm.NewTable(fsm.Standard()), map[string]fsm.Configuration{}, 0
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var told struct {
			ID    string    `json:"id"`
			Event fsm.Event `json:"event"`
		}
		if err := json.Unmarshal(lines.Bytes(), &told); err != nil {
			log.Fatal(err)
		}
		step, err := table.Step(at[told.ID], told.Event)
		if err != nil {
			log.Fatal(err)
		}
		if step.Verdict() == fsm.VerdictRejected {
			findings++
		}
		at[told.ID] = step.To()
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
	fmt.Println(findings)
}
