// Package non_string: what is hashed by its pointers escapes; what is hashed by what its strings say does not.
package non_string

import "hash/maphash"

type strings struct{ words [2]string }

type named struct {
	word  string
	value any
}

func pointer(seed maphash.Seed, p *int) uint64 { return maphash.Comparable(seed, p) }

func ofStrings(seed maphash.Seed, s strings) uint64 { return maphash.Comparable(seed, s) }

func ofInterface(seed maphash.Seed, word string) uint64 { return maphash.Comparable(seed, named{word, word}) }
