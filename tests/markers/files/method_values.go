// A method value keeps its receiver.
package main

type account struct{ balance int }

func (a *account) deposit(n int) { a.balance += n }

var later func(int)
//@ later: hint "bss"; size 8

func main() {
	mine := account{1}
	//@ mine: hint "stack"
	now := mine.deposit
	//@ mine.deposit: hint "stack"; kind "method value"; size 16
	now(1)
	yours := account{2}
	//@ yours: hint "escapes to heap"; gc "moved to heap: yours"
	later = yours.deposit
	//@ yours.deposit: hint "escapes to heap"; step "the value is assigned"
	later(2)
}
