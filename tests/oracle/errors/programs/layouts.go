// What gc cannot lay out. It says so in packages without other errors.
package p

type Large [1 << 50]byte // ERROR "larger than address space"

type Element struct{ a [1 << 16]byte }

var c chan Element // ERROR "channel element type too large"
var d chan *Element
var e chan [1<<16 - 1]byte
