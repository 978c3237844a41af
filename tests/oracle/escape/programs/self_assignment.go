package main

type buf struct {
	b   []byte
	arr [4]byte
}

func (x *buf) cut(n int) { x.b = x.b[n:] }
func main() {
	x := &buf{b: make([]byte, 4)}
	x.cut(1)
	println(len(x.b))
}
