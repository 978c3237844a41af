package main

func f() (n int) {
	g := func() { n = 7 }
	g()
	return
}
func h() (n int) {
	saved = func() { n = 7 }
	return
}

var saved func()

func main() { println(f(), h()) }
