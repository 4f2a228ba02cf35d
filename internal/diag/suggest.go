package diag

import "github.com/agnivade/levenshtein"

// Suggest returns the known name nearest to a misspelt one, or nothing where
// none is near: two letters may differ, one in a short name, a third in a long
// one. Of equally near names the first is taken.
func Suggest(name string, known []string) string {
	letters := len([]rune(name))
	best, nearest := "", max(2, letters/3)+1
	if letters <= 3 {
		nearest = 2
	}
	for _, candidate := range known {
		if d := levenshtein.ComputeDistance(name, candidate); d < nearest {
			best, nearest = candidate, d
		}
	}
	return best
}

// Distance counts the letters by which two names differ: those to be exchanged,
// put in or taken out.
func Distance(a, b string) int { return levenshtein.ComputeDistance(a, b) }

// DidYouMean returns "did you mean X?" for the name nearest to a misspelt one,
// or nothing.
func DidYouMean(name string, known []string) string {
	if best := Suggest(name, known); best != "" {
		return "did you mean " + best + "?"
	}
	return ""
}
