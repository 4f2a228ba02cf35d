package logs

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
)

// csvLines writes CSV as RFC 4180 has it, but for line breaks: LF alone.
type csvLines struct{ columns []Column }

func (f csvLines) header() []byte {
	var line []byte
	for i, c := range f.columns {
		line = append(separate(line, i), c.String()...)
	}
	return append(line, '\n')
}

func separate(line []byte, column int) []byte {
	if column > 0 {
		return append(line, ',')
	}
	return line
}

func (f csvLines) line(to []byte, e *Entry, days *calendar) []byte {
	for i, c := range f.columns {
		to = separate(to, i)
		switch c {
		case ColumnID:
			to = appendField(to, e.ID)
		case ColumnAt:
			to = days.append(to, e.At)
		case ColumnEvent:
			to = append(to, e.Event...)
		case ColumnState:
			to = append(to, e.State...)
		case ColumnDelivery:
			to = appendField(to, e.Delivery)
		case ColumnSeq:
			to = strconv.AppendInt(to, e.Seq, 10)
		}
	}
	return append(to, '\n')
}

// appendField appends a text; one that is not plain, as the standard library quotes it.
func appendField(to, text []byte) []byte {
	if allPlain(text) && !bytes.ContainsAny(text, ", ") {
		return append(to, text...)
	}
	var quoted bytes.Buffer
	w := csv.NewWriter(&quoted)
	_ = w.Write([]string{string(text)}) // to memory
	w.Flush()
	return append(to, bytes.TrimSuffix(quoted.Bytes(), []byte("\n"))...)
}

// jsonLines writes an object a line; a member that would say nothing is left out.
type jsonLines struct{ columns []Column }

func (jsonLines) header() []byte { return nil }

func (f jsonLines) line(to []byte, e *Entry, days *calendar) []byte {
	open := byte('{')
	for _, c := range f.columns {
		if c == ColumnEvent && e.Event == "" || c == ColumnState && e.State == "" || c == ColumnDelivery && len(e.Delivery) == 0 {
			continue
		}
		to = append(append(append(to, open, '"'), c.String()...), `":`...)
		to = f.value(to, c, e, days)
		open = ','
	}
	return append(to, "}\n"...)
}

func (f jsonLines) value(to []byte, c Column, e *Entry, days *calendar) []byte {
	switch c {
	case ColumnID:
		return appendString(to, e.ID)
	case ColumnDelivery:
		return appendString(to, e.Delivery)
	case ColumnSeq:
		return strconv.AppendInt(to, e.Seq, 10)
	}
	to = append(to, '"')
	switch c {
	case ColumnAt:
		to = days.append(to, e.At)
	case ColumnEvent:
		to = append(to, e.Event...)
	case ColumnState:
		to = append(to, e.State...)
	}
	return append(to, '"')
}

// appendString appends a text in quotes; one that is not plain, as the standard
// library escapes it.
func appendString(to, text []byte) []byte {
	if allPlain(text) {
		return append(append(append(to, '"'), text...), '"')
	}
	escaped, _ := json.Marshal(string(text)) // a string can always be written
	return append(to, escaped...)
}

func allPlain(text []byte) bool {
	for _, b := range text {
		if !plainByte(b) {
			return false
		}
	}
	return true
}
