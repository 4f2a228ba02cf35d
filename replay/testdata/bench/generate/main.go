// Command generate writes scenario files and promtool's tests for bench.sh.
//
//	generate folder files
//
// The scenarios come into folder/subsim, the tests into folder/promtool.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"

	"github.com/Huzefaaa2/subsim/replay/testdata/bench/stories"
)

func main() {
	files, err := strconv.Atoi(os.Args[2])
	if err == nil {
		err = write(os.Args[1], files)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func write(folder string, files int) error {
	for _, part := range []string{"subsim", "promtool"} {
		if err := os.MkdirAll(filepath.Join(folder, part), 0o755); err != nil {
			return err
		}
	}
	for i := range files {
		scenarios, tests := stories.File(i)
		name := fmt.Sprintf("%04d", i+1)
		if err := os.WriteFile(filepath.Join(folder, "subsim", name+".subsim.yaml"), []byte(scenarios), 0o644); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, "promtool", name+".yaml"), []byte(tests), 0o644); err != nil {
			return err
		}
	}
	return nil
}
