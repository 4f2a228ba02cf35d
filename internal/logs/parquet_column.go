package logs

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// A stretch is one page of a column: the values of some rows, in order.
type stretch struct {
	rows    int
	absent  []byte   // by row: 1 where there is no value; nil where all have one
	data    []byte   // texts, one behind the other
	offsets []uint32 // where each begins; one more for the end
	picks   []int32  // by row: which text; nil where row i has text i
	shares  []share  // by pick, of names
	numbers []int64  // by row, in place of texts
	err     error

	page parquet.Page
	left atomic.Int64 // rows of which no record was made yet
}

// done says that records were made of so many more rows. When they were of all, the
// library may use the page's memory again.
func (s *stretch) done(rows int) {
	if s.left.Add(int64(-rows)) == 0 {
		parquet.Release(s.page)
	}
}

// lacks reports that a row has no value.
func (s *stretch) lacks(row int) bool { return s.absent != nil && s.absent[row] != 0 }

// text returns the text of a row; nothing where it has none.
func (s *stretch) text(row int) []byte {
	if s.lacks(row) {
		return nil
	}
	if s.picks != nil {
		row = int(s.picks[row])
	}
	return s.data[s.offsets[row]:s.offsets[row+1]]
}

// read sends the pages of a column, row group by row group, until it ends or
// stop is closed.
func (c *rowColumn) read(file *parquet.File, stop <-chan struct{}) {
	defer close(c.pages)
	send := func(s *stretch) bool {
		select {
		case c.pages <- s:
			return s.err == nil
		case <-stop:
			return false
		}
	}
	for _, group := range file.RowGroups() {
		if !c.readChunk(group, send) {
			return
		}
	}
}

// readChunk sends the pages of a column in one row group, and sees to it that they
// have its rows, since columns would slip against each other otherwise. A library that
// meets damage may panic; that is damage like any other.
func (c *rowColumn) readChunk(group parquet.RowGroup, send func(*stretch) bool) (more bool) {
	defer func() {
		if broken := recover(); broken != nil {
			send(&stretch{err: fmt.Errorf("%v", broken)})
			more = false
		}
	}()
	pages := group.ColumnChunks()[c.index].Pages()
	defer pages.Close()
	left := group.NumRows()
	for {
		page, err := pages.ReadPage()
		switch {
		case err == io.EOF && left == 0:
			return true
		case err == io.EOF:
			err = fmt.Errorf("a column lacks %d rows", left)
		case err == nil:
			if left -= page.NumValues(); left < 0 {
				err = errors.New("a column has more rows than its group")
			}
		}
		if err != nil {
			return send(&stretch{err: err})
		}
		if !send(c.stretch(page)) {
			return false
		}
	}
}

// stretch takes a page apart.
func (c *rowColumn) stretch(page parquet.Page) *stretch {
	s := &stretch{rows: int(page.NumValues()), page: page}
	s.left.Store(int64(s.rows))
	values := page.Data()
	if dictionary := page.Dictionary(); dictionary != nil {
		s.picks = values.Int32()
		values = dictionary.Page().Data()
	}
	switch page.Type().Kind() {
	case parquet.ByteArray:
		s.data, s.offsets = values.ByteArray()
	case parquet.FixedLenByteArray:
		s.data, s.offsets = spell(values.FixedLenByteArray())
	case parquet.Int64:
		s.numbers = values.Int64()
	case parquet.Int32:
		s.numbers = widen(values.Int32())
	case parquet.Int96:
		for _, v := range values.Int96() {
			s.numbers = append(s.numbers, julian(int64(v[2]), int64(v[1])<<32|int64(v[0])))
		}
	default:
		s.err = fmt.Errorf("a column holds %s", page.Type())
	}
	if c.names != nil && s.picks != nil && s.numbers == nil {
		for i := range len(s.offsets) - 1 {
			s.shares = append(s.shares, c.names.share(s.data[s.offsets[i]:s.offsets[i+1]]))
		}
	}
	s.spread(page)
	return s
}

// spell writes fixed bytes, most often a UUID, in hexadecimal.
func spell(data []byte, size int) (text []byte, offsets []uint32) {
	for from := 0; from+size <= len(data); from += size {
		offsets = append(offsets, uint32(len(text)))
		value := hex.EncodeToString(data[from : from+size])
		if size == 16 {
			value = value[:8] + "-" + value[8:12] + "-" + value[12:16] + "-" + value[16:20] + "-" + value[20:]
		}
		text = append(text, value...)
	}
	return text, append(offsets, uint32(len(text)))
}

var days = scaleOf(24 * time.Hour)

// julian returns the instant so many nanoseconds into a Julian day, in nanoseconds;
// NoInstant where they have none.
func julian(day, nanoseconds int64) int64 {
	const epoch = 2440588 // 1970-01-01
	at, ok := days.instant(day - epoch)
	if !ok || nanoseconds < 0 || nanoseconds >= int64(24*time.Hour) {
		return NoInstant
	}
	return at + nanoseconds
}

func widen(numbers []int32) []int64 {
	wide := make([]int64, len(numbers))
	for i, n := range numbers {
		wide[i] = int64(n)
	}
	return wide
}

// spread gives every row its value: a page holds those that are there, and picks them
// from a dictionary or not.
func (s *stretch) spread(page parquet.Page) {
	if s.numbers != nil && s.picks != nil {
		picked := make([]int64, len(s.picks))
		for i, p := range s.picks {
			picked[i] = s.numbers[p]
		}
		s.numbers, s.picks = picked, nil
	}
	if page.NumNulls() == 0 {
		return
	}
	s.absent = make([]byte, s.rows)
	picks, numbers := make([]int32, s.rows), make([]int64, s.rows)
	there := 0
	for row, level := range page.DefinitionLevels() {
		if level == 0 {
			s.absent[row] = 1
			continue
		}
		switch {
		case s.numbers != nil:
			numbers[row] = s.numbers[there]
		case s.picks != nil:
			picks[row] = s.picks[there]
		default:
			picks[row] = int32(there)
		}
		there++
	}
	if s.numbers != nil {
		s.numbers = numbers
	} else {
		s.picks = picks
	}
}

// unitOf says what the numbers of a column count, as instants; 0 where they are mere
// numbers.
func unitOf(t parquet.Type, epoch time.Duration) time.Duration {
	if t.Kind() == parquet.Int96 {
		return time.Nanosecond
	}
	if logical := t.LogicalType(); logical != nil {
		switch of := logical.Value.(type) {
		case *format.TimestampType:
			return timestampUnit(of.Unit)
		case *format.DateType:
			return 24 * time.Hour
		}
	}
	return epoch
}

func timestampUnit(u format.TimeUnit) time.Duration {
	switch u.Value.(type) {
	case *format.MilliSeconds:
		return time.Millisecond
	case *format.MicroSeconds:
		return time.Microsecond
	}
	return time.Nanosecond
}

// appendText appends what a row says, as text.
func (s *stretch) appendText(to []byte, row int) []byte {
	switch {
	case s.lacks(row):
		return to
	case s.numbers != nil:
		return strconv.AppendInt(to, s.numbers[row], 10)
	}
	return append(to, s.text(row)...)
}
