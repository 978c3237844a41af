// Package wrapper_closures: a literal in a method that is inlined into the wrapper for the pointer is one more function.
package wrapper_closures

type floats []float64

func (a floats) search(x float64) int {
	f := func(i int) bool { return a[i] >= x }
	if !f(3) {
		return 5
	}
	return 0
}

type looks interface{ search(float64) int }

func (a floats) again() { a.again() }

var _ looks = &floats{}
