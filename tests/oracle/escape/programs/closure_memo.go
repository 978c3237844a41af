// A closure over a map and over itself: the map is captured by value, the function variable by reference.
package main

func memo() func(int) int {
	seen := map[int]int{}
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		if v, ok := seen[n]; ok {
			return v
		}
		seen[n] = fib(n-1) + fib(n-2)
		return seen[n]
	}
	return fib
}

func main() { println(memo()(20)) }
