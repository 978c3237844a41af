// Package tree has an interface whose methods are its own.
package tree

type Node interface {
	each(func(Node) bool) bool
	copy() Node
}

type Leaf struct{ next Node }
type List struct{ nodes []Node }

func each(nodes []Node, f func(Node) bool) bool {
	for _, node := range nodes {
		if node != nil && f(node) {
			return true
		}
	}
	return false
}

func (n *Leaf) each(f func(Node) bool) bool { return n.next != nil && f(n.next) }
func (n *List) each(f func(Node) bool) bool { return each(n.nodes, f) }
func (n *Leaf) copy() Node                  { c := *n; return &c }
func (n *List) copy() Node                  { c := *n; return &c }

func Each(n Node, f func(Node) bool) bool {
	if n == nil {
		return false
	}
	return n.each(f)
}

func Copy(n Node) Node { return n.copy() }
