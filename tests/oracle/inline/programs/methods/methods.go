// Package methods: method values, method expressions, promoted methods and the wrappers that gc makes for them.
package methods

type number int

func (n number) get() int   { return int(n) }
func (n *number) set(v int) { *n = number(v) }

type inner struct{ n number }

func (i inner) value() int     { return int(i.n) }
func (i *inner) pointer(v int) { i.n = number(v) }
func (i *inner) dear(f func()) {
	f()
	f()
	f()
	f()
	f()
	f()
}

type outer struct{ inner }
type outerPointer struct{ *inner }

type getter interface{ value() int }

func values(n number, o *outer) int {
	f, g := n.get, o.value
	return f() + g()
}

func valueCalledAtOnce(n number) int { return (n.get)() }

func expressions(n number, o outer) int {
	f := number.get
	g := (*number).get
	h := outer.value
	return f(n) + g(&n) + h(o)
}

func expressionsCalledAtOnce(n number, o outer) int {
	(*number).set(&n, 3)
	return number.get(n) + (*number).get(&n) + outer.value(o) + getter.value(o)
}

func promoted(o outer, p outerPointer) int {
	o.pointer(3)
	p.pointer(4)
	p.dear(nil)
	return o.value() + p.value()
}

func interfaceValue(g getter) func() int { return g.value }

func interfaceExpression() func(getter) int { return getter.value }

// The wrappers are needed.
var _ getter = outer{}
var _ getter = &outer{}
var _ getter = outerPointer{}
var kept any = outer{}
var keptPointer getter = outerPointer{}
