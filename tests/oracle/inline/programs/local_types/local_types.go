// Package local_types: types of one name in several functions are numbered in link names, and so in names of instances, in the order of the text; printed
// types show no number.
package local_types

type box[T any] struct{ value T }

func (b *box[T]) get() T { return b.value }

func last[S ~[]E, E any](s S) E { return s[len(s)-1] }

func first() int {
	type node struct{ n int }
	b := box[node]{}
	return b.get().n + last([]node{{1}}).n
}

func second() int {
	type other = int
	type node struct{ n int }
	f := func() int {
		type inner struct{ x, y node }
		return last([]inner{{}}).x.n
	}
	b := box[node]{}
	return b.get().n + last([]node{{1}, {2}}).n + f() + other(1)
}
