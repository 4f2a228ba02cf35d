package picture

import (
	"fmt"
	"strconv"
)

// Short writes a count in few letters, rounded down: 999, 12.3k, 4.5M.
func Short(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}} {
		if n < unit.size {
			continue
		}
		whole, tenth := n/unit.size, n%unit.size*10/unit.size
		if whole >= 100 || tenth == 0 {
			return strconv.FormatInt(whole, 10) + unit.name
		}
		return fmt.Sprintf("%d.%d%s", whole, tenth, unit.name)
	}
	return strconv.FormatInt(n, 10)
}

func times(n int64) string {
	if n == 1 {
		return "once"
	}
	return strconv.FormatInt(n, 10) + " times"
}
