// Package uninstantiated: a generic function that has no instance is not compiled, and neither are the instances that its text names.
package uninstantiated

type list[T any] struct{ n int }

func (l *list[T]) len() int { return l.n }

type unused[T any] struct{ l list[int] }

func (u *unused[T]) get() int { return u.l.len() }

func also[T any](l *list[string]) int { return l.len() }
