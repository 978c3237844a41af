// Package reading_order has wrappers and functions for equality whose order tells in which order gc reads what a package declares.
package reading_order

import (
	"fmt"
	"io"
	"sync/atomic"
)

// A receiver is read before the parameters and results: wrappers of sparse come before those of element.
type sparse []byte

func (s sparse) entry(i int) element { return element(s[i:]) }

type element []byte

func (e element) length() int { return len(e) }

// A type is there as soon as it is mentioned while it is read: b before result, which is a field behind the mention.
type outer struct {
	Name string
	F    func(*b)
}

type common struct{ n int }

func (c *common) Count() int { return c.n }

type b struct {
	common
	benchmark func(*b)
	result    result
}

type result struct{ ns int64 }

func (r result) Ns() int64 { return r.ns }

// Variables are read before what initialises them, blank ones too.
type closer interface {
	pooled(first) last
}

type pool struct{ l last }

func (p *pool) pooled(f first) last { return last{f.a} }

type first struct{ a int }

func (f first) A() int { return f.a }

type last struct{ a int }

func (l last) A() int { return l.a }

var _ closer = (*pool)(nil)

// Type arguments are read before the instance, whose methods then come where the argument mentions it.
type list struct {
	name string
	next atomic.Pointer[list]
	file *holder
}

type holder struct {
	all  atomic.Pointer[list]
	one  atomic.Pointer[mapped]
	last atomic.Pointer[holder]
}

type mapped struct{ l *list }

var head holder

// The types that a type argument mentions come with the use of the function.
type early struct{ s string }

func (e early) String() string { return e.s }

type late struct{ s string }

func (l late) String() string { return l.s }

func text[T fmt.Stringer](x T) string { return x.String() }

var described = text(late{"a"})

func describe(e early) string { return text(e) }

// A conversion needs its table before those in its operand.
type writer struct {
	w io.Writer
	n string
}

func (w *writer) Write(p []byte) (int, error) { return w.w.Write(p) }

type counter struct {
	name string
	n    int
}

func (c *counter) Write(p []byte) (int, error) { return len(p), nil }

func nested() io.Writer { return &writer{&counter{"inner", 1}, "outer"} }

// A clause of a type switch needs the tables of its types before those in its body.
type node interface{ at() int }

type leaf struct {
	text string
	pos  int
}

func (l *leaf) at() int { return l.pos }

type branch struct {
	name string
	kids []node
	end  leaf
}

func (b *branch) at() int { return 0 }

type root struct {
	name string
	top  branch
}

func (r *root) at() int { return 1 }

func visit(n node) int { return n.at() }

func walk(n node) int {
	switch n := n.(type) {
	case *root:
		return visit(&n.top)
	case *branch:
		return visit(&n.end)
	}
	return 0
}

// Method values have their wrappers in the order in which the bodies are read, and those that inlining reveals in a wrapper come with it.
type clock struct{ ticks int }

func (c *clock) tick()  { c.ticks++ }
func (c *clock) reset() { c.ticks = 0 }

type watch struct{ *clock }

func (c *clock) started() func() { return c.reset }

func firstValue(c *clock) func()            { return c.tick }
func secondValue(w watch) func()            { return w.tick }
func thirdValue(s sparse) func(int) element { return s.entry }
