// Callbacks that do not outlive the call stay on the stack, with what they capture by reference.
package main

type tree struct {
	left, right *tree
	value       int
}

func (t *tree) walk(visit func(int)) {
	if t == nil {
		return
	}
	t.left.walk(visit)
	visit(t.value)
	t.right.walk(visit)
}

func sum(t *tree) int {
	total := 0
	t.walk(func(v int) { total += v })
	return total
}

func collect(t *tree) []int {
	var all []int
	t.walk(func(v int) { all = append(all, v) })
	return all
}

func main() {
	t := &tree{&tree{nil, nil, 1}, nil, 2}
	println(sum(t), len(collect(t)))
}
