// Package imported: bodies that come from other packages, and what they call in turn.
package imported

import (
	"errors"
	"sort"
	"strings"
	"unicode/utf8"

	"programs/imported/lower"
)

func own() int { return lower.Exported(3) + lower.Generic(4) }

func methods(c *lower.Counter) int { c.Add(3); return c.Total() }

func deep() int { return lower.Deep(1) }

func hidden() int { return lower.CallsHidden(2) }

func literal() int { return lower.TakesFunc(func(x int) int { return x + 1 }) }

func standard(s string) bool {
	return strings.HasPrefix(s, "a") && strings.Contains(s, "b") && utf8.RuneLen('x') > 0 && errors.Is(nil, nil)
}

func sorted(x []int) { sort.Slice(x, func(i, j int) bool { return x[i] < x[j] }); sort.Ints(x) }

func builder() string {
	var b strings.Builder
	b.WriteString("a")
	b.WriteByte('b')
	return b.String()
}
