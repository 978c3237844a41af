// Size alone can move a variable: more than 128 KiB declared, more than 64 KiB unnamed.
package main

func main() {
	var fits [128 << 10]byte
	//@ fits: hint "stack"; size 131072
	var large [128<<10 + 1]byte
	//@ large: hint "escapes to heap"; size 131073; step "too large for the stack"
	small := new([64 << 10]byte)
	//@ new([65536]byte): hint "stack"
	big := new([64<<10 + 1]byte)
	//@ new([65537]byte): hint "escapes to heap"
	println(fits[1], large[1], len(small), len(big))
}
