package boundary

import (
	"iter"
	"strings"
)

// A stretch is a part of a line's text, in bytes.
type stretch struct{ from, to int }

// words yields the longest stretches of certain bytes.
func words(text string, of func(byte) bool) iter.Seq[stretch] {
	return func(yield func(stretch) bool) {
		for i := 0; i < len(text); i++ {
			from := i
			for i < len(text) && of(text[i]) {
				i++
			}
			if i > from && !yield(stretch{from, i}) {
				return
			}
		}
	}
}

// before returns where the word that ends here begins; it looks at so many bytes
// at most.
func before(text string, to, at int, of func(byte) bool) int {
	from := to
	for from > 0 && to-from < at && of(text[from-1]) {
		from--
	}
	return from
}

// after returns where what begins here ends.
func after(text string, from int, of func(byte) bool) int {
	for from < len(text) && of(text[from]) {
		from++
	}
	return from
}

// one returns the place behind a byte, where it stands here, and this place
// otherwise.
func one(text string, at int, c string) int {
	if at < len(text) && strings.IndexByte(c, text[at]) >= 0 {
		return at + 1
	}
	return at
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// isWord reports what a word of a program is made of; what is not ASCII is taken
// for a letter.
func isWord(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' || c >= 0x80 }

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// set makes a set of words.
func set(text string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(text) {
		all[word] = true
	}
	return all
}

// billing are the words that a shipped scenario says in another way.
var billing = set(`
	api apikey billing card cards coupon coupons currency currencies customer
	customers dollar dollars eur euro euros invoice invoices payment payments price
	prices pricing refund refunds usd webhook webhooks`)

func billingWords(text string) []stretch {
	var found []stretch
	for w := range words(text, isLetter) {
		if len(found) <= most && billing[strings.ToLower(text[w.from:w.to])] {
			found = append(found, w)
		}
	}
	return found
}
