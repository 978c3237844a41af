// Package-level variables have a segment by their first value.
package main

const answer = 42
//@ answer: segment none

var zero int
//@ zero: hint "bss"; size 8
var name = "gopher"
//@ name: hint "data"; size 16
var computed = compute()
//@ computed: hint "data"
var called = call()
//@ called: hint "bss"

func compute() int { return answer }
//@ compute: hint "code"; kind "function"

//go:noinline
func call() int { return answer }

func main() { println(zero, name, computed, called) }
