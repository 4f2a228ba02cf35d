package boundary

import (
	"math"
	"strings"
)

// shortestRun is the length of the shortest text that is only random.
const shortestRun = 32

// known matches secrets that tell what they are; the second group are those that
// could be words.
var known = compiled(`^(?:` +
	`eyJ[\w-]{12,}|` +
	`(?i:[spr]k_(?:live|test)_[a-z0-9]{8,})|` +
	`(?i:whsec_[a-z0-9+/]{8,}=*)|` +
	`(?i:gh[oprsu]_[a-z0-9]{10,}|github_pat_\w{10,}|glpat-[\w-]{10,})|` +
	`AIza[\w-]{30,}|` +
	`((?i:xox[a-z]-[a-z0-9-]{8,}|akia[a-z0-9]{12,}|asia[a-z0-9]{16}|sk-[\w-]{20,}|bearer\s+[\w.~+/-]{8,}=*)))`)

// beginnings are the first letters of these, so that other words cost nothing.
var beginnings = set("ey sk pk rk wh gh gi gl ai xo ak as be")

// keyHeader matches the first line of a private key.
var keyHeader = compiled(`^(?i)-----begin [a-z0-9 ]*private key`)

// tokens finds secrets that tell what they are, and random runs.
func tokens(text string) []stretch {
	found := runs(text)
	for w := range words(text, isWord) {
		if len(found) <= most && w.to-w.from > 1 && beginnings[strings.ToLower(text[w.from:w.from+2])] {
			if size := knownToken(text[w.from:min(len(text), w.from+window)]); size > 0 {
				found = append(found, stretch{w.from, after(text, w.from+size, isToken)})
			}
		}
	}
	return append(found, headers(text)...)
}

// knownToken returns the length of the secret that a text begins with, or 0. It
// wants a digit where there could be a word.
func knownToken(text string) int {
	m := known().FindStringSubmatch(text)
	if m == nil || m[1] != "" && !strings.ContainsAny(m[1], "0123456789") {
		return 0
	}
	return len(m[0])
}

func isToken(c byte) bool { return isRun(c) || c == '.' || c == '=' }

func headers(text string) []stretch {
	var found []stretch
	for w := range words(text, func(c byte) bool { return c == '-' }) {
		if w.to-w.from == 5 && len(found) <= most {
			if m := keyHeader().FindString(text[w.from:min(len(text), w.from+window)]); m != "" {
				found = append(found, stretch{w.from, w.from + len(m)})
			}
		}
	}
	return found
}

// runs finds long random runs of what hexadecimal and base64 texts are made of.
func runs(text string) []stretch {
	var found []stretch
	for w := range words(text, isRun) {
		if len(found) <= most && w.to-w.from >= shortestRun && isRandom(text[w.from:w.to]) {
			found = append(found, w)
		}
	}
	return found
}

func isRun(c byte) bool {
	return isLetter(c) || isDigit(c) || c == '+' || c == '/' || c == '_' || c == '-'
}

// isRandom tells random letters and digits from names and paths. Random ones go
// from one kind to another at every second or third character, in names a kind
// lasts for a word; and their entropy is that of many different characters.
func isRandom(run string) bool {
	var counts [128]int
	changes, numbers, letters := 0, 0, 0
	before := byte(0)
	for i := range len(run) {
		counts[run[i]]++
		now := kind(run[i])
		if now == 'a' || now == 'A' {
			letters++
		}
		if now == '0' && before != '0' {
			numbers++
		}
		// A capital begins a word: that it is followed by small letters tells nothing.
		if before != 0 && now != 0 && now != before && !(before == 'A' && now == 'a') {
			changes++
		}
		before = now
	}
	return letters > 0 && numbers > 1 && 4*changes >= len(run) && entropy(counts[:], len(run)) >= 3
}

// kind returns '0' for a digit, 'a' for a small letter, 'A' for a capital, and 0
// for what divides words.
func kind(c byte) byte {
	switch {
	case isDigit(c):
		return '0'
	case isLetter(c) && c >= 'a':
		return 'a'
	case isLetter(c):
		return 'A'
	}
	return 0
}

// entropy returns Shannon's, in bits a character.
func entropy(counts []int, all int) float64 {
	bits := 0.0
	for _, n := range counts {
		if n > 0 {
			share := float64(n) / float64(all)
			bits -= share * math.Log2(share)
		}
	}
	return bits
}
