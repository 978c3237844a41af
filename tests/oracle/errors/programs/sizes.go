// Sizes that no integer holds.
package p

import "unsafe"

type E [1 << 30]complex128

var a [1 << 30]E
var s struct {
	a [1 << 30]E
	b int
}
var _ = unsafe.Sizeof(a /* ERROR "too large" */)
var _ = unsafe.Offsetof(s /* ERROR "too large" */ .b)
var _ = unsafe.Offsetof(s.a)

func (T, /* ERROR "multiple receivers" */ T) m() {}
func ( /* ERROR "no receiver" */ ) n()            {}

type T struct{}
