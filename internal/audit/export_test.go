package audit

// Keep has an audit in order of occurrence keep so few records in memory.
func (a *Audit) Keep(records int) { a.sorter.most = records }
