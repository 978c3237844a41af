// Package devirtualize_imported: an inlined body calls a method that is not exported.
package devirtualize_imported

import "programs/devirtualize_imported/tree"

func use(leaf *tree.Leaf, list *tree.List) tree.Node {
	tree.Each(list, func(tree.Node) bool { return true })
	return tree.Copy(leaf)
}
