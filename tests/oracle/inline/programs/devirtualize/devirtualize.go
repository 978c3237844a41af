// Package devirtualize: calls of interface methods whose receiver has a type that is known.
package devirtualize

import "io"

type speaker interface{ speak() string }
type dog struct{}
type cat struct{ name string }

func (dog) speak() string    { return "wau" }
func (c *cat) speak() string { return c.name }

func newSpeaker() speaker { return dog{} }
func newCat() *cat        { return &cat{"a"} }

func direct() string { return speaker(dog{}).speak() }

func variable() string {
	var s speaker = &cat{"b"}
	return s.speak()
}

func reassignedSame() string {
	var s speaker = &cat{"b"}
	s = &cat{"c"}
	return s.speak()
}

func reassignedOther() string {
	var s speaker = &cat{"b"}
	s = dog{}
	return s.speak()
}

func afterInlining() string { return newSpeaker().speak() }

func fromConcrete() string {
	var s speaker = newCat()
	return s.speak()
}

func throughInterface() string {
	var s speaker = dog{}
	var a any = s
	return a.(speaker).speak()
}

func asserted(a any) string {
	if d, ok := a.(*cat); ok {
		var s speaker = d
		return s.speak()
	}
	return a.(speaker).speak()
}

func takes(s speaker) string { return s.speak() }

func passes() string { return takes(dog{}) + takes(&cat{}) }

func inGo() {
	go speaker(dog{}).speak()
	defer speaker(dog{}).speak()
}

func nilReceiver() string {
	var s speaker
	return s.speak()
}

func zeroThenSet(c bool) string {
	var s speaker
	if c {
		s = dog{}
	}
	return s.speak()
}

func reader(b []byte) (int, error) {
	var r io.Reader = io.MultiReader()
	return r.Read(b)
}

func inLoop(n int) {
	var s speaker = dog{}
	for range n {
		s.speak()
	}
}

func captured() func() string {
	var s speaker = dog{}
	return func() string { return s.speak() }
}
