// Package lowest is imported by what is imported.
package lowest

func Bottom(x int) int { return further(x) + x }

func further(x int) int { return x - 1 }
