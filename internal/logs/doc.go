// Package logs reads and writes the histories that services keep: CSV, JSON Lines
// and Parquet, plain or compressed. Call [Scan] to read one file as batches of
// records, in order, and on as many cores as there are; call [NewWriter] to write.
//
// Every line is a record, or is listed with what is wrong with it, or is counted as
// blank, a header or left out on request: none is dropped.
//
// The usual line takes a fast path that allocates nothing. Whatever that path does
// not know goes through the standard library, line by line; a fuzz test holds the
// two against each other.
package logs
