// Package no_conversion: a conversion to the type that a value has already costs nothing.
package no_conversion

type M interface{ M() }
type N int
type S struct{ a int }

func iface(m M) M                      { return M(m) }
func twice(m M) M                      { return M(M(m)) }
func called(m M)                       { M(m).M() }
func empty(x any) any                  { return any(x) }
func widened(m M) any                  { return any(m) }
func literalType(x interface{ M() }) M { return M(x) }
func implicit(x M) interface{ M() }    { return x }
func integer(x int) int                { return int(x) }
func named(x N) N                      { return N(x) }
func structure(x S) S                  { return S(x) }
func text(s string) string             { return string(s) }
func bytes(b []byte) []byte            { return []byte(b) }
func function(f func())                { (func())(f)() }
func alias(x uint8) byte               { return byte(x) }
func rounded(x, y float32) float32     { return float32(x*y) + y }

func equal[K comparable](m map[K]int, k K) bool { _, ok := m[k]; return ok }

func uses(m map[M]int, k M) bool { return equal(m, k) }
