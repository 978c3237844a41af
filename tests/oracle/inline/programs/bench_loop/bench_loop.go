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

type pair struct{ a, b int }

func (p *pair) set(a int) int     { p.a = a; return a }
func (p *pair) reset(by int)      { p.b = by }
func two() (int, error)           { return 1, nil }
func takes(s []int, p any)        {}
func generic[T any](x T, xs ...T) {}

func branches(b *testing.B, c chan int, m map[int]int) {
	for b.Loop() {
		if x := f(5); x > 1 {
			f(6)
		} else if x < 0 {
			f(7)
		}
		switch {
		case m[1] > 2:
			f(8)
		default:
			f(9)
		}
		select {
		case v := <-c:
			f(v)
		case c <- 1:
			f(10)
		default:
			f(11)
		}
		{
			f(12)
		}
	}
}

func parts(b *testing.B, p *pair, s []int, a [3]int, m map[int]int, t string) {
	for b.Loop() {
		var q pair
		p.a, q.b = 1, 2
		s[0], a[1], m[2] = 3, 4, 5
		s[1]++
		t += "x"
		t = t[1:]
		*p = pair{1, 2}
		v, ok := m[3]
		_, ok = m[4]
		_ = v
		_, err := two()
		two()
		_, _ = two()
		_ = err
		takes(s[1:], ok)
		takes(a[1:], &q)
		takes([]int{1, v}, nil)
		generic(v, 1, v)
		generic(q)
	}
}

func methods(b *testing.B, p *pair, i interface {
	reset(int)
	get() int
}) {
	var q pair
	for b.Loop() {
		q.set(1)
		q.reset(2)
		p.reset(q.a + 1)
		i.reset(3)
		i.get()
		println("x", q.a)
		delete(map[int]int{}, q.b)
		clear([]int{})
		go q.reset(4)
	}
}

func closures(b *testing.B) {
	b.Run("one", func(b *testing.B) {
		x := 1
		for b.Loop() {
			x = f(x)
			func() { f(13) }()
		}
	})
	for b.Loop() {
		func() {
			f(14)
		}()
		b.Run("two", func(b *testing.B) { f(15) })
	}
}

func overFunction(b *testing.B, seq func(func(int) bool)) {
	for b.Loop() {
		for x := range seq {
			f(x)
		}
	}
}

type wrapper struct{ *testing.B }

func promoted(w wrapper, s interface{ get() int }) {
	for w.Loop() {
		f(16)
	}
	for s.get() > 0 {
		f(17)
	}
}

type speaker interface{ speak() }
type dog struct{}

func (dog) speak() {}

func devirtualized(b *testing.B) {
	var once, again speaker = dog{}, dog{}
	for b.Loop() {
		once.speak()
		again = dog{}
		var s speaker = dog{}
		s.speak()
	}
	once.speak()
	again.speak()
}
