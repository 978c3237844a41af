// -lang=go1.20

//go:build go1.22

// A build line lifts a file above its package; below Go 1.21 it cannot lower it.
package p

func later() {
	for range 3 {
	}
	for range func(func() bool) {} { // ERROR "needs Go 1.23"
	}
}
