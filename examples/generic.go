// A generic function is compiled per shape: what its type argument is can decide where storage lives.
package main

type pair[A, B any] struct {
	first  A
	second B
}

func makePair[A, B any](a A, b B) *pair[A, B] {
	return &pair[A, B]{a, b}
}

func largest[T int | float64](values ...T) T {
	best := values[0]
	for _, v := range values {
		if v > best {
			best = v
		}
	}
	return best
}

func apply[T any](f func(T), values ...T) {
	for _, v := range values {
		f(v)
	}
}

func main() {
	p := makePair("answer", 42)
	sum := 0
	apply(func(n int) { sum += n }, 1, 2, 3)
	println(p.first, p.second, largest(1, 3, 2), sum)
}
