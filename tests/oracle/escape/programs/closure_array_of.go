// Function values in arrays and fields: an element assigned is the whole variable assigned.
package main

type table struct {
	ops  [2]func(int) int
	name string
}

func build(k int) *table {
	t := &table{name: "ops"}
	t.ops[0] = func(n int) int { return n + k }
	t.ops[1] = func(n int) int { return n * k }
	return t
}

func apply(k, n int) int {
	var ops [2]func(int) int
	ops[0] = func(n int) int { return n + k }
	ops[1] = func(n int) int { return n * k }
	for _, op := range ops {
		n = op(n)
	}
	return n
}

func main() { println(build(2).ops[1](3), apply(2, 3)) }
