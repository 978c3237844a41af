package main

func f() (p *int, err error) {
	x := 1
	p = &x
	return
}
func main() {
	p, _ := f()
	println(*p)
}
