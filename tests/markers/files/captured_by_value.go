// A variable that is never assigned again, and is small, is captured by value: it needs no heap of its own.
package main

func adder(step int) func(int) int {
	limit := 100
	//@ limit: hint "stack"; captured value adder.func1
	return func(n int) int { return min(n+step, limit) }
	//@ func literal: hint "escapes to heap"; size 24; step "the value is returned"
}

func main() { println(adder(1)(2)) }
