// One of two closures escapes: both do, since they reach the same variable.
package main

func choose(up bool, by int) func(int) int {
	f := func(n int) int { return n + by }
	if !up {
		f = func(n int) int { return n - by }
	}
	return f
}

func stays(up bool, by int) int {
	f := func(n int) int { return n + by }
	if !up {
		f = func(n int) int { return n - by }
	}
	return f(1)
}

func main() { println(choose(true, 2)(1), stays(false, 3)) }
