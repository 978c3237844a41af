package main

var sink any

func f(s string, b []byte, r rune) (string, []byte) {
	t := s + "!" + string(b)
	sink = string(r)
	u := []byte(s)
	return t, u
}
func main() {
	a, b := f("x", []byte("y"), 'z')
	println(a, len(b), len([]rune(a)))
}
