// A captured pointer leaks what it points to, not its own variable.
package main

type node struct {
	value int
	next  *node
}

func pusher(head **node) func(int) {
	return func(v int) { *head = &node{v, *head} }
}

func getter(n *node) func() *node { return func() *node { return n.next } }

func local(n *node) int {
	f := func() int { return n.value }
	return f()
}

func main() {
	var head *node
	push := pusher(&head)
	push(1)
	push(2)
	println(local(head), getter(head)().value)
}
