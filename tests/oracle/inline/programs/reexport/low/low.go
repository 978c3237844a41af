// Package low has the body that others pass on, or do not.
package low

func Helper(x int) int { return x + 1 }
