package main

func nest() func() func() int {
	a := 1
	return func() func() int {
		b := 2
		a++
		return func() int { b++; return a + b }
	}
}
func main() { println(nest()()()) }
