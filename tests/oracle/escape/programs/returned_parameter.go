package main

func id(p *int) *int              { return p }
func deref(p **int) *int          { return *p }
func both(a, b *int) (*int, *int) { return b, a }
func main() {
	x, y := 1, 2
	p := &x
	q, r := both(id(p), &y)
	println(*q, *r, *deref(&p))
}
