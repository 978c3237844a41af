// More than 128 bytes are captured by reference, even if nothing is assigned to them.
package main

func keep() func() int {
	small := [16]int{1}
	//@ small: captured value keep.func1; segment stack; size 128
	large := [17]int{1}
	//@ large: captured reference keep.func1; hint "escapes to heap"; size 136
	return func() int { return small[0] + large[0] }
	//@ func literal: hint "escapes to heap"; size 144
}

func main() { println(keep()()) }
