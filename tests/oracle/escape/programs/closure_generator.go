// A generator keeps its state in captured variables; two of them share one.
package main

func generator(from, to int) (next func() (int, bool), reset func()) {
	at := from
	next = func() (int, bool) {
		if at >= to {
			return 0, false
		}
		at++
		return at - 1, true
	}
	reset = func() { at = from }
	return
}

func main() {
	next, reset := generator(0, 3)
	for v, ok := next(); ok; v, ok = next() {
		println(v)
	}
	reset()
}
