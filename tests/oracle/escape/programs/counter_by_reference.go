package main

func count() func() int {
	n := 0
	return func() int { n++; return n }
}
func main() { println(count()()) }
