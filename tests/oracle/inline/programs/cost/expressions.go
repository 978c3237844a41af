// Package cost has a function for what each construct costs, the construct alone or nearly so.
package cost

import "unsafe"

type E struct{ q int }

type D struct {
	E
	p   *E
	arr [3]int
	s   []int
	m   map[string]int
	ch  chan int
	f   func(int) int
	str string
	c   complex128
}

func (e *E) gg() int { return e.q }

func a00()                                {}
func a01(x int) int                       { return x }
func a02(x int) int                       { return x + 1 }
func a03(x, y int) int                    { x = y; return x }
func a04(x int) int                       { y := x; return y }
func a05(x int) int                       { var y int; y = x; return y }
func a06(x int) int                       { var y int = x; return y }
func a07(x *int) int                      { return *x }
func a08(x *D) int                        { return x.q }
func a09(x D) int                         { return x.E.q }
func a10(x *D) *int                       { return &x.q }
func a11(x *D) *[3]int                    { return &x.arr }
func a12(x *D) int                        { return x.arr[1] }
func a13(x *D) []int                      { return x.arr[:] }
func a14(x []int) []int                   { return x[0:len(x)] }
func a15(x []int) []int                   { return x[1:2:3] }
func a16(x []int) int                     { return len(x) + cap(x) }
func a17(m map[string]int) int            { return m["a"] }
func a18(m map[string]int) (int, bool)    { v, ok := m["a"]; return v, ok }
func a19(c chan int) int                  { return <-c }
func a20(c chan int) (int, bool)          { v, ok := <-c; return v, ok }
func a21(c chan int)                      { c <- 1 }
func a22(i any) int                       { return i.(int) }
func a23(i any) (int, bool)               { v, ok := i.(int); return v, ok }
func a24(x int) any                       { return x }
func a25(x string) []byte                 { return []byte(x) }
func a26(x int64) int32                   { return int32(x) }
func a27(x int64) uint64                  { return uint64(x) }
func a28(a, b, c string) string           { return a + b + c + "x" }
func a29() *D                             { return &D{} }
func a30() []int                          { return []int{1, 2, 3} }
func a31() map[string]int                 { return map[string]int{"a": 1} }
func a32() D                              { return D{str: "x"} }
func a33() [3]int                         { return [3]int{1, 2, 3} }
func a34() *int                           { return new(int) }
func a35() *int                           { return new(5) }
func a36(x int) *int                      { return new(x) }
func a37() []int                          { return make([]int, 5) }
func a38(n int) map[string]int            { return make(map[string]int, n) }
func a39() map[string]int                 { return make(map[string]int) }
func a40() chan int                       { return make(chan int) }
func a41(x []int) []int                   { return append(x, 1, 2) }
func a42(x, y []int) []int                { return append(x, y...) }
func a43(x, y []int) int                  { return copy(x, y) }
func a44(x []int)                         { clear(x) }
func a45(x, y int) int                    { return min(x, y, 3) }
func a46(x int) int                       { x++; x += 2; return x }
func a47(f func(int) int) int             { return f(1) }
func a48(d *D) int                        { return d.f(1) }
func a49(p unsafe.Pointer) unsafe.Pointer { return unsafe.Add(p, 1) }
func a50(p *int) []int                    { return unsafe.Slice(p, 1) }
func a51(x float64) complex128            { return complex(x, 1) }
func a52(c complex128) float64            { return real(c) }
func a53()                                { panic("x") }
func a54(e error)                         { panic(e) }
func a55() any                            { return recover() }
func a56()                                { println("a", 1) }
func a57(x uint8) bool                    { return x == 'a' || x < 5 && !(x > 3) }
func a58(d D, e D) bool                   { return d.E == e.E }
func a59() uintptr                        { return unsafe.Sizeof(0) }
func a60() func()                         { return func() {} }
func a61(x int) func() int                { return func() int { return x } }
func a62(m map[string]int)                { delete(m, "x") }
func a63(m map[string]int)                { m["a"]++ }
func a64() (x int)                        { x = 1; return }
func a65() (int, string, error)           { return 1, "", nil }
func a66() (int, string, error)           { return a65() }
func a67() int                            { a, b, c := a65(); _, _ = b, c; return a }
func a68() error                          { _, _, err := a65(); return err }
func va(x ...int) int                     { return len(x) }
func a69() int                            { return va(1, 2) }
func a70() int                            { return va() }
func a71(s []int) int                     { return va(s...) }
func a72(x int)                           { _ = x }
func a73(x, y int) (int, int)             { x, y = y, x; return x, y }
func a74(p *[4]int) int                   { return p[2] + len(p) }
func a75(s string) byte                   { return s[1] }
func a76(d *D)                            { d.E.q = 1; d.p.q = 2 }
func a77(x int) int                       { return -x ^ +x&^^x }
func a78(x *int) int                      { return *(*int)(unsafe.Pointer(&x)) }
func a79(d *D) func() int                 { return d.gg }
func a80(d *D) int                        { return d.gg() }
func a81() func(*D) int                   { return (*D).gg }
func a82(s []byte) string                 { return string(s) }
func a83(r rune) string                   { return string(r) }
func a84(s []int) [2]int                  { return [2]int(s) }
func a85(x any) bool                      { return x == 1 }
func a86(x uint) int                      { return 1 << x }
