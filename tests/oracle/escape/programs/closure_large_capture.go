// Up to 128 bytes are captured by value, beyond by reference.
package main

type small struct{ a [16]int }
type large struct{ a [17]int }

func byValue(s small) func() int { return func() int { return s.a[0] } }

func byReference(l large) func() int { return func() int { return l.a[0] } }

func onStack(s small, l large) int {
	f := func() int { return s.a[1] + l.a[1] }
	return f()
}

func main() { println(byValue(small{})(), byReference(large{})(), onStack(small{}, large{})) }
