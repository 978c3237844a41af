package main

type t struct{ n int }

func (x *t) inc()    { x.n++ }
func (x t) get() int { return x.n }

var saved func()

func main() {
	a := t{1}
	f := a.inc
	f()
	b := t{2}
	saved = b.inc
	g := b.get
	println(a.n, g())
}
