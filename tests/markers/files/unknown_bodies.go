// What depends on an imported body is marked as assumed.
package main

import "fmt"

func main() {
	n := 1000
	//@ n: certainty exact; hint "stack"
	n++
	fmt.Println(n)
	//@ ... argument: hint "may escape to heap"; certainty assumed; size 16
	//@ n: kind "interface value"; hint "may escape to heap"; certainty assumed; step "the value is an element of a slice literal"
	fmt.Println("text")
	//@ "text": hint "rodata"; certainty exact
}
