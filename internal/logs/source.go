package logs

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// A Source is one file of a log.
type Source struct {
	Name string
	From io.Reader
	// At and Size are the same bytes for a reader that jumps about; Parquet needs
	// them. At is nil for a stream.
	At   io.ReaderAt
	Size int64
}

// A Form is what a file turned out to be, by its content.
type Form struct {
	Format      string // csv, jsonl or parquet
	Compression string // gzip, zstd or empty
}

// The formats and the ways to compress them.
const (
	FormatCSV     = "csv"
	FormatJSONL   = "jsonl"
	FormatParquet = "parquet"
	Gzip          = "gzip"
	Zstd          = "zstd"
)

// errNothing says that a file is empty.
var errNothing = errors.New("the file is empty")

// text opens a source that is text, decompressed where it has to be. It counts what
// is read of the source as it is stored.
func (s *Source) text() (form Form, text *bufio.Reader, read *counter, err error) {
	read = &counter{from: s.From}
	stored := bufio.NewReaderSize(read, 4<<10)
	text = stored
	switch begun, _ := stored.Peek(4); {
	case bytes.HasPrefix(begun, []byte("PAR1")):
		return Form{Format: FormatParquet}, nil, read, nil
	case bytes.HasPrefix(begun, []byte{0x1f, 0x8b}):
		form.Compression = Gzip
		unpacked, err := gzip.NewReader(stored)
		if err != nil {
			return form, nil, read, &damage{error: err}
		}
		text = bufio.NewReaderSize(unpacked, 4<<10)
	case bytes.HasPrefix(begun, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		form.Compression = Zstd
		unpacked, err := zstd.NewReader(stored, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20))
		if err != nil {
			return form, nil, read, err
		}
		text = bufio.NewReaderSize(unpacked, 4<<10)
	}
	begun, err := beginningOf(text)
	if len(begun) == 0 && err != nil && err != io.EOF && form.Compression != "" {
		return form, nil, read, &damage{error: err}
	}
	form.Format, err = formatOf(begun, err)
	return form, text, read, err
}

// A damage is what is wrong with an archive of which nothing can be unpacked but, in CSV,
// some of the header.
type damage struct {
	error
	header []byte
}

func (d *damage) Unwrap() error { return d.error }

// maxBlank is how far the first character of a text may be from its beginning.
const maxBlank = 4 << 10

// formatOf looks at the beginning of a text, behind which an error may follow.
func formatOf(begun []byte, err error) (string, error) {
	switch {
	case bytes.HasPrefix(begun, []byte{0xff, 0xfe}) || bytes.HasPrefix(begun, []byte{0xfe, 0xff}):
		return "", errors.New("the file is UTF-16; logs are UTF-8")
	case len(begun) == 0 && err == io.EOF:
		return "", errNothing
	case len(begun) == 0 && err != nil:
		return "", err
	case len(begun) == 0:
		return "", fmt.Errorf("the file begins with %d bytes of blanks and line breaks", maxBlank)
	case begun[0] == '[':
		return "", errors.New("the file begins with [: a log is JSON Lines, an object a line, and no list")
	case begun[0] == '{':
		return FormatJSONL, nil
	}
	return FormatCSV, nil
}

// beginningOf returns what is there of a text from its first character on. It waits
// for no more than that, since a stream may be slow.
func beginningOf(text *bufio.Reader) (begun []byte, err error) {
	for n := len(bom); n <= maxBlank && err == nil && len(begun) == 0; n++ {
		begun, err = text.Peek(max(n, min(text.Buffered(), maxBlank)))
		n = len(begun)
		begun = bytes.TrimLeft(bytes.TrimPrefix(begun, bom), " \t\r\n")
	}
	return begun, err
}

var bom = []byte("\xef\xbb\xbf")

// A counter counts what is read.
type counter struct {
	from io.Reader
	n    int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.n += int64(n)
	return n, err
}
