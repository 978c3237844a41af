// Two closures share one variable; both leave their function.
package main

func counter() (func() int, func() int) {
	count := 0
	//@ count: hint "escapes to heap"; segment heap; certainty exact; size 8; gc "moved to heap: count"
	//@ count: captured reference increment, decrement; step "it is captured by reference"
	increment := func() int { count++; return count }
	//@ increment: hint "stack"; kind "variable"
	//@ increment's func literal: hint "escapes to heap"; size 16; gc "func literal escapes to heap"; step "the value is returned"
	decrement := func() int { count--; return count }
	//@ decrement's func literal: hint "escapes to heap"; kind "closure"
	return increment, decrement
}

func main() {
	inc, dec := counter()
	//@ inc: hint "stack"; size 8
	//@ dec: hint "stack"
	println(inc(), dec())
}
