package main

func work(p *int, c chan int) { c <- *p }
func main() {
	x := 3
	c := make(chan int)
	go work(&x, c)
	println(<-c)
}
