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

type promoting[T any] struct {
	*cat
	v T
}

func promoted[T any](v T) string {
	var s speaker = promoting[T]{v: v}
	return s.speak()
}

type tagged[T any] interface{ speak() string }

func shapedInterface[T any]() string {
	var s tagged[T] = &cat{"a"}
	return s.speak() + s.speak()
}

type embedding[T any] struct{ tagged[T] }

func partially[T any](t tagged[T]) string {
	var s speaker = embedding[T]{t}
	return s.speak()
}

func known() string {
	var s speaker = named[int]{1}
	var p speaker = &promoting[string]{}
	return s.speak() + p.speak()
}

func usesShaped() string {
	return promoted(1) + promoted("x") + shapedInterface[bool]() + partially[int](&cat{"b"})
}
