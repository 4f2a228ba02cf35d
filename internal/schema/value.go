package schema

// The patterns need nothing that only some engines have, such as looking ahead.
const (
	duration = `^([0-9]+[wdhms])+$`
	// lasting is a duration in which some number is not zero.
	lasting = `^([0-9]+[wdhms])*0*[1-9][0-9]*[wdhms]([0-9]+[wdhms])*$`
	// instant knows no calendar: 30 February passes here, and not in replay.
	instant = `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])` +
		`(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$`
	line = `^[^\r\n]*[^\s][^\r\n]*$`
	tag  = `^[^,\r\n]*[^,\s][^,\r\n]*$`
)

// text is a text of one line.
func text(description string) *node {
	return texts(description, line, "write one line of text that is not empty")
}

// texts are texts that match a pattern. YAML takes an unquoted 7 for a number;
// the language does not mind.
func texts(description, pattern, message string) *node {
	n := patterned(description, pattern, message)
	n.Type = []string{"string", "number"}
	return n
}

func moment(description string) *node {
	return patterned(description, instant, "write a date, 2026-07-26, which is midnight UTC, or an instant, 2026-07-26T12:00:00Z")
}

// lapse is a duration; zero says whether it may be nothing.
func lapse(description string, zero bool) *node {
	const message = "write a duration in whole w, d, h, m and s, such as 14d or 1d12h"
	if zero {
		return patterned(description, duration, message)
	}
	return patterned(description, lasting, message+", and not zero")
}

func patterned(description, pattern, message string) *node {
	return &node{Description: description, Type: "string", Pattern: pattern, PatternErrorMessage: message}
}

func truth(description string) *node { return &node{Description: description, Type: "boolean"} }

// count is a whole number from 0.
func count(description string) *node {
	return &node{Description: description, Type: "integer", Minimum: new(int)}
}
