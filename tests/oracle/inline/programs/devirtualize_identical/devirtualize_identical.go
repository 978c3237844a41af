// Package devirtualize_identical: a type without a name is another one wherever it is written, to those who look for the type of a receiver.
package devirtualize_identical

type speaker interface{ speak() }
type dog struct{}

func (dog) speak() {}

func twice() {
	var s speaker = struct{ dog }{}
	s = struct{ dog }{}
	s.speak()
}

func once() {
	var s speaker = struct{ dog }{}
	s.speak()
}

func named() {
	var s speaker = &dog{}
	s = &dog{}
	s.speak()
}
