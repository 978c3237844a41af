// The inner closure's variable passes through the outer one.
package main

func outer() func() func() int {
	n := 0
	//@ n: hint "escapes to heap"; gc "moved to heap: n"
	return func() func() int {
		return func() int {
			//@ func literal: hint "escapes to heap"; size 16
			n++
			return n
		}
	}
}

func main() { println(outer()()()) }
