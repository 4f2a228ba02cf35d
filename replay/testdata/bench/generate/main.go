// Command generate writes scenario files and promtool's tests for bench.sh.
//
//	generate [-timeless] folder files
//
// The scenarios come into folder/subsim, the tests into folder/promtool.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"

	"github.com/Huzefaaa2/subsim/replay/testdata/bench/stories"
)

func main() {
	timeless := flag.Bool("timeless", false, "without clocks, deadlines and races")
	flag.Parse()
	files, err := strconv.Atoi(flag.Arg(1))
	if err == nil {
		err = write(flag.Arg(0), files, *timeless)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func write(folder string, files int, timeless bool) error {
	for _, part := range []string{"subsim", "promtool"} {
		if err := os.MkdirAll(filepath.Join(folder, part), 0o755); err != nil {
			return err
		}
	}
	for i := range files {
		scenarios, tests := stories.File(i, timeless)
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
