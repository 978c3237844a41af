// Literals called where they stand: captured variables stay, unless something inside leaks them.
package main

var kept *int

func immediate(n int) int {
	x := n
	func() { x++ }()
	return func(m int) int { return m + x }(n)
}

func leaking(n int) {
	x := n
	func() { kept = &x }()
}

func main() {
	println(immediate(1))
	leaking(2)
}
