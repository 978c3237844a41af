// A closure that does not leave its function leaves its variables on the frame.
package main

func sum(numbers []int) int {
	total := 0
	//@ total: hint "stack"; captured reference add; gc none
	add := func(n int) { total += n }
	//@ add's func literal: hint "stack"; gc "func literal does not escape"
	each(numbers, add)
	return total
}

//go:noinline
func each(numbers []int, f func(int)) {
	for _, n := range numbers {
		f(n)
	}
}

func main() {
	println(sum([]int{1, 2}))
	//@ []int{...}: hint "stack"; size 16
}
