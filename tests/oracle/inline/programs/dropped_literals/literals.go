// Package dropped_literals: what a variable in a literal holds is known where the literal is still in its function, and not if all of its calls were
// inlined, so that only its own code is left.
package dropped_literals

type value interface{ sign() int }

type number int64

func (n number) sign() int { return int(n) }

func boxed(x int64) value { return number(x) }

//go:noinline
func compare(a, b value) bool { return a.sign() == b.sign() }

func made(n int) []int { return make([]int, n) }

func inlinedEverywhere(list []value) bool {
	follows := func(last, next value) bool {
		return compare(last, boxed(1)) && len(made(3)) > 0 && compare(next, boxed(2))
	}
	return follows(list[0], list[1]) || follows(list[1], list[2])
}

func kept(list []value) bool {
	follows := func(last value) bool { return compare(last, boxed(1)) && len(made(3)) > 0 }
	sink = follows
	return follows(list[0])
}

func nested(list []value) bool {
	outer := func(v value) bool {
		inner := func(w value) bool { return compare(w, boxed(3)) }
		return inner(v) && inner(list[0])
	}
	return outer(list[1])
}

var sink func(value) bool
