// A method value is a closure: it keeps its receiver.
package main

type account struct{ balance int }

func (a *account) deposit(n int) { a.balance += n }

func (a account) report() int { return a.balance }

var later func(int)

func apply(f func(int), n int) { f(n) }

func main() {
	mine := account{100}
	apply(mine.deposit, 5)

	yours := account{200}
	later = yours.deposit
	later(7)

	report := yours.report
	println(mine.balance, report())
}
