// Package instance_order: instances are compiled from the last to the first that the text names, functions and methods in one row; those for
// shapes first.
package instance_order

type list[T any] struct{ n int }

func (l *list[T]) a() int { return l.n }
func (l *list[T]) b() int { return l.n }

func g[T any](x T) int { return 1 }

func f(x *list[int]) int { return g(1) + x.a() }

func h(x *list[string]) int { return g("") }
