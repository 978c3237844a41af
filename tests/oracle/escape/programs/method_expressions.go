package main

type t struct{ n int }

func (x *t) inc() { x.n++ }
func main() {
	f := (*t).inc
	a := t{1}
	f(&a)
	println(a.n)
}
