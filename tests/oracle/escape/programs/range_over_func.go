package main

type node struct {
	left, right *node
	value       int
}

var sink any

func (n *node) all(yield func(int) bool) bool {
	return n == nil || n.left.all(yield) && yield(n.value) && n.right.all(yield)
}

func count(to int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < to; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func sum(seq func(func(int) bool)) int {
	total := 0
	for v := range seq {
		total += v
	}
	return total
}

func find(seq func(func(int) bool), want int) (found *int) {
	for v := range seq {
		if v == want {
			return &v
		}
	}
	return nil
}

func firstTwo(a, b func(func(*int) bool)) (*int, *int) {
outer:
	for x := range a {
		for y := range b {
			if *y < 0 {
				continue outer
			}
			if *x < 0 {
				break outer
			}
			return x, y
		}
	}
	return nil, nil
}

func keep(seq func(func(*node) bool)) (list []*node) {
	for n := range seq {
		list = append(list, n)
	}
	return list
}

func leak(seq func(func(int) bool)) {
	var last int
	for v := range seq {
		last = v
		sink = &last
	}
}

func deferred(seq func(func(*int) bool)) {
	for p := range seq {
		defer func() { *p++ }()
	}
}

func existing(seq func(func(int, string) bool)) string {
	var i int
	var s string
	for i, s = range seq {
		if i > 2 {
			break
		}
	}
	return s
}

func main() {
	println(sum(count(3)), find(count(3), 2), existing(func(yield func(int, string) bool) { yield(1, "a") }))
	leak(count(2))
	deferred(func(yield func(*int) bool) { x := 1; yield(&x) })
	list := keep(func(yield func(*node) bool) { yield(&node{value: 1}) })
	a, b := firstTwo(func(yield func(*int) bool) { yield(&list[0].value) }, func(yield func(*int) bool) { y := 2; yield(&y) })
	println(a, b, len(list))
}
