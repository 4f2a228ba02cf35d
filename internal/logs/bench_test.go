package logs

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

// sample writes a log of so many records.
func sample(format string, records int) []byte {
	var b bytes.Buffer
	draw := rand.New(rand.NewPCG(1, 2))
	if format == FormatCSV {
		b.WriteString("id,at,event\n")
	}
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for range records {
		at = at.Add(time.Duration(draw.IntN(5000)) * time.Millisecond)
		id, e := fmt.Sprintf("sub-%016x", draw.Uint64N(1e6)*0x9e3779b97f4a7c15), fsm.Events()[draw.IntN(15)]
		line := fmt.Sprintf("%s,%s,%s\n", id, at.Format("2006-01-02T15:04:05.000Z"), e)
		if format == FormatJSONL {
			line = fmt.Sprintf(`{"id":"%s","at":"%s","event":"%s"}`+"\n", id, at.Format("2006-01-02T15:04:05.000Z"), e)
		}
		b.WriteString(line)
	}
	return b.Bytes()
}

// BenchmarkScan reads plain logs with one worker; an operation is a record.
func BenchmarkScan(b *testing.B) {
	for _, format := range []string{FormatCSV, FormatJSONL} {
		b.Run(format, func(b *testing.B) {
			text := sample(format, 200_000)
			b.SetBytes(int64(len(text) / 200_000))
			b.ResetTimer()
			for done := 0; done < b.N; done += 200_000 {
				s := Scan{Source: Source{From: bytes.NewReader(text)}, Layout: &Layout{}, Workers: 1, Apply: func(*Batch) error { return nil }}
				if _, err := s.Run(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkParse parses one batch; an operation is a record.
func BenchmarkParse(b *testing.B) {
	const records = 4000
	for _, format := range []string{FormatCSV, FormatJSONL} {
		b.Run(format, func(b *testing.B) {
			text := sample(format, records)
			batch := &Batch{}
			s := newSchema(&Layout{})
			h, _ := s.newHeader(batch, []string{"id", "at", "event"})
			var with parser = &csvReader{maker: newMaker(s), header: h}
			if format == FormatCSV {
				text = text[bytes.IndexByte(text, '\n')+1:]
			} else {
				with = &jsonReader{maker: newMaker(s)}
			}
			b.SetBytes(int64(len(text) / records))
			b.ReportAllocs()
			for done := 0; done < b.N; done += records {
				batch.Reset()
				batch.lay(text)
				batch.end = len(text)
				with.batch(batch)
				if len(batch.Records) != records {
					b.Fatal(batch.Unjudged)
				}
			}
		})
	}
}
