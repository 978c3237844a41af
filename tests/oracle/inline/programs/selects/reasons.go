// Package selects: what a function may not have in it to be inlined, and the order in which gc finds it.
package selects

func hasDefer(f func()) { defer f() }

func hasGo(f func()) { go f() }

func hasRecover() any { return recover() }

func hasSelect(c chan int) int {
	select {
	case v := <-c:
		return v
	case c <- 1:
		return 2
	}
}

func hasDefault(c chan int) (v int, ok bool) {
	select {
	case v, ok = <-c:
	default:
	}
	return
}

func empty() { select {} }

func hasType() int {
	type local struct{ a int }
	return local{a: 3}.a
}

func recoverFirst() {
	recover()
	defer print()
}

func deferFirst() {
	defer print()
	recover()
}

func hasLabel(n int) int {
again:
	for n < 10 {
		n++
		if n == 5 {
			continue again
		}
		if n == 7 {
			break again
		}
	}
	return n
}

func hasGoto(n int) int {
loop:
	n++
	if n < 10 {
		goto loop
	}
	return n
}

func tailSwitch(n int) string {
	switch n {
	case 1:
		return "one"
	case 2, 3:
		return "few"
	default:
		return "many"
	}
}

func switchInit(n int) int {
	switch m := n * 2; {
	case m > 3:
		return m
	case m > 2:
		fallthrough
	default:
		return 0
	}
}

func typeSwitch(x any) int {
	switch x := x.(type) {
	case nil:
		return 0
	case int, uint:
		return 1
	case string:
		return len(x)
	case error:
		return len(x.Error())
	}
	return 2
}

func typeSwitchNoName(x any) bool {
	switch x.(type) {
	case int, string:
		return true
	}
	return false
}

func calls() {
	hasGoto(1)
	hasLabel(1)
	tailSwitch(2)
	switchInit(3)
	typeSwitch(4)
	typeSwitchNoName(5)
	hasDefault(nil)
}
