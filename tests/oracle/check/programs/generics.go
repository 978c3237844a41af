// Generic types and aliases: methods, instances of themselves, promoted methods, constraints of every form, type sets.
package p

import "iter"

type list[T any] struct {
	head *node[T]
	size int
}

type node[T any] struct {
	value T
	next  *node[T]
}

func (l *list[T]) Push(v T) { l.head = &node[T]{v, l.head}; l.size++ }
func (l *list[_]) Len() int { return l.size }
func (l *list[E]) All() iter.Seq2[int, E] {
	return func(yield func(int, E) bool) {
		i := 0
		for n := l.head; n != nil; n = n.next {
			if !yield(i, n.value) {
				return
			}
			i++
		}
	}
}

type named[K comparable, V any] struct {
	*list[V]
	keys map[K]V
}

type pairs[T any] = named[string, T]
type vector[T any] = []T
type matrix[T any] = vector[vector[T]]

type tree[T interface{ Less(T) bool }] struct {
	left, right *tree[T]
	value       T
}

func (t *tree[T]) insert(v T) *tree[T] {
	if t == nil {
		return &tree[T]{value: v}
	}
	if v.Less(t.value) {
		t.left = t.left.insert(v)
	}
	return t
}

type floats interface{ ~float32 | ~float64 }
type both interface {
	floats
	comparable
	String() string
}

func limits[T ~[]byte | ~string](t T) (int, byte, T) { return len(t), t[0], t[1:] }
func chans[C ~chan int | ~<-chan int](c C) int       { return <-c }
func keys[M ~map[K]V, K comparable, V any](m M) []K {
	var out []K
	for k := range m {
		out = append(out, k)
	}
	return out
}
func zero[T floats]() (t T)              { return t + 1 }
func same[T both](a, b T) bool           { return a == b && a.String() == "" }
func convert[A, B floats](a A) B         { return B(a) }
func fields[T any](n *named[int, T]) int { return n.size + n.list.Len() + n.Len() }
func expressions() (func(*list[int], int), func(*list[string]) int) {
	var l list[string]
	l.Push("")
	return (*list[int]).Push, (*list[string]).Len
}

func ranges(m matrix[int], p pairs[bool]) (n int) {
	for i := range 10 {
		n += i
	}
	for i, v := range p.list.All() {
		_, _ = i, v
	}
	for range p.keys {
		n++
	}
	for _, row := range m {
		for j := range len(row) {
			n += row[j]
		}
	}
	return clearAll(m, n)
}

func clearAll(m matrix[int], n int) int { clear(m); return min(n, len(m), 3) }
