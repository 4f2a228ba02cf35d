package boundary

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// codes of currencies are those that are no words, not even abroad.
var codes = set(`aed aud brl cad chf cny czk dkk eur gbp hkd huf ils inr jpy krw
	mxn nok nzd pln sek sgd thb uah usd zar`)

// coins are what stands behind a number only.
var coins = set(`cent cents dollar dollars euro euros pence pound pounds rupee
	rupees yen yuan`)

// longestCoin is the length of the longest of these.
const longestCoin = 7

// amounts finds numbers that a currency, or their key, makes an amount of money.
func amounts(text string) []stretch {
	var found []stretch
	for i := 0; i < len(text) && len(found) <= most; {
		if !isDigit(text[i]) {
			i++
			continue
		}
		end := number(text, i)
		from, to := currencyBefore(text, i), currencyAfter(text, end)
		if from == i && to == end {
			from = amountKey(text, i)
		} else if from < i && !endsAmount(text, end) {
			from = i
		}
		if from < i || to > end {
			found = append(found, stretch{from, to})
		}
		i = max(end, to)
	}
	return found
}

// number returns where a number ends: digits, with single points and commas
// between.
func number(text string, at int) int {
	at = after(text, at, isDigit)
	for at+1 < len(text) && (text[at] == '.' || text[at] == ',') && isDigit(text[at+1]) {
		at = after(text, at+1, isDigit)
	}
	return at
}

// currencyBefore returns where the currency before a number begins, or the
// number where there is none.
func currencyBefore(text string, at int) int {
	to := at
	if to > 0 && text[to-1] == '-' {
		to--
	}
	if to > 0 && text[to-1] == ' ' {
		to--
	}
	if r, size := utf8.DecodeLastRuneInString(text[:to]); unicode.Is(unicode.Sc, r) {
		return to - size
	}
	from := before(text, to, 4, isWord)
	if to-from == 3 && codes[strings.ToLower(text[from:to])] {
		return from
	}
	return at
}

// endsAmount reports whether the number behind a currency ends here; a letter
// makes it a name.
func endsAmount(text string, at int) bool {
	at = one(text, at, "kKmM")
	return at == len(text) || !isWord(text[at])
}

// currencyAfter returns where the currency behind a number ends, or the number
// where there is none. A dollar needs spaces around, since it also ends regular
// expressions and begins variables.
func currencyAfter(text string, at int) int {
	from := one(text, at, " -")
	r, size := utf8.DecodeRuneInString(text[from:])
	to := from + size
	if r == '$' && from > at && (to == len(text) || isBlank(text[to])) || r != '$' && unicode.Is(unicode.Sc, r) {
		return to
	}
	to = from
	for to < len(text) && to-from <= longestCoin && isWord(text[to]) {
		to++
	}
	if word := strings.ToLower(text[from:to]); codes[word] || coins[word] {
		return to
	}
	return at
}

// amountKey returns where the key of an amount begins, whose value this number
// is, or the number where there is none.
func amountKey(text string, at int) int {
	sign := before(text, at, 8, func(c byte) bool { return strings.IndexByte(" \t[-"+quotes, c) >= 0 }) - 1
	if sign > 0 && text[sign] == '=' && text[sign-1] == ':' {
		sign--
	}
	if sign < 0 || text[sign] != ':' && text[sign] != '=' {
		return at
	}
	if k, ok := keyBefore(text, sign); ok && isAmount(text[k.from:], k.name) {
		return k.from
	}
	return at
}

// isAmount reports the key of an amount.
func isAmount(written, name string) bool {
	for _, part := range []string{"amount", "price", "subtotal"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	for _, end := range []string{"cents", "fee", "fees"} {
		if name == end || strings.HasSuffix(name, end) && strings.Contains(strings.ToLower(written[:min(len(written), longestKey)]), "_"+end) {
			return true
		}
	}
	return false
}
