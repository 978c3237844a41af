// Package generic_method_values: a method of an instance as a value is a literal that passes the dictionary on.
package generic_method_values

type list[T any] struct{ size int }

func (l *list[T]) push(v T) { l.size++ }

func (l list[T]) len() int { return l.size }

func bound(l *list[int]) func(int) { return l.push }

func calledAtOnce(l *list[int]) int {
	push, n := l.push, l.len
	push(4)
	return n()
}

func expression() (func(*list[int], int), func(list[int]) int) {
	return (*list[int]).push, list[int].len
}

func inside[T any](l *list[T]) func(T) { return l.push }

func uses() { inside(new(list[string]))("") }
