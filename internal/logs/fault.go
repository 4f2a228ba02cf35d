package logs

// A Fault says why lines were not judged.
type Fault string

// The faults of lines.
const (
	FaultUnreadable Fault = "unreadable" // no record of the format
	FaultTooLong    Fault = "too_long"   // longer than any line is read
	FaultIncomplete Fault = "incomplete" // a record without a subscription, an event, a state or an instant
	FaultInstant    Fault = "instant"    // an instant that is none
	FaultUnmapped   Fault = "unmapped"   // an event or a state that has no such name
	FaultCutOff     Fault = "cut_off"    // the file ends, or its archive breaks, within the line
	FaultUnsorted   Fault = "unsorted"   // a record that was to be put in order when the audit ended
)

// Faults returns every fault, in the order of every output.
func Faults() []Fault {
	return []Fault{FaultUnreadable, FaultTooLong, FaultIncomplete, FaultInstant, FaultUnmapped, FaultCutOff, FaultUnsorted}
}

// A Mark says what is remarkable about lines that are judged all the same, or about a
// file.
type Mark string

// The marks of lines and files.
const (
	MarkLate    Mark = "late"    // an instant before the subscription's latest one
	MarkColumn  Mark = "column"  // a column or member that nobody said to leave out
	MarkNewline Mark = "newline" // the last line of a CSV file has no end, so its last field may be cut
	MarkArchive Mark = "archive" // an archive that is cut off or damaged: what it held behind that is not known
	MarkBlank   Mark = "blank"   // a line without anything
	MarkBOM     Mark = "bom"     // a byte order mark
	MarkCRLF    Mark = "crlf"    // lines that end in CR and LF
)

// Marks returns every mark, in the order of every output.
func Marks() []Mark {
	return []Mark{MarkLate, MarkColumn, MarkNewline, MarkArchive, MarkBlank, MarkBOM, MarkCRLF}
}

// Harmless reports a mark that changes nothing about what was read: it is counted
// and told, and the log may hold all the same. The others can make a verdict wrong.
func (m Mark) Harmless() bool { return m == MarkBlank || m == MarkBOM || m == MarkCRLF }
