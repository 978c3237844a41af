// Methods belong to a type, not to one of its instances, and not to what two pointers lead to.
package p

type T[P any] struct{ a P }
type A = T[int]
type G[P any] = T[P]
type D struct{}
type D1 = *D
type D2 = *D1

func (A /* ERROR "instantiated type" */) m()  {}
func (*A /* ERROR "instantiated type" */) n() {}
func (G /* ERROR "generic alias" */ [P]) m()  {}
func (D1) m()                                 {}
func (D2 /* ERROR "invalid receiver" */) n()  {}

var d D

func _() {
	d.m()
	d.n /* ERROR "no field or method" */ ()
}
