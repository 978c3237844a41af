package main

func f() {
	i := 0
loop:
	p := new(int)
	*p = i
	q = p
	i++
	if i < 3 {
		goto loop
	}
}

var q *int

func g() *int {
	var last *int
again:
	x := 1
	last = &x
	if *last > 1 {
		goto again
	}
	return nil
}
func main() { f(); println(*q, g()) }
