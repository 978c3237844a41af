// Package lower is imported.
package lower

import "programs/imported/lower/lowest"

func Exported(x int) int { return unexported(x) + 1 }

func unexported(x int) int { return x * 2 }

func Generic[T ~int](x T) T { return x + 1 }

type Counter struct{ n int }

func (c *Counter) Add(n int)     { c.n += n }
func (c Counter) Total() int     { return c.n }
func (c *Counter) dear(f func()) { f(); f(); f(); f(); f() }

func Deep(x int) int { return lowest.Bottom(x) }

//go:noinline
func hidden(x int) int { return x }

func CallsHidden(x int) int { return hidden(x) }

func TakesFunc(f func(int) int) int { return f(3) }
