// Package dictionaries: how many words the dictionary of an instance has, which its printed type tells, by what its body needs.
package dictionaries

import (
	"iter"
	"unsafe"
)

func empty[T any](x T) {}

func appends[S ~[]E, E any](s S) S { return append(s[:0:0], s...) }

func appendsOne[S ~[]E, E any](s S, e E) S { return append(s, e) }

func appendsLiteral[S ~[]E, E any](s S) S { return append(S([]E{}), s...) }

func copies[M1 ~map[K]V, M2 ~map[K]V, K comparable, V any](dst M1, src M2) {
	for k, v := range src {
		dst[k] = v
	}
}

func collects[S ~[]E, E any](s S, seq iter.Seq[E]) S {
	for v := range seq {
		s = append(s, v)
	}
	return s
}

func ranges[E any](seq func(func(E) bool)) (n int) {
	for range seq {
		n++
	}
	return n
}

func makes[E any](n int) ([]E, map[string]E, chan E) {
	return make([]E, n), make(map[string]E), make(chan E)
}

func converts[E any](x E) (any, []any) { return x, []any{x, &x} }

func asserts[E any](x any) bool {
	switch x.(type) {
	case E:
		return true
	case []E:
		return false
	}
	_, ok := x.(*E)
	return ok
}

func deletes[K comparable, V any](m map[K]V, k K) { delete(m, k); clear(m) }

func calls[E any](x E) { empty(x); empty([]E{x}); empty(3) }

func literals[E any](x E) (func() E, func() any) {
	return func() E { return x }, func() any { return x }
}

func news[E any]() (*E, *[2]E) { return new(E), new([2]E) }

func compares[E comparable](x, y E) bool { return x == y && any(x) == any(y) }

func sends[E any](c chan E, x E) { c <- x }

func pointers[E any](x E) *E { return &x }

// One type, the elements' and the variable's.
func rangesOverFunctions[E any](list []func(E)) {
	for _, f := range list {
		var x E
		f(x)
	}
}

type twoOf[E any] struct {
	first struct{ x, y E }
	n     int
}

// Known of each instance, and no word of the dictionary.
func offsets[E any](t *twoOf[E]) (uintptr, uintptr) {
	return unsafe.Offsetof(t.first.y), unsafe.Offsetof(t.n)
}

func uses(s []string, m map[string][]string, seq iter.Seq[string]) {
	empty(1)
	appends(s)
	appendsOne(s, "")
	appendsLiteral(s)
	copies(m, m)
	collects(s, seq)
	ranges(seq)
	makes[int](1)
	converts(1)
	asserts[int](1)
	deletes(m, "")
	calls("")
	literals(1)
	news[int]()
	compares(1, 2)
	sends(make(chan int), 1)
	pointers(1)
	rangesOverFunctions([]func(int32){})
	offsets(&twoOf[int32]{})
}
