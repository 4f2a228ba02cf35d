package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/stepper"
	"github.com/Huzefaaa2/subsim/replay"
)

// save writes a scenario file as a whole or not at all.
func save(f *stepper.File) error {
	if info, err := os.Stat(filepath.Dir(f.Name)); err == nil && info.IsDir() && filepath.Base(f.Name) == replay.Extension {
		return fmt.Errorf("%s is a folder; name a file", filepath.Dir(f.Name))
	}
	if _, err := os.Lstat(f.Name); !f.Replace && !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = fmt.Errorf("%s is there already; save! %s takes its place", f.Name, f.Name)
		}
		return err
	}
	file, err := create(f.Name)
	if err != nil {
		return err
	}
	_, err = file.Write(f.Content)
	return errors.Join(err, file.finish(err == nil))
}

// filesBeginning lists files and folders for completion, folders with a slash;
// hidden ones and names that cannot be written in a line are left out.
func filesBeginning(prefix string) []string {
	folder, _ := filepath.Split(prefix)
	entries, _ := os.ReadDir(cmp.Or(folder, "."))
	var found []string
	for _, entry := range entries {
		name := folder + entry.Name()
		if entry.IsDir() {
			name += "/"
		}
		hidden := strings.HasPrefix(entry.Name(), ".") || strings.Contains(name, " ") || diag.Harmless(name) != name
		if !hidden && strings.HasPrefix(name, prefix) {
			found = append(found, name)
		}
	}
	return found
}
