package main

func run(fs ...func() int) int {
	n := 0
	for _, f := range fs {
		n += f()
	}
	return n
}

var all []func()

func keep(fs ...func()) { all = append(all, fs...) }
func main() {
	x := 1
	println(run(func() int { return x }, func() int { return 2 }))
	keep(func() { x++ })
}
