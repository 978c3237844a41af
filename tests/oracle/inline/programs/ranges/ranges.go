// Package ranges has the forms of range: what each one costs and what its body is made into.
package ranges

import "iter"

func integers(n int) (s int) {
	for i := range n {
		s += i
	}
	for range 3 {
		s++
	}
	return s
}

func slices(x []string) (n int) {
	for i := range x {
		n += i
	}
	for _, v := range x {
		n += len(v)
	}
	for i, v := range x {
		n += i * len(v)
	}
	for range x {
		n++
	}
	return n
}

func assigned(x []int) int {
	var i, v int
	for i, v = range x {
	}
	return i + v
}

func arrays(x [4]int, p *[4]int) (n int) {
	for _, v := range x {
		n += v
	}
	for i, v := range p {
		n += i + v
	}
	return n
}

func clears(x []int, m map[string]int) {
	for i := range x {
		x[i] = 0
	}
	for k := range m {
		delete(m, k)
	}
}

func strings(s string) (n rune) {
	for _, r := range s {
		n += r
	}
	return n
}

func channels(c <-chan int) (n int) {
	for v := range c {
		n += v
	}
	return n
}

func maps(m map[int]int) (n int) {
	for k, v := range m {
		n += k * v
	}
	return n
}

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func sum(seq iter.Seq[int]) (s int) {
	for v := range seq {
		s += v
	}
	return s
}

func sumOfCount() (s int) {
	for v := range count(3) {
		s += v
	}
	return s
}

func first(seq iter.Seq2[int, string]) string {
	for i, v := range seq {
		if i == 0 {
			continue
		}
		return v
	}
	return ""
}

func inner(seq iter.Seq[int]) int {
outer:
	for a := range seq {
		for b := range seq {
			if a == b {
				break outer
			}
			if a > b {
				continue outer
			}
		}
	}
	return 0
}

func deferring(seq func(func() bool)) {
	for range seq {
		defer print()
	}
}
