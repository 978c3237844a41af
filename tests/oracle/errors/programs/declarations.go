package p

import "io"

type T struct {
	a int
	a/* ERROR "redeclared" */ int
	f int
	_ int
	_ int
}

func (T) f /* ERROR "field and method" */ ()    {}
func (T) m()                                    {}
func (*T) m /* ERROR "already declared" */ ()   {}
func (int /* ERROR "non-local" */) m()          {}
func (io. /* ERROR "non-local" */ Reader) m()   {}
func ([]int /* ERROR "invalid receiver" */) m() {}

type P *int

func (P /* ERROR "invalid receiver" */) m() {}

type I interface {
	m()
	m /* ERROR "duplicate" */ ()
}

type N interface{ ~int | ~string }

var n N                                          // ERROR "constraint"
func h(x, y comparable /* ERROR "constraint" */) {}

type M map[[]int] /* ERROR "map key" */ string
type Q[K comparable, L any] struct {
	a map[K]int
	b map[L] /* ERROR "map key" */ int
	c map[[2]any]int
}

func init /* ERROR "no arguments" */ (x int) {}

var init /* ERROR "cannot declare" */ int

const (
	c, d = 1, 2, 3 // ERROR "extra"
)

var e, g = 1, 2, 3 // ERROR "extra"
