// Package generic_function_values: an instance as a value is a literal that passes its dictionary on.
package generic_function_values

func apply[T any](f func(T), x T) { f(x) }

func target[T any](x T) {}

func outer[T any](x T) { apply(target[T], x) }

func plain() { apply(target[string], "") }

func uses() { outer(3) }
