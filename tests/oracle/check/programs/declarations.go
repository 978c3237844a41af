// Declarations: iota and inherited initialisers, cycles through types and functions, initialisation order, embedding, labels.
package p

const (
	a, b = iota, 1 << iota
	c, d
	_, _
	e, f
)

const (
	big   = 1 << 100
	small = big >> 98
	ratio = 1.0 / 3
)

var (
	x         = y + len(table)
	y         = z()
	table     = [...]string{2: "a", "b"}
	recursive = func(n int) int { return fn(n) }
	p, q      = two()
	v, ok     = m["k"]
	m         = map[string]int{"k": w}
	w         int
)

func z() int               { return w }
func fn(n int) int         { return recursive0(n) }
func recursive0(n int) int { return n }
func two() (int, error)    { return x, nil }

type (
	A struct {
		*B
		C
	}
	B struct {
		a    A2
		next *B
	}
	A2 = []A
	C  interface {
		D
		M(C) D
	}
	D   interface{ N() }
	F   func(F) F
	Arr [len(table)]int
)

func (b *B) N()     {}
func (A2x) method() {}

type A2x struct {
	_      int
	tagged int `json:"x"`
}

func labels(n int) int {
outer:
	for i := 0; i < n; i++ {
		switch {
		case i == 2:
			continue outer
		case i == 3:
			break outer
		}
		goto end
	}
end:
	var local, _ = 1, 2
	type T struct{ x int }
	const k = iota + local0
	if t := (T{x: k}); t.x > 0 {
		return t.x + local
	}
	panic("unreachable")
}

const local0 = 7

func commas(i any, ch chan int) (n int, err error) {
	if s, ok := i.(string); ok {
		n = len(s)
	}
	var got, open = <-ch
	n, ok := m["x"]
	_, _ = got, open
	_ = ok
	switch t := i.(type) {
	case nil:
		_ = t
	case int, string:
		_ = t
	case error:
		err = t
	}
	select {
	case n = <-ch:
	case n, ok = <-ch:
	case ch <- 1:
	default:
	}
	return
}
