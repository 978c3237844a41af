// -lang=go1.16

// What came with Go 1.17 to 1.20.
package p

import "unsafe"

type A = [2]int

type G[P /* ERROR "needs Go 1.18" */ interface{}] struct{ a P }

func f[P /* ERROR "needs Go 1.18" */ interface{}](P) {}

var _ any // ERROR "needs Go 1.18"

func conversions(s []int, p unsafe.Pointer, b *byte) {
	_ = (*[2]int)(s) // ERROR "needs Go 1.17"
	_ = A(s)         // ERROR "needs Go 1.20"
	_ = unsafe.Add(p, 1)      // ERROR "needs Go 1.17"
	_ = unsafe.String(b, 1)   // ERROR "needs Go 1.20"
	f[int](1)                 // ERROR "needs Go 1.18"
	f(1)                      // ERROR "needs Go 1.18"
}
