// Package bench_loop: what is assigned, returned and passed in the loop of a benchmark is kept alive, which costs.
package bench_loop

import "testing"

func f(x int) int { return x }

func rest(x ...int) {}

func calls(b *testing.B) {
	for b.Loop() {
		f(1)
	}
}

func nested(b *testing.B, ys []int) {
	for b.Loop() {
		for range ys {
			f(2)
		}
	}
}

func assigns(b *testing.B) {
	var s []int
	for b.Loop() {
		s = append(s, 1)
	}
}

func blank(b *testing.B) {
	for b.Loop() {
		_ = f(3)
	}
}

func arguments(b *testing.B, x int) {
	for b.Loop() {
		rest(3, 4, x)
	}
}

func literal(b *testing.B, g func(int) int) {
	for b.Loop() {
		func(x int) int { return x }(3)
		g(4)
	}
}

func defines(b *testing.B, p *int) {
	for b.Loop() {
		x, y := 1, 2
		x++
		*p = y
		_, _ = x, y
	}
}

func post(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		println(i)
	}
}

func counted(b *testing.B) {
	for range b.N {
		f(1)
	}
}
