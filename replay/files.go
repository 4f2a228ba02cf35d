package replay

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// Extension ends the name of a scenario file.
const Extension = ".subsim.yaml"

// ParseFS reads every scenario file of a tree, in the order of their names. The
// problems of all files are reported at once.
func ParseFS(fsys fs.FS) ([]*Scenario, error) {
	var all []*Scenario
	var problems diag.Problems
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, Extension) {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		scenarios, err := Parse(name, text)
		var found diag.Problems
		if errors.As(err, &found) {
			problems = append(problems, found...)
		}
		all = append(all, scenarios...)
		return nil
	})
	if err == nil && len(problems) > 0 {
		err = problems
	}
	return all, err
}
