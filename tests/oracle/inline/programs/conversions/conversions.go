// Package conversions has conversions, comparisons and assignments of more than one kind of operand.
package conversions

type My []int

func d(x uint8, y int8, r rune, f float64, s string) bool {
	return x == 1 && y == -1 && r == 'x' && f == 2 && s == "q\n" && 1<<3 == y
}
func e() (a int8, b float32, cc complex64, dd string, r rune, u uint, bb bool) {
	return 1, 1.5, 2i, "s", 'r', 3, true
}
func f(p *[3]int, i uint8) int       { return p[i&1] + len(p) + p[2] }
func g(a, b struct{ x, y int }) bool { return a == b }
func h(i any, e error) bool          { return i == e || i == 3 || e == nil }
func i(m map[struct{ a int }]string) { m[struct{ a int }{1}] += "x"; m[struct{ a int }{2}] = "y" }
func j(m My) []int                   { return []int(m) }
func k(m []int) My                   { return m }
func l(x int) int64                  { return int64(x) }
func mm(x uint32) int32              { return int32(x) }
func n(x float32) float64            { return float64(x) }
func o(x, y *int)                    { *x, *y = *y, *x }
func q(a []int, i int)               { a[i], a[i+1] = a[i+1], a[i] }
func r(x int) (y int)                { defer func() {}(); return x }
func s(b bool) bool                  { return !b != true }
func t(f func())                     { f(); f() }
func u(xs ...string) string          { return xs[len(xs)-1] + string(xs[0][1]) }
func v() string                      { return u("a", "b") + u() }
func w(c chan<- int, d <-chan int) {
	for x := range d {
		c <- x
	}
}
func x(a [3]int) []int                       { b := a; return b[:] }
func y(t struct{ f func(int) int }) int      { return t.f(1) }
func z(e interface{ Error() string }) string { return e.Error() }
