// Since Go 1.22 every iteration has a variable of its own.
package main

func callbacks() []func() int {
	var all []func() int
	//@ all: hint "stack"; size 24
	for i := 0; i < 3; i++ {
		//@ i: hint "escapes to heap"; gc "moved to heap: i"
		all = append(all, func() int { i++; return i })
		//@ func literal: hint "escapes to heap"
	}
	for j := range 3 {
		//@ j: hint "stack"; captured value callbacks.func2
		all = append(all, func() int { return j })
		//@ func literal: hint "escapes to heap"
	}
	return all
}

func main() { println(len(callbacks())) }
