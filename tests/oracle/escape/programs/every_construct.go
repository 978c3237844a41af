// Every statement and expression of the specification that is not generic: all of them are analysed.
package main

import "unsafe"

const (
	zero = iota
	one
	big = 1 << (10 * one)
)

type (
	point  struct{ x, y int }
	line   struct{ point; to *point }
	shape  interface{ area() float64 }
	named  interface{ shape; name() string }
	list   struct{ next *list; value any }
	mutual struct{ others []mutual; byName map[string]*mutual }
	grid   [2][3]*int
	fn     func(...int) (int, error)
	celsius float64
)

func (p point) area() float64   { return float64(p.x * p.y) }
func (p *point) name() string   { return "point" }
func (p *point) move(d ...int)  { p.x += len(d) }
func (c celsius) String() string { return "c" }

var global, other = 1, "two"

func init() { global++ }
func init() { other += "!" }

func numbers(a uint8, b float32, c complex128) (r float64) {
	r += real(c) * imag(c)
	c = complex(r, float64(b))
	a &^= 1 << (a % 8)
	a |= ^a
	return max(r, float64(min(a, 3)), -float64(b))
}

func arrays(g grid, p *grid) *int {
	for i := range g {
		for j, v := range p[i] {
			g[i][j] = v
		}
	}
	for range 3 {
		clear(g[0][:])
	}
	for i := range 10 {
		_ = i
	}
	a := [...]string{2: "c", "d"}
	s := a[1:2:3]
	copy(s, a[:])
	s = append(s, a[:]...)
	b := append([]byte("x"), "yz"...)
	q := (*[1]string)(s)
	r := [1]string(s)
	_, _, _ = b, q, r
	return p[1][2]
}

func control(n int, c chan int, done <-chan struct{}) (out []int) {
outer:
	for i := 0; ; i++ {
		switch x := i % 3; {
		case x == 0:
			fallthrough
		case x == 1:
			continue outer
		default:
			break outer
		}
	}
	if n > 10 {
		goto end
	}
	select {
	case v, ok := <-c:
		out = append(out, v)
		_ = ok
	case c <- n:
	case <-done:
	default:
	}
	select {
	case out[0] = <-c:
	}
	for v := range c {
		out = append(out, v)
	}
	for i, r := range "añ" {
		_, _ = i, r
	}
	for k, v := range map[string]*int{"a": nil} {
		_, _ = k, v
	}
end:
	return
}

func types(x any, e error) (s string) {
	switch v := x.(type) {
	case nil:
	case int, string:
		s = "basic"
		_ = v
	case *point:
		s = v.name()
	case fn:
		_, e = v(1, 2)
	case interface{ name() string }:
		s = v.name()
	case error:
		s = v.Error()
	default:
		_ = v
	}
	if p, ok := x.(named); ok {
		s = p.name()
	}
	return
}

func values(l *line, n named) []any {
	area := point.area
	move := (*point).move
	bound := l.move
	name := l.name
	iface := n.area
	whole := shape.area
	embedded := line.area
	return []any{area(l.point), move, bound, name, iface, whole, embedded, l.to.area()}
}

func later(c chan int, m map[string]int, l *line) {
	defer close(c)
	defer delete(m, "a")
	defer clear(m)
	defer copy([]int{1}, []int{2})
	defer print("a", 1)
	defer println()
	defer recover()
	defer l.move(1, 2)
	defer func() {
		if r := recover(); r != nil {
			panic(r)
		}
	}()
	go l.to.move()
	go func(n int) { c <- n }(1)
}

func raw(p *point, s string, b []byte) unsafe.Pointer {
	q := unsafe.Pointer(uintptr(unsafe.Pointer(p)) + unsafe.Offsetof(p.y))
	q = unsafe.Add(q, unsafe.Sizeof(*p))
	t := unsafe.String(unsafe.SliceData(b), len(b))
	u := unsafe.Slice(unsafe.StringData(s), unsafe.Alignof(s))
	_, _ = t, u
	return q
}

func compare(a, b point, x, y any, f func()) bool {
	return a == b && x == y && x != a && f == nil && [2]point{a} == [2]point{b} && struct{ shape }{a} != struct{ shape }{b}
}

func literals() (*list, map[point][]*list, mutual) {
	l := &list{next: &list{}, value: struct{ a, b int }{1, 2}}
	m := map[point][]*list{{1, 2}: {{value: celsius(3)}, l}}
	return l, m, mutual{byName: map[string]*mutual{"x": {}}}
}

func named_(n int) (i int, err error) {
	defer func() { i = n }()
	f := func() (int, error) { return n, nil }
	i, err = f()
	i, j := i+1, func() int { return i }
	_ = j
	return f()
}

func _() { println("never compiled") }

func main() {
	var c chan int
	_ = numbers(1, 2, 3i)
	_ = arrays(grid{}, new(grid))
	_ = control(big, c, nil)
	_ = types(nil, nil)
	_ = values(&line{}, nil)
	later(c, nil, nil)
	_ = raw(nil, "", nil)
	_ = compare(point{}, point{}, nil, nil, nil)
	literals()
	named_(0)
}
