// Command decode does the least that a player of scenario files has to do: it
// reads the files of a folder and decodes them into YAML nodes, one worker for
// each core, and prints how many documents there were.
package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"go.yaml.in/yaml/v4"
)

func main() {
	names, err := filepath.Glob(filepath.Join(os.Args[1], "*"))
	if err != nil {
		log.Fatal(err)
	}
	queue := make(chan string)
	var documents atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for name := range queue {
				documents.Add(decode(name))
			}
		})
	}
	for _, name := range names {
		queue <- name
	}
	close(queue)
	workers.Wait()
	fmt.Printf("%d documents\n", documents.Load())
}

// decode counts the documents of a file.
func decode(name string) (documents int64) {
	text, err := os.ReadFile(name)
	if err != nil {
		log.Fatal(err)
	}
	loader, err := yaml.NewLoader(bytes.NewReader(text))
	for err == nil {
		var root yaml.Node
		if err = loader.Load(&root); err == nil {
			documents++
		}
	}
	if err != io.EOF {
		log.Fatalf("%s: %v", name, err)
	}
	return documents
}
