// Storing a value in an interface needs a place for the value: a copy, unless it is a pointer already.
package main

type shape interface{ area() int }

type square struct{ side int }

func (s square) area() int { return s.side * s.side }

type circle struct{ radius int }

func (c *circle) area() int { return 3 * c.radius * c.radius }

var kept shape

func total(shapes ...shape) int {
	sum := 0
	for _, s := range shapes {
		sum += s.area()
	}
	return sum
}

func main() {
	sq := square{2}
	kept = sq

	c := circle{1}
	var s shape = &c
	println(s.area(), total(sq, &c))
}
