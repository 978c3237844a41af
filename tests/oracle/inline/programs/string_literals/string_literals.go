// Package string_literals: a constant string as runes is a literal with an index at each element.
package string_literals

func runes() []rune { return []rune("Benchmark") }

func noRunes() []rune { return []rune("") }

func bytes() []byte { return []byte("Benchmark") }

func variable(s string) ([]rune, []byte) { return []rune(s), []byte(s) }

type letters []rune

func named() letters { return letters("ab") }
