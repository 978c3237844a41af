// Printing boxes its arguments: each is converted to an interface, and all of them are put in a slice.
package main

import (
	"fmt"
	"os"
)

type celsius float64

func (c celsius) String() string {
	return fmt.Sprintf("%.1f °C", float64(c))
}

func main() {
	n := 1000
	name := "gopher"
	fmt.Println("constant", 42)
	fmt.Println(n, name)
	fmt.Fprintln(os.Stderr, &n, celsius(21.5))
}
