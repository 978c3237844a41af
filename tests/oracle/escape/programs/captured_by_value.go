package main

func adder(base int) func(int) int {
	return func(x int) int { return base + x }
}
func main() { println(adder(2)(3)) }
