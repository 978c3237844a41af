// Two closures share one variable: where does count live?
package main

import "fmt"

func init() {
	fmt.Println("========Go init=========")
}

func counter() (func() int, func() int) {
	count := 0
	increment := func() int {
		count++
		return count
	}
	decrement := func() int {
		count--
		return count
	}
	return increment, decrement
}

func main() {
	inc1, dec1 := counter()
	inc2, dec2 := counter()

	fmt.Println(inc1(), inc1(), dec1())
	fmt.Println(inc2(), dec2(), dec2())
}
