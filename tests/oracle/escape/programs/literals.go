package main

type pt struct{ x, y *int }

var g *pt

func f(n int) *pt {
	a := [2]*int{&n, nil}
	s := []*int{a[0]}
	m := map[string]*int{"k": s[0]}
	return &pt{m["k"], a[1]}
}
func main() {
	v := 1
	g = &pt{&v, nil}
	l := pt{y: &v}
	println(f(1) != nil, l.y != nil)
}
