// What an imported body does with its parameters is known.
package main

import (
	"fmt"
	"strings"
)

func main() {
	n := 1000
	//@ n: certainty exact; hint "stack"
	n++
	fmt.Println(n)
	//@ ... argument: segment stack; certainty exact; size 16
	//@ n: kind "interface value"; hint "escapes to heap"; certainty exact; step "the value is an element of a slice literal"
	fmt.Println("text")
	//@ "text": hint "rodata"; certainty exact
	words := []string{"a", "b"}
	//@ []string{...}: hint "stack"; certainty exact; size 32
	println(strings.Join(words, " "))
}
