// Package both has the call in a generic function's body, which importers see, and inlines another one.
package both

import "programs/reexport/low"

func Unused[T any](x int) int { return low.Helper(x) }

func own(x int) { go println(low.Helper(x)) }

func Exported() { go own(1) }
