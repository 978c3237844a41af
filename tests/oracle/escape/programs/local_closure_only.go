package main

func main() {
	n := 0
	add := func() { n++ }
	add()
	add()
	println(n)
}
