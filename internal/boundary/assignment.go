package boundary

import "strings"

// longestKey is how much of a key is looked at, in bytes.
const longestKey = 64

const quotes = "\"'`"

// A key is what stands before a colon or an equals sign: its name in small
// letters, without what divides words.
type key struct {
	from int
	name string
}

// keyBefore reads the key before an assignment sign at a place. A space may
// stand inside a key, as in "api key".
func keyBefore(text string, sign int) (key, bool) {
	end := before(text, sign, longestKey, isBlank)
	if end > 0 && strings.IndexByte(quotes, text[end-1]) >= 0 {
		end--
	}
	from := before(text, end, longestKey, isKeyByte)
	name := divisions.Replace(strings.ToLower(text[from:end]))
	return key{from, name}, from < end
}

func isKeyByte(c byte) bool { return isWord(c) || c == '.' || c == '-' }

var divisions = strings.NewReplacer("_", "", "-", "", ".", "")
