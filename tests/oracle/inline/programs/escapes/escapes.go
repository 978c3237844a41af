// Package escapes has one function or variable for each rule of what escapes once calls are inlined.
package escapes

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// An inlined call that only returns is data, and nothing escapes when the program starts.
var errPlain = errors.New("plain")

type limit struct {
	name  string
	least *int
}

func newLimit(name string, least int) *limit { return &limit{name, &least} }

var atLeast = newLimit("at least", 3)

// A large map is made by a function of its own, whose line comes first.
var words = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}

var few = map[string]*int{"one": new(int)}

// What a literal of an initialiser captures is no constant to it, though its only value is one.
func hasKey(key string) func(map[string]any) string {
	return func(m map[string]any) string {
		if _, ok := m[key]; !ok {
			return fmt.Sprintf("missing %q", key)
		}
		return ""
	}
}

var checks = []func(map[string]any) string{hasKey("time"), hasKey("level")}

func checksHere() string { return hasKey("here")(nil) }

// A literal that is inlined wherever it is called is looked at after all functions, since nothing mentions it.
func suffix(s string) string {
	cut := func(s string) string { return strings.TrimPrefix(s, "__") + "." }
	return cut(s)
}

// The body of a loop over a function has a parameter without a name.
func each(yield func(int, string) bool) { yield(1, "a") }

func lengths() (n int) {
	for _, s := range each {
		n += len(s)
	}
	return n
}

// Sizes and operands that have one value are constants, also where they came as arguments.
func room(n int) []int { return make([]int, n) }

func small() int { return len(room(5)) }

func large() int { return len(room(1 << 20)) }

func boxed(v any) any { return v }

func seven() any { return boxed(7) }

// Results of an inlined function are variables of the function around it, whose own results they may reach.
func both(p, q *int) (a, b *int) { return q, p }

func reach(p, q *int) (r, s *int) {
	r, s = both(p, q)
	return
}

func first(x []*int) *int {
	a, _ := both(x[0], x[1])
	return a
}

func text(n int) string { return "#" + strconv.Itoa(n) + "/" + strings.Repeat("=", n) }

// The receivers of methods that one type takes from another, and of method values.
type inner struct{ items []*int }

func (i *inner) keep(p *int)   { i.items = append(i.items, p) }
func (i inner) last() *int     { return i.items[len(i.items)-1] }
func (i *inner) shrink()       { i.items = i.items[:1] }
func (i *inner) bound() func() { return i.shrink }

type outer struct {
	*inner
	n int
}

type keeper interface {
	keep(*int)
	last() *int
}

func asKeeper(o outer) keeper { return o }

func later(o outer) func(*int) { return o.keep }

// Instances say nothing of their parameters; what they swap stays where it is.
func sorted(x []string) []string {
	slices.Sort(x)
	slices.Reverse(x)
	return x
}

type stack[T any] struct{ items []T }

func (s *stack[T]) push(v T) { s.items = append(s.items, v) }

func pushes(v *int) int {
	var s stack[*int]
	s.push(v)
	return len(s.items)
}

// Variables of loops are new in every iteration where they are captured.
func closures() (out []func() int) {
	for i := 0; i < 3; i++ {
		out = append(out, func() int { return i })
	}
	for i := range 3 {
		defer func() { out[i]() }()
	}
	return out
}

func bytesOf(s string) int {
	n := 0
	for _, b := range []byte(s) {
		n += int(b)
	}
	return n
}

func unnamed(int, *int, string) {}

func callsUnnamed(p *int) { unnamed(1, p, "x") }
