// Package wrappers: gc makes methods for embedded fields and for interfaces, equality and hash functions, and inlines into them.
package wrappers

type base struct{ n int }

func (b base) Small() int { return b.n }
func (b *base) Set(n int) { b.n = n }
func (b base) Large(f func()) int {
	f()
	f()
	f()
	f()
	f()
	return b.n
}

type middle struct{ base }
type top struct{ *middle }
type both struct {
	base
	name string
}

type small interface{ Small() int }
type set interface{ Set(int) }

type withInterface struct{ small }

var (
	a any   = middle{}
	b any   = &middle{}
	c small = top{}
	d set   = &both{}
	e any   = withInterface{}
	f any   = struct{ base }{}
)

type key struct {
	name string
	x    float64
	any  any
	n    [3]string
}

var m = map[key]int{}

func equal(a, b key) bool { return a == b }

func equalArrays(a, b [4]string) bool { return a == b }
