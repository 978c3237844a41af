// Statements.
package cost

const dbg = false

func b00(x int) int {
	if x > 0 {
		return 1
	}
	return 2
}
func b01(x int) int {
	if x > 0 {
		return 1
	} else {
		return 2
	}
}
func b02() int {
	if false {
		println("x")
		println("y")
	}
	return 2
}
func b03(x int) int {
	if dbg && x > 0 {
		return 1
	}
	return 2
}
func b04(x int) int {
	if !dbg {
		return 1
	}
	return 2
}
func b05(x int) int {
	for i := 0; i < 10; i++ {
		x += i
	}
	return x
}
func b06(x []int) int {
	s := 0
	for _, v := range x {
		s += v
	}
	return s
}
func b07(x []int) int {
	s := 0
	for i := range x {
		s += i
	}
	return s
}
func b08(n int) int {
	s := 0
	for i := range n {
		s += i
	}
	return s
}
func b09(n int) int {
	s := 0
	for range n {
		s++
	}
	return s
}
func b10(m map[string]int) int {
	s := 0
	for k, v := range m {
		s += v + len(k)
	}
	return s
}
func b11(c chan int) int {
	s := 0
	for v := range c {
		s += v
	}
	return s
}
func b12(x int) int {
	switch x {
	case 1, 2:
		return 1
	case 3:
		return 2
	default:
		return 3
	}
}
func b13(x int) int {
	switch {
	case x > 1:
		return 1
	}
	return 0
}
func b14(x any) int {
	switch y := x.(type) {
	case int:
		return y
	case string, nil:
		return 1
	}
	return 0
}
func b15(x any) int {
	switch x.(type) {
	case error:
		return 1
	}
	return 0
}
func b16(c chan int) int {
	select {
	case v := <-c:
		return v
	default:
		return 0
	}
}
func b17(c chan int) {
	select {
	case c <- 1:
	case <-c:
	}
}
func b18(x int) int {
L:
	for {
		if x > 3 {
			break L
		}
		x++
		continue L
	}
	return x
}
func b19(x int) int {
	goto E
E:
	return x
}
func b20(x int) int {
	switch 3 {
	case 3:
		return 1
	case 4:
		println("d")
		return 2
	}
	return x
}
func b21(x int) int { return 1; println("dead"); return 2 }
func b22(x int) int { panic("a"); return 2 }
func b23(x int) {
	{
		x = 1
	}
	{
	}
}
func b24(x int) int { const k = 3; type T int; var y T = k; return int(y) + x }
func b25(x int)     { var a, b, c int; _, _, _ = a, b, c }
func b26(x int)     { var a, b = 1, 2; _, _ = a, b }
func b27(seq func(func(int) bool)) int {
	s := 0
	for v := range seq {
		s += v
	}
	return s
}
func b28(seq func(func(int) bool)) int {
	for v := range seq {
		if v == 3 {
			return v
		}
	}
	return 0
}
func b29() func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < 3; i++ {
			if !yield(i) {
				return
			}
		}
	}
}
func b30() int {
	s := 0
	for v := range b29() {
		s += v
	}
	return s
}
func b31(seq func(func(int) bool)) {
	for range seq {
		defer println("x")
	}
}
func b32() { defer println("x") }
func b33() { go func() {}() }
func b34(x int) int {
	for false {
		x++
	}
	return x
}
func b35(x int) int {
	for {
		x++
		if x > 9 {
			return x
		}
	}
}
func b36(x int) int {
	switch x {
	case 1:
		fallthrough
	case 2:
		return 1
	}
	return 0
}
func b39(x int) int {
	var f func(int) int
	f = func(n int) int {
		if n == 0 {
			return 1
		}
		return n * f(n-1)
	}
	return f(x)
}
func b40(x int) int                   { f := func(n int) int { return n + x }; g := f; return g(1) + f(2) }
func b41(x int) int                   { f := func(n int) int { return n + x }; f = nil; return f(1) }
func b43(x *int, f func(int) int) int { return f(*x) }
func b42(x *int) int                  { return b43(x, func(i int) int { return i + *x }) }
