package main

func main() {
	done := make(chan bool)
	n := 0
	go func() {
		n++
		done <- true
	}()
	<-done
	println(n)
}
