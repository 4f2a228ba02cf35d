package boundary

import (
	"strings"
)

// shortestID is the length of the shortest id of a record.
const shortestID = 11

// window is how much of a text is looked at closely from one place, in bytes.
const window = 64

// recordID matches the ids that providers give to their objects, and UUIDs.
var recordID = compiled(`^(?i)((?:` +
	`(?:acct|cs|ctm|cus|ch|evt|ii|il|in|pi|pm|po|pri|price|prod|py|re|seti|setatt|si|src|sub|sub_sched|tok|txn)_(?:live_|test_)?[a-z0-9]{8,}|` +
	`gpa\.\d{4}-\d{4}-\d{4}-\d{5}|` +
	`i-[a-z0-9]{10,}|` +
	`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))(?:_|\b)`)

// recordIDs finds ids of somebody's records: they hold a digit.
func recordIDs(text string) []stretch {
	var found []stretch
	for w := range words(text, isWord) {
		if len(found) > most || !maybeID(text, w) {
			continue
		}
		m := recordID().FindStringSubmatch(text[w.from:min(len(text), w.from+window)])
		if m != nil && strings.ContainsAny(m[1], "0123456789") {
			found = append(found, stretch{w.from, max(w.to, w.from+len(m[1]))})
		}
	}
	return found
}

// maybeID reports whether a closer look is worth its time: a prefix and an
// underscore, or what the ids without an underscore begin with.
func maybeID(text string, w stretch) bool {
	length := w.to - w.from
	if length >= shortestID {
		prefix := strings.IndexByte(text[w.from:w.from+shortestID], '_')
		return 2 <= prefix && prefix <= 6
	}
	if w.to == len(text) {
		return false
	}
	return text[w.to] == '-' && (length == 1 || length == 8) || text[w.to] == '.' && length == 3
}
