package boundary

const (
	shortestCard = 13
	longestCard  = 19
	group        = 4 // the least digits of a group that is not the last
)

// cards finds card numbers: digits in one piece, or in groups of at least four
// (the last may be shorter) that one and the same space or dash divides.
func cards(text string) []stretch {
	var found []stretch
	for i := 0; i < len(text) && len(found) <= most; {
		if !isDigit(text[i]) {
			i++
			continue
		}
		end := after(text, i, isDigit)
		if begins(text, i) {
			if to := card(text, i); to > 0 {
				found = append(found, stretch{i, to})
				end = to
			}
		}
		i = end
	}
	return found
}

// begins reports whether a number can begin here. Letters make it part of a
// word, as in a hash; a point makes it the fraction of a number.
func begins(text string, at int) bool {
	if at == 0 {
		return true
	}
	before := text[at-1]
	return !isLetter(before) && !(at > 1 && (before == '.' || before == '-') && isDigit(text[at-2]))
}

// card returns where the longest card number that begins here ends, or 0. It
// looks at a few dozen bytes at most.
func card(text string, from int) int {
	var number []byte
	var divider byte
	best := 0
	for at := from; ; {
		end := after(text, at, isDigit)
		if len(number)+end-at > longestCard {
			return best
		}
		number = append(number, text[at:end]...)
		if ends(text, end) && issued(number) && luhn(number) {
			best = end
		}
		if end-at < group || !divides(text, end, divider) {
			return best
		}
		divider, at = text[end], end+1
	}
}

// divides reports whether the character here divides two groups, as the one
// between the groups before did.
func divides(text string, at int, before byte) bool {
	return at+1 < len(text) && isDigit(text[at+1]) &&
		(text[at] == ' ' || text[at] == '-') && (before == 0 || text[at] == before)
}

// ends reports whether a number can end here.
func ends(text string, at int) bool {
	if at == len(text) {
		return true
	}
	more := at+1 < len(text) && isDigit(text[at+1])
	return !isLetter(text[at]) && !(more && (text[at] == '.' || text[at] == '-'))
}

// issued reports whether card numbers begin so. None begins with 0; 1 and 20 or
// 21 are where instants begin, as seconds since 1970 or as a year.
func issued(number []byte) bool {
	return len(number) >= shortestCard && (number[0] > '2' || number[0] == '2' && number[1] > '1')
}

// luhn reports whether the check digit is right: of the doubled digits, every
// second from the right, both digits are added.
func luhn(number []byte) bool {
	sum := 0
	for i, c := range number {
		d := int(c - '0')
		if (len(number)-i)%2 == 0 {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return sum%10 == 0
}
