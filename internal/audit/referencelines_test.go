package audit_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// A file is one file of a log in a test.
type file struct {
	name string
	text []byte
}

// A row is what the reference reads of a line, or of the lines of one CSV record.
type row struct {
	line   int64
	folded int64 // lines beyond the first
	text   map[string]string
	fault  string // unreadable, or nothing
	blank  bool
	header bool
}

var bom = []byte("\xef\xbb\xbf")

// rows reads a file, line by line.
func (f file) rows() []row {
	text := bytes.TrimPrefix(f.text, bom)
	if strings.HasSuffix(f.name, ".csv") {
		return csvRows(text)
	}
	return jsonRows(text)
}

// jsonRows decodes each line into a map.
func jsonRows(text []byte) (rows []row) {
	for line := range bytes.Lines(text) {
		r := row{line: int64(len(rows) + 1), text: map[string]string{}}
		if len(bytes.TrimSpace(line)) == 0 {
			r.blank = true
		} else if !r.decode(line) {
			r.fault = "unreadable"
		}
		rows = append(rows, r)
	}
	return rows
}

// decode takes the members of an object that are strings or numbers. Any other is no
// matter, unless a column is called so.
func (r *row) decode(line []byte) bool {
	var members map[string]any
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	if !json.Valid(line) || !utf8.Valid(line) || decoder.Decode(&members) != nil || members == nil {
		return false
	}
	for name, value := range members {
		switch text := value.(type) {
		case string:
			r.text[name] = text
		case json.Number:
			r.text[name] = text.String()
		case nil:
			r.text[name] = ""
		default:
			if slices.Contains(columns, name) {
				return false
			}
			r.text[name] = ""
		}
	}
	return true
}

// csvRows reads record by record. Behind a line that is no CSV reading goes on with
// the next line.
func csvRows(text []byte) (rows []row) {
	var header []string
	for line := int64(1); len(text) > 0; {
		r := row{line: line, text: map[string]string{}}
		size := bytes.IndexByte(text, '\n') + 1
		if size == 0 {
			size = len(text)
		}
		reader := csv.NewReader(bytes.NewReader(text))
		reader.FieldsPerRecord = -1
		switch fields, err := reader.Read(); {
		case len(bytes.TrimRight(text[:size], "\r\n")) == 0:
			r.blank = true
		case err != nil:
			r.fault = "unreadable"
		default:
			size = int(reader.InputOffset())
			r.folded = int64(bytes.Count(bytes.TrimSuffix(text[:size], []byte("\n")), []byte("\n")))
			r.header = header == nil
			if r.header {
				header = fields
			}
			r.columns(header, fields, text[:size])
		}
		rows = append(rows, r)
		line += 1 + r.folded
		text = text[size:]
	}
	return rows
}

// columns gives the fields their names.
func (r *row) columns(header, fields []string, text []byte) {
	if len(fields) != len(header) || bytes.IndexByte(text, 0) >= 0 {
		r.fault = "unreadable"
		return
	}
	for i, name := range header {
		r.text[name] = fields[i]
	}
}
