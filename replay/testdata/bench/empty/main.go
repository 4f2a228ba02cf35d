// Command empty is the smallest cobra program: what starting one costs at least.
package main

import (
	"os"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "empty", Run: func(*cobra.Command, []string) {}}
	if root.Execute() != nil {
		os.Exit(2)
	}
}
