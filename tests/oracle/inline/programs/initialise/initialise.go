// Package initialise: what package variables are set to is compiled into functions, some of which hold one file's or one variable's code.
package initialise

import "errors"

var plain = 3
var computed = compute(4)
var later = earlier + 1
var earlier = compute(5)
var errNone = errors.New("none")
var table = map[string]int{"a": 1, "b": compute(2)}
var large = map[string]func() int{
	"a": func() int { return 1 }, "b": func() int { return 2 }, "c": func() int { return 3 },
	"d": func() int { return 4 }, "e": func() int { return 5 }, "f": func() int { return 6 },
}
var structs = []struct {
	n int
	f func() string
}{{1, func() string { return "one" }}, {compute(2), nil}}
var _ = compute(6)
var first, second = both()
var pointer = &struct{ a, b int }{1, compute(7)}

func compute(x int) int { return x * 2 }

func both() (int, string) { return 1, "" }

func init() { plain = compute(plain) }

func init() {
	table["c"] = later
}
