package p

import "unsafe"

// Type names that lead to themselves: one error a cycle, where the source mentions it first.
type A /* ERROR "refers to itself" */ A
type B /* ERROR "invalid recursive type" */ C
type C = D
type D B

// A pointer in between is no cycle, even through an alias.
type E = *E2
type E2 struct{ e E }
type F /* ERROR "refers to itself" */ = []F
type G /* ERROR "invalid recursive type" */ = map[string]H
type H = func(G)

// Values whose type is not known yet.
type L /* ERROR "invalid recursive type" */ [len(l)]int

var l L

type M /* ERROR "refers to itself" */ [unsafe.Sizeof(M{})]int
type N /* ERROR "invalid recursive type" */ interface{ m() [len(n.m())]int }

var n N

type O interface{ m(func() O) interface{ O } }

// A function is known before its type is.
func f() [unsafe.Sizeof(f)]int

// Values alone are a matter of the order of initialisation.
const c /* ERROR "initialization cycle" */ = d
const d = c

var v /* ERROR "initialization cycle" */ [len(v)]int
var x, y = g() // ERROR "initialization cycle"

func g() (int, int) { return y, x }

// Constraints may mention what they constrain.
type P[T interface{ m(P[T]) }] struct{ p *P[T] }

func _() {
	type a /* ERROR "refers to itself" */ struct{ a }
	type b /* ERROR "refers to itself" */ = func(b)
	type c chan [unsafe.Sizeof(func(x c) { _ = <-x })]byte
	type d [2]*d
	var _ = a{}.a
}

// What follows from a broken type is not said again.
var _ = len(A{}) + len(L{}) + B{}[0].x

// An instance that contains itself is wrong where it is written.
type Q[T any] struct{ Q /* ERROR "invalid recursive type" */ [T] }
type R[T any] S /* ERROR "invalid recursive type" */ [T]
type S[T any] R[T]
