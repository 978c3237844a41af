package p

import (
	"fmt"
	"unsafe"
)

// What follows from something invalid is not said again.
type T /* ERROR "refers to itself" */ struct{ T }

type E struct {
	*S
	undefined // ERROR "undefined"
}

type S struct {
	a int
	a /* ERROR "redeclared" */ string
}

type B interface {
	M()
	_ /* ERROR "non-blank name" */ ()
}

type M struct{}

func (M) M() {}

type G[P any] int
type R[Q any] struct{ g G /* ERROR "too many type arguments" */ [Q, int] }

var (
	_ interface{ m() } = E{}
	_ interface{ m() } = &T{}
	_ map[T]E
	_ = len(T{})
	_ = T{} == T{}
	_ int = S{}.a
	_ B   = M{}
	_     = R[int]{}.g()
)

var fmt /* ERROR "already declared" */ = 1
var _ = fmt.Sprint

func f(x int) {
	y := 1
	var _ [x /* ERROR "invalid array length" */ ]int
	_ = make(y /* ERROR "not a type" */)
	_ = S{
		0 /* ERROR "cannot use" */ + "" + undefined /* ERROR "undefined" */,
	}
}

// A generic function is known before its signature is.
func g[P any]([unsafe.Sizeof(g[int])]P) {}

// What a constant inherits is wrong where it is declared.
const (
	c byte = 254 + iota
	d
	e // ERROR "overflows"
)

func _() {
	const (
		a byte = 254 + iota
		b
		c // ERROR "overflows"
	)
}

const s float32 = 2

var _ = 1 << s
var _ = struct{ a, b int }{
	1,
} // ERROR "too few values"

// Interfaces that reach themselves through their methods are identical where nothing in them differs.
type I1 interface{ m() interface{ I1 } }
type I2 interface{ m() interface{ I2 } }
type I3 interface{ m() interface{ I1; n() } }

func _(x I1, y I2, z I3) {
	x = y
	x = z // ERROR "wrong type for method m"
}

type W struct{}

func (W) w() undefined { return nil } // ERROR "undefined"

var _ interface{ w() } = W{}
