// -lang=go1.12

// What came with Go 1.13 and 1.14.
package p

const (
	_ = 1_000   // ERROR "needs Go 1.13"
	_ = 0b1     // ERROR "needs Go 1.13"
	_ = 0o7     // ERROR "needs Go 1.13"
	_ = 0x1p-2  // ERROR "needs Go 1.13"
	_ = 0x1F
	_ = 017
	_ = 1e3
)

func shift(n int, u uint) {
	_ = 1 << u
	_ = 1 << n // ERROR "needs Go 1.13"
}
