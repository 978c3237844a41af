// Package variadic: arguments are gathered in a slice, and results may be arguments.
package variadic

import "fmt"

func rest(a int, xs ...string) int { return a + len(xs) }

func none() int { return rest(1) }

func some() int { return rest(1, "a", "b") }

func spread(xs []string) int { return rest(1, xs...) }

func two() (int, string) { return 1, "a" }

func results() int { return rest(two()) }

func anything(xs ...any) {}

func converts(x int, s string, e error) { anything(x, s, e, nil, 3, &x) }

func anyResults() { anything(two()) }

func formatted(x int) string { return fmt.Sprintf("%d", x) }

func printed(x int) { fmt.Println(x, "a") }
