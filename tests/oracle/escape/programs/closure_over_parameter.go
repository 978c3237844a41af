package main

func keep(p *int) func() int {
	return func() int { return *p }
}
func change(n int) func() int {
	return func() int { n++; return n }
}
func main() {
	x := 1
	println(keep(&x)(), change(2)())
}
