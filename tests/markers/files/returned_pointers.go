// Returning an address moves the variable; passing it down does not.
package main

type point struct{ x, y int }

func origin() *point {
	p := point{}
	//@ p: hint "escapes to heap"; size 16; step "its address is taken"; step "the value is returned"
	return &p
}

func shift(p *point) { p.x++ }

func main() {
	o := origin()
	//@ o: hint "stack"; size 8
	local := point{1, 2}
	//@ local: hint "stack"; size 16; gc none
	shift(&local)
	println(o.x, local.x)
}
