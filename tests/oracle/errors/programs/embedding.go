// What may be embedded, and what may be a term.
package p

import "unsafe"

type A interface{ m(int) }
type B interface{ m(string) }

type Both interface {
	A
	B // ERROR "duplicate method"
}

type Same interface {
	A
	A
	m(int)
}

type P *int
type I interface{ int }

type S[T any] struct {
	A
	T              // ERROR "type parameter"
	P              // ERROR "pointer"
	*B             // ERROR "pointer to an interface"
	unsafe.Pointer // ERROR "unsafe.Pointer"
}

type M int

type Unions[T any] interface {
	int | ~int          // ERROR "overlapping"
	int | int           // ERROR "overlapping"
	M | ~int            // ERROR "overlapping"
	~M                  // ERROR "invalid use of ~"
	~I                  // ERROR "invalid use of ~"
	int | A             // ERROR "contains methods"
	int | comparable    // ERROR "comparable"
	int | I
	T                   // ERROR "type parameter"
	string | T          // ERROR "type parameter"
}

var _ = (*I /* ERROR "type constraints" */)(nil)
