// Package generics: instances are compiled by shape, with a dictionary as first parameter; what the dictionary is needed for counts.
package generics

type number interface{ ~int | ~float64 }

func add[T number](a, b T) T { return a + b }

func zero[T any]() (z T) { return }

func pointerTo[T any](v T) *T { return &v }

func length[T any](x []T) int { return len(x) }

func apply[A, B any](f func(A) B, a A) B { return f(a) }

func convert[T any](v T) any { return v }

func assert[T any](v any) (T, bool) { t, ok := v.(T); return t, ok }

func compare[T comparable](a, b T) bool { return a == b }

func makes[T any](n int) []T { return make([]T, n) }

func literal[K comparable, V any](k K, v V) map[K]V { return map[K]V{k: v} }

func closure[T any](v T) func() T { return func() T { return v } }

func chain[T any](v T) any { return convert(v) }

func deep[T any](v T) any { return chain([]T{v}) }

type stringer interface{ String() string }

func callsMethod[T stringer](v T) string { return v.String() }

type name string

func (n name) String() string   { return string(n) }
func (n *name) Append(s string) { *n += name(s) }

type list[T any] struct {
	head *node[T]
	size int
}

type node[T any] struct {
	value T
	next  *node[T]
}

func (l *list[T]) push(v T) {
	l.head = &node[T]{v, l.head}
	l.size++
}

func (l list[T]) len() int { return l.size }

func (l *list[T]) each(f func(T)) {
	for n := l.head; n != nil; n = n.next {
		f(n.value)
	}
}

type pair[A, B any] struct {
	a A
	b B
}

func (p pair[A, B]) swap() pair[B, A] { return pair[B, A]{p.b, p.a} }

type embeds[T any] struct{ list[T] }

func uses() int {
	var ints list[int]
	var names list[name]
	ints.push(add(1, 2))
	names.push("x")
	ints.each(func(int) {})
	_ = pair[int, string]{1, "x"}.swap()
	_ = zero[int]() + zero[int]()
	_, _ = assert[string](convert(3))
	_ = compare("a", "b") || compare(1, 2) || compare[any](1, 2)
	_ = apply(func(x int) string { return "" }, 3)
	_ = literal("a", 1)
	_ = closure(3)() + *pointerTo(4)
	_, _ = chain("x"), deep(1.5)
	_ = callsMethod(name("x"))
	var e embeds[*int]
	e.push(nil)
	return ints.len() + names.len() + length([]bool{}) + len(makes[byte](3))
}
