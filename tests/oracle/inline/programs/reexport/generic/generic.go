// Package generic calls it in a body that is only compiled elsewhere.
package generic

import "programs/reexport/low"

func Calls[T any](x int) int { return low.Helper(x) }
