// Untyped values take their type from the context: shifts, comparisons, nil, constants in interfaces, conversions.
package p

import "unsafe"

type myBool bool
type myString string

func use(...any) {}

func shifts(n uint, i int) {
	var a int64 = 1 << n
	var b = uint8(1) << n
	var c float64 = 1 << 3
	var d = 1<<n == 2<<n
	var e interface{} = 1 << n
	var s = make([]int, 1<<n)
	s[1<<n] = i << 1.0
	var f = "abc"[1<<n:]
	g := ^(1 << n) | int32(3)
	use(a, b, c, d, e, f, g, 1.0<<3, 'a'<<n)
}

func comparisons(x any, p *int, m map[string]int) {
	var a myBool = p == nil
	var b = x == 1
	var c = nil != x
	var d bool = m == nil || 1 < 2
	var e myBool = !(p == nil) && a
	use(a, b, c, d, e, x == "s", 'x' == rune(3))
}

func conversions(bs []byte, n int) {
	use(string(rune(65)), myString("x"), []byte("x"), string(bs), float32(1)/3, complex(1, 2), any(nil), (*int)(nil))
	use([4]byte(bs), (*[4]byte)(bs), uintptr(unsafe.Pointer(&n)), unsafe.Sizeof(n), len("abc"), cap(bs), min(1, 2.5), max(n, 3))
	use(real(2i), imag(complex64(1)), len([...]int{5: 1}), new(1.5), copy(bs, "x"), append(bs, "x"...), append([]int(nil), 1, 2))
}
