// In the loop of a benchmark gc keeps alive what is assigned, returned and passed: the address of each variable is taken, so a literal captures it
// by reference.
package main

import "testing"

type point struct{ x, y int }

var sink func() int

func make2(x int) (*point, error) { return &point{x, x}, nil }
func look(p *point, rest ...any)  {}
func (p *point) move(by int)      { p.x += by }

func inLoop(b *testing.B) {
	for b.Loop() {
		x := 1
		sink = func() int { return x }
	}
}

func inPlainLoop(n int) {
	for range n {
		x := 1
		sink = func() int { return x }
	}
}

func passed(b *testing.B, p *point, text []byte) {
	for b.Loop() {
		y, z := 2, 3
		look(p, y)
		sink = func() int { return y + z }
		look(&point{1, 2}, string(text), point{})
		make2(y)
		q, _ := make2(4)
		q.move(1)
		_ = []int{1, 2}
	}
}

func inBranches(b *testing.B, c chan int) {
	for i := 0; b.Loop(); i++ {
		if n := i; n > 1 {
			m := n
			sink = func() int { return m + n }
		}
		select {
		case v := <-c:
			w := v
			sink = func() int { return v + w }
		default:
			println(i)
		}
		func() {
			k := 1
			sink = func() int { return k }
		}()
		go look(new(point), i)
		defer look(nil)
	}
}

func main() {}
