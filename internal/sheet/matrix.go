package sheet

// A Matrix is a table of small cells with a head for each row and column. The
// template "matrix" writes it.
type Matrix struct {
	Caption string
	Columns []string
	Rows    []Row
	Legend  []Entry // what texts and tones mean; may be empty
}

// A Row is one row of a matrix.
type Row struct {
	Head  string
	Cells []Cell
}

// A Cell is what stands in one place: a short text, and how it looks. Link is where
// more is said, in the same page; empty where nothing is.
type Cell struct{ Text, Tone, Link string }

// An Entry explains a cell.
type Entry struct {
	Cell
	Means string
}

// A Note is a term and what is said of it. The template "notes" writes many.
type Note struct{ Term, Text string }
