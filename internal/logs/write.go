package logs

import (
	"fmt"
	"io"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// An Entry is one record of a log that is written. What the log has no column for is
// left aside.
type Entry struct {
	ID       []byte
	At       int64 // nanoseconds since 1970; written in milliseconds
	Event    fsm.Event
	State    fsm.State // fsm.StateNone where the record tells none
	Delivery []byte
	Seq      int64
}

// A Writer writes a log. The bytes do not depend on the number of workers; in Parquet
// the pages depend on how many entries are written at once, and nothing else does.
type Writer interface {
	// Write adds entries, in order. They are the caller's again when it returns.
	Write([]Entry) error
	// Close writes the end of the log. It does not close what the log is written to.
	Close() error
	// First is the number of the first record, as a reader of the log counts lines: 2
	// behind the header of CSV, else 1.
	First() int64
}

// Formats returns the formats of logs, in the order of every output.
func Formats() []string { return []string{FormatCSV, FormatJSONL, FormatParquet} }

// Compressions returns the ways to compress a log.
func Compressions() []string { return []string{Gzip, Zstd} }

// NewWriter begins a log with some columns, in the order of [Columns]: those of every
// log of ours, and what else is asked for. Parquet compresses its pages, with Snappy
// where the form says nothing else.
func NewWriter(to io.Writer, form Form, columns []Column, workers int) (Writer, error) {
	if !slices.IsSorted(columns) || !slices.Contains(columns, ColumnID) {
		return nil, fmt.Errorf("a log has an id, and its columns stand in their order")
	}
	switch form.Format {
	case FormatCSV:
		return newTextWriter(to, form.Compression, csvLines{columns}, workers)
	case FormatJSONL:
		return newTextWriter(to, form.Compression, jsonLines{columns}, workers)
	case FormatParquet:
		return newParquetWriter(to, form.Compression, columns)
	}
	return nil, fmt.Errorf("there is no format %q", form.Format)
}
