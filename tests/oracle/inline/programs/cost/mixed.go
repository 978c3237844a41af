// Constructs as they meet in small functions.
package cost

import "fmt"
import "sync"

type Q struct {
	a [4]byte
	n int
	f float32
	e error
}

func k1(m map[string][]int, c chan int) { m["a"] = append(m["a"], 1); m["b"][0]++; c <- len(m) }
func k2(q Q) Q                          { q.a[1], q.n = 2, 3; return Q{n: 1, f: 2} }
func k3() []Q                           { return []Q{{n: 1}, {f: 2}} }
func k4() map[string]*Q                 { return map[string]*Q{"a": {n: 1}} }
func k5(x any) string {
	if s, ok := x.(fmt.Stringer); ok {
		return s.String()
	}
	return ""
}
func k6(xs ...int) (s int) {
	for i, x := range xs {
		if i&1 == 0 {
			continue
		}
		s += x
	}
	return
}
func k7(a, b []byte) bool { return string(a) == string(b) }
func k8(s string) (n int) {
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' {
			n++
		}
	}
	return n
}
func k9(p *Q)                                   { *p = Q{} }
func k10(f func(int) (int, error)) (int, error) { return f(3) }
func k11(x, y uint8) uint8                      { return x<<3 | y>>2&7 ^ 1 }
func k12(mu *sync.Mutex, f func())              { mu.Lock(); f(); mu.Unlock() }
func k13(x int) string {
	switch {
	case x < 0:
		return "neg"
	case x == 0:
		return "zero"
	}
	return "pos"
}
func k14(a [3][4]int) int                 { return a[1][2] + len(a[0]) }
func k15(c complex128) (float64, float64) { return real(c), imag(c) }
func k16(x interface{ Foo(int) }, y int)  { x.Foo(y + 1) }
func k17(p **int) int                     { return **p }
func k18(s []int, i, j int) []int         { return append(s[:i], s[j:]...) }
func k19(s string) string                 { return s[1:] + s[:2] + s[:] }
func k20(x int) *Q                        { return &Q{n: x, e: fmt.Errorf("x")} }
func k21(a, b int) (c int)                { defer func() { c++ }(); return a + b }
func k22(ch <-chan struct{}) bool {
	select {
	case <-ch:
		return true
	default:
	}
	return false
}
func k23(x int64, y int32) int64 { return x + int64(y) }
func k24(x *Q) (int, bool) {
	if x == nil {
		return 0, false
	}
	return x.n, true
}
func k25(fs map[string]func(int) int) int { return fs["a"](1) }
