// Package concatenation: a chain of + of strings is one node.
package concatenation

type text string

func two(a, b string) string { return a + b }

func many(a, b, c, d, e, f string) string { return a + b + c + d + e + f }

func grouped(a, b, c, d string) string { return (a + b) + (c + d) }

func constantInside(a, b string) string { return a + "x" + "y" + b + "z" }

func assigned(a, b string) string {
	a += b
	a += "x" + b
	return a
}

func named(a, b text) text { return a + b + "x" }

func converted(a []byte, b text) string { return string(a) + string(b) }

func compared(a, b, c string) bool { return a+b == c }

func asKey(m map[string]int, a, b string) int { return m[a+b] }

func bytes(a, b string) []byte { return []byte(a + b) }
