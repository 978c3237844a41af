package main

func use(p *int)  { *p = 1 }
func keep(p *int) { kept = p }

var kept *int

func main() {
	a, b := 1, 2
	defer use(&a)
	defer keep(&b)
	println(a, b)
}
