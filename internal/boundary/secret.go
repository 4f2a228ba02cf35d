package boundary

import (
	"slices"
	"strings"
)

// secrets are how the keys of secrets end.
var secrets = strings.Fields(`
	apikey secret secretkey password passwd passphrase accesstoken authtoken
	refreshtoken privatekey authorization`)

// longestValue is how much of a value is looked at, in bytes.
const longestValue = 200

// secretKeys finds the keys of secrets that have a value.
func secretKeys(text string) []stretch {
	var found []stretch
	for i := 0; i < len(text) && len(found) <= most; i++ {
		if text[i] != ':' && text[i] != '=' {
			continue
		}
		key, ok := keyBefore(text, i)
		if !ok || !isSecret(text, key) {
			continue
		}
		from := i + 1
		if text[i] == ':' {
			from = one(text, from, "=")
		} else {
			from = one(text, from, ">")
		}
		if to, ok := assigned(text, key.from, stretch{i, from}); ok {
			found = append(found, stretch{key.from, to})
			i = to - 1
		}
	}
	return found
}

// isSecret reports the key of a secret, also where its last word is divided by a
// space from the one before.
func isSecret(text string, k key) bool {
	return slices.ContainsFunc(secrets, func(end string) bool {
		if strings.HasSuffix(k.name, end) {
			return true
		}
		first, ok := strings.CutSuffix(end, k.name)
		return ok && first != "" && k.from > len(first) && isBlank(text[k.from-1]) &&
			strings.EqualFold(text[k.from-1-len(first):k.from-1], first)
	})
}

// assigned tells a key with a value from the word in prose, and where the value
// ends: the key stands where keys stand, or the value where values do, alone.
func assigned(text string, from int, sign stretch) (to int, ok bool) {
	begin := after(text, sign.to, isBlank)
	end := begin
	for end < len(text) && end-begin < longestValue && !isBlank(text[end]) {
		end++
	}
	value, colon := text[begin:end], text[sign.from:sign.to] == ":"
	atKey := isKeyPlace(text[:from])
	if atKey && colon && (value == "" || value[0] == '|' || value[0] == '>') {
		return end, true // the value stands in the next line
	}
	bare := strings.Trim(value, quotes+",;{}[]()")
	if !strings.ContainsFunc(bare, isAlphanumeric) || value[0] == '=' || slices.Contains(nothing, bare) {
		return 0, false
	}
	return end, atKey || !colon || isAlone(value, text[end:]) || mixed(bare)
}

// nothing are the values that are none.
var nothing = []string{"null", "nil"}

// isKeyPlace reports whether a key can begin behind this text: at the beginning
// of a line, of an entry, of a mapping or of a quoted key.
func isKeyPlace(before string) bool {
	before = strings.TrimRight(before, " \t")
	return strings.TrimRight(before, " \t-#/*?") == "" || strings.IndexByte("{,[("+quotes, before[len(before)-1]) >= 0
}

// isAlone reports whether no further word follows a value.
func isAlone(value, rest string) bool {
	rest = strings.TrimLeft(rest, " \t")
	return rest == "" || strings.IndexByte(",;", value[len(value)-1]) >= 0 || strings.IndexByte("}])#<"+quotes, rest[0]) >= 0
}

// mixed reports whether letters and digits stand together.
func mixed(word string) bool {
	letter, digit := false, false
	for i := range len(word) {
		letter = letter || isLetter(word[i])
		digit = digit || isDigit(word[i])
	}
	return letter && digit
}

func isAlphanumeric(r rune) bool { return r >= 0x80 || r != '_' && isWord(byte(r)) }
