// Package devirtualize_generic: receivers whose type is known but for the dictionary.
package devirtualize_generic

type speaker interface{ speak() string }

type cat struct{ name string }

func (c *cat) speak() string { return c.name }

type named[T any] struct{ v T }

func (n named[T]) speak() string { return "" }

func generic[T any](v T) string {
	var s speaker = named[T]{v}
	return s.speak()
}

type constraint[T any] interface {
	*T
	speaker
}

func viaConstraint[T any, P constraint[T]]() string { return P(new(T)).speak() }

func usesGeneric() string { return generic(1) + generic("x") + viaConstraint[cat]() }
