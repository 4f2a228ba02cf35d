package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// stream is the name of standard input.
const stream = "-"

// filters reports whether text comes by standard input, so that the mended text
// goes to standard output.
func (o *checkOptions) filters(files []input) bool {
	return slices.ContainsFunc(files, func(in input) bool { return in.name == stream })
}

// fixable refuses what cannot be mended.
func fixable(files []input) error {
	for _, in := range files {
		switch {
		case strings.HasPrefix(in.name, corpusPrefix):
			return usageError{errors.New("the corpus that is built in cannot be changed; name files")}
		case len(in.lines) > 0:
			return usageError{fmt.Errorf("--fix mends whole files; name %s without a line", in.name)}
		}
	}
	return nil
}

// mend fixes what is certain in a file and writes it. It returns the text as it
// now is, and what is mended.
func (c *checker) mend(in input, content []byte) ([]byte, diag.Problems, error) {
	fixed, done := replay.Fix(in.name, content)
	if in.name == stream && len(content) <= replay.MaxFile { // of a larger one, a part was read
		_, err := c.streams.Out.Write(fixed)
		return fixed, done, err
	}
	if len(done) == 0 {
		return content, nil, nil
	}
	if err := rewrite(in.path, fixed); err != nil {
		return content, nil, err
	}
	return fixed, done, nil
}

// rewrite puts a text in a file's place, as a whole; the file keeps its mode, and
// a link stays one.
func rewrite(path string, content []byte) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o222 == 0 {
		return errors.New("the file is read-only, so what could be fixed was not")
	}
	file, err := create(path)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.finish(err == nil))
}
