// A program's package is "main" to the linker, wherever it is: in names of instances, of shapes and of functions for equality.
package main

type pair struct {
	name  string
	value float64
}

func (p *pair) String() string { return p.name }

type stringer interface{ String() string }

func zero[T any]() (x T) { return }

func show(s stringer) string { return s.String() }

func main() {
	p := zero[pair]()
	println(show(&p), zero[struct{ inner pair }]().inner.name)
}
