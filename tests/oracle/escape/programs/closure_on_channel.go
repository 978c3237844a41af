package main

func main() {
	n := 0
	c := make(chan func(), 1)
	c <- func() { n++ }
	(<-c)()
	println(n)
}
