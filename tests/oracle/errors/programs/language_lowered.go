//go:build go1.18

// Of a file that is lowered, what came up to Go 1.21 remains.
package p

func later(m map[int]int) {
	clear(m)
	for range 3 { // ERROR "needs Go 1.22"
	}
}
