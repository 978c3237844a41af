// Package assembly has functions that Go and assembly call each other by: gc makes a function around each that takes its arguments the other way.
package assembly

import _ "unsafe"

// In assembly.
func leaks(p *int) *int
func several(p *int, n int, rest ...*int) (q *int, _ *int)

//go:noescape
func keeps(p *int, number int) *int

func nothing()

// From assembly.
func called(p *int, q **int) (*int, *int) { return *q, p }

func mentioned(p *int) { kept = p }

func byMacro(*int, *int) {}

func never(p *int) *int { return p }

var kept *int

//go:linkname linked
func linked(p *int) *int { return p }

//go:linkname renamed example.com/else.where
func renamed(s []*int) *int { return s[0] }

func use(p *int) {
	leaks(p)
	several(p, 1, p)
	keeps(p, 2)
	nothing()
	called(p, &p)
}
