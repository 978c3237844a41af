package main

func f() func() byte {
	var small [128]byte
	var large [136]byte
	small[0] = 1
	large[0] = 2
	return func() byte { return small[0] + large[0] }
}
func main() { println(f()()) }
