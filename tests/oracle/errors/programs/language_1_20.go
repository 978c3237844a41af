// -lang=go1.20

// What came with Go 1.21 to 1.26.
package p

type L[P /* ERROR "needs Go 1.23" */ any] = []P

func g[P any](P) {}

func apply(f func(int)) {}

func later(m map[int]int) {
	clear(m)      // ERROR "needs Go 1.21"
	_ = min(1, 2) // ERROR "needs Go 1.21"
	_ = new(1)    // ERROR "needs Go 1.26"
	for range 3 { // ERROR "needs Go 1.22"
	}
	for range func(func() bool) {} { // ERROR "needs Go 1.23"
	}
	var _ func(int) = g // ERROR "needs Go 1.21"
	apply(g)            // ERROR "needs Go 1.21"
}
