// A slice's header and its array are two things.
package main

func squares(n int) []int {
	out := make([]int, 0, 4)
	//@ out: hint "stack"; size 24
	//@ make([]int, 0, 4): hint "escapes to heap"; size 32
	for i := range n {
		out = append(out, i*i)
		//@ append: segment heap
	}
	return out
}

func main() {
	fixed := make([]int, 8)
	//@ make([]int, 8): hint "stack"; size 64; gc "make([]int, 8) does not escape"
	println(len(squares(3)), len(fixed))
}
