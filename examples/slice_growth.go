// A slice header on the stack says nothing about its backing array: append may move that to the heap.
package main

func squares(n int) []int {
	var out []int
	for i := range n {
		out = append(out, i*i)
	}
	return out
}

func sum(n int) int {
	small := make([]int, 0, 4)
	small = append(small, n, n+1)

	sized := make([]int, n)
	total := 0
	for i := range sized {
		total += small[i%2]
	}
	return total
}

func main() {
	println(len(squares(10)), sum(10))
}
