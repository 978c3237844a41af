// A local variable whose address is returned outlives its function; one whose address only goes down does not.
package main

type point struct{ x, y int }

func origin() *point {
	p := point{}
	return &p
}

func shift(p *point, by int) {
	p.x += by
	p.y += by
}

func main() {
	o := origin()
	shift(o, 3)

	local := point{1, 2}
	shift(&local, 4)
	println(o.x, local.y)
}
