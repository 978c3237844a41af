// A value in an interface needs a place for the value.
package main

type shape interface{ area() int }

type square struct{ side int }

func (s square) area() int { return s.side * s.side }

var kept shape
//@ kept: hint "bss"; size 16

func main() {
	sq := square{2}
	//@ sq: hint "stack"
	kept = sq
	//@ sq: hint "escapes to heap"; kind "interface value"; size 8
	var any1 any = "text"
	//@ "text": hint "rodata"
	println(kept.area(), any1 != nil)
}
