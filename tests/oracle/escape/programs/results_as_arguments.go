// f(g()) and return g() pass results through temporaries, converted where the parameter is an interface.
package main

import "errors"

var sink any

func three() (int, *int, string) { return 1, nil, "" }

func takes(a any, p *int, rest ...any) { sink = p }

func variadic(rest ...any) {}

func fixed(a int, p *int, s string) *int { return p }

func convert() (any, *int, any) { return three() }

func nested() error { return errors.Join(errors.New("a")) }

func getter() func() func(*int) { return func() func(*int) { return func(p *int) { sink = p } } }

func calledCallee() {
	i := 0
	getter()()(&i)
}

func newValue() (*int, *string) {
	s := "x"
	return new(42), new(s + "y")
}

func localNew() int {
	p := new(3)
	return *p
}

func deferred() {
	defer takes(three())
	go variadic(three())
}

func main() {
	takes(three())
	variadic(three())
	fixed(three())
	convert()
	nested()
	calledCallee()
	newValue()
	localNew()
	deferred()
}
