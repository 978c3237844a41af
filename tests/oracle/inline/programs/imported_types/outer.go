// Package imported_types: an instance of an imported function names the types of its own package with that package's name.
package imported_types

import "programs/imported_types/inner"

type item struct{ n int }

func (i *item) M() { i.n++ }

func lists(items []*item) (inner.List, *inner.Box) {
	return inner.ToList(items), inner.ToBox(items)
}
