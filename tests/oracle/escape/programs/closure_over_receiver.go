// Literals inside methods capture the receiver: a pointer by value, a value by value as long as nothing assigns to it.
package main

type account struct{ total int }

func (a *account) depositor() func(int) { return func(n int) { a.total += n } }

func (a account) reader() func() int { return func() int { return a.total } }

func (a account) changer() func() int {
	a.total++
	return func() int { a.total++; return a.total }
}

func main() {
	a := &account{}
	a.depositor()(3)
	println(a.reader()(), a.changer()())
}
