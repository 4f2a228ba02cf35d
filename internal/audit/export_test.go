package audit

// Keep has an audit in order of occurrence keep so few records in memory.
func (a *Audit) Keep(records int) { a.sorter.most = records }

// Narrow has an audit fold so many records at a time, by as many goroutines as it has.
func (a *Audit) Narrow(records int) {
	a.span = span{records, 1, records}
}
