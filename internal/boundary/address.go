package boundary

import (
	"strings"
	"unicode"
)

// urls finds a scheme with a host behind it, and hosts that begin with www.
func urls(text string) []stretch {
	var found []stretch
	for i := 0; i < len(text) && len(found) <= most; {
		at := strings.IndexAny(text[i:], ":wW")
		if at < 0 {
			break
		}
		at += i
		i = at + 1
		from := at
		switch {
		case strings.HasPrefix(text[at:], "://") && isHost(text, at+3):
			from = before(text, at, longestScheme, isScheme)
			if from = after(text, from, func(c byte) bool { return !isLetter(c) && c != ':' }); from == at {
				continue
			}
		case !isWWW(text, at):
			continue
		}
		i = after(text, at, isURL)
		found = append(found, stretch{from, i})
	}
	return found
}

const longestScheme = 32

func isScheme(c byte) bool { return isLetter(c) || isDigit(c) || strings.IndexByte("+.-", c) >= 0 }

func isURL(c byte) bool { return c > ' ' && strings.IndexByte("\"'<>()`", c) < 0 }

// isHost reports whether a host, or the path of a file, can begin here.
func isHost(text string, at int) bool {
	return at < len(text) && (isWord(text[at]) || text[at] == '[' || text[at] == '/')
}

// isWWW reports whether www and two further names stand here.
func isWWW(text string, at int) bool {
	if len(text) < at+4 || !strings.EqualFold(text[at:at+4], "www.") || at > 0 && isWord(text[at-1]) {
		return false
	}
	name := after(text, at+4, func(c byte) bool { return isWord(c) || c == '-' })
	return name > at+4 && name+1 < len(text) && text[name] == '.' && isWord(text[name+1])
}

// emails finds an @ with a name before and a domain behind.
func emails(text string) []stretch {
	var found []stretch
	for i := 0; len(found) <= most; {
		at := strings.IndexByte(text[i:], '@')
		if at < 0 {
			break
		}
		at += i
		from := max(i, before(text, at, longestName, isName))
		i = at + 1
		to := after(text, i, isDomain)
		domain := strings.TrimRight(text[i:to], ".-")
		if from < at && isDomainName(domain) {
			i += len(domain)
			found = append(found, stretch{from, i})
		}
	}
	return found
}

const longestName = 64

func isName(c byte) bool { return isWord(c) || strings.IndexByte(".%+'-", c) >= 0 }

func isDomain(c byte) bool { return isWord(c) && c != '_' || c == '.' || c == '-' }

// version matches what stands behind an @ where a module's version does.
var version = compiled(`^v\d+\.\d`)

// isDomainName wants the last part of a domain to be letters.
func isDomainName(domain string) bool {
	dot := strings.LastIndexByte(domain, '.')
	if dot < 1 || domain[0] == '.' || domain[0] == '-' || version().MatchString(domain) {
		return false
	}
	top := domain[dot+1:]
	letters := !strings.ContainsFunc(top, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(top) > 1 && letters || strings.HasPrefix(strings.ToLower(top), "xn--")
}
