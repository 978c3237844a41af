package main

func f(n int) {
	a := make([]int, 10)
	b := make([]int, n)
	k := 5
	c := make([]byte, k)
	d := make([]byte, 1<<16+1)
	e := make(map[int]int, n)
	h := make([]struct{}, n)
	println(len(a), len(b), len(c), len(d), len(e), len(h))
}
func main() { f(3) }
