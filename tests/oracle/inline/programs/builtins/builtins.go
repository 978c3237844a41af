// Package builtins has what each predeclared function costs.
package builtins

import "unsafe"

func appends(x, y []int, s string, b []byte) ([]int, []byte) {
	x = append(x)
	x = append(x, 1)
	x = append(x, y...)
	b = append(b, s...)
	b = append(b, "abc"...)
	return x, b
}

func appendMake(x []int, n int) []int { return append(x, make([]int, n)...) }

func copies(x, y []int, b []byte, s string) int { return copy(x, y) + copy(b, s) }

func minimum(a, b int, s string) (int, float64, string) {
	return min(a, b), max(1.5, float64(a)), min(s, "x")
}

func minimumOfOne(a int) int { return max(a) + min(1, 2, 3) }

func clears(m map[string]int, x []int) { clear(m); clear(x) }

func lengths(x []int, m map[int]int, c chan int, s string, a *[3]int) int {
	return len(x) + len(m) + len(c) + len(s) + len(a) + cap(x) + cap(c)
}

func makes(n int) ([]int, map[int]int, chan int) {
	return make([]int, n, 2*n), make(map[int]int, 10), make(chan int, n)
}

func news() (*int, *[3]string) { return new(int), new([3]string) }

func complexes(a, b float64) (float64, complex128) { c := complex(a, b); return real(c) + imag(c), c }

func prints(x int) { print(x, "a"); println() }

func panics(x any) { panic(x) }

func panicsString(s string) { panic("a " + s) }

func deletes(m map[string]int, k string) { delete(m, k) }

func closes(c chan int) { close(c) }

func pointers(p *byte, n int, s string, b []byte) ([]byte, string, *byte, *byte, unsafe.Pointer) {
	return unsafe.Slice(p, n), unsafe.String(p, n), unsafe.StringData(s), unsafe.SliceData(b), unsafe.Add(unsafe.Pointer(p), n)
}

func offsets() uintptr { return unsafe.Offsetof(struct{ a, b int }{}.b) + unsafe.Alignof(0) }
