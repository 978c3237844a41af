// Package budget: a function may cost 80, and no more; then gc says how dear one is that it looked at to the end.
package budget

// 80: each addition costs 3, the return 2.
func atLimit(x int) int {
	x += 1
	x += 2
	x += 3
	x += 4
	x += 5
	x += 6
	x += 7
	x += 8
	x += 9
	x += 10
	x += 11
	x += 12
	x += 13
	x += 14
	x += 15
	x += 16
	x += 17
	x += 18
	x += 19
	x += 20
	x += 21
	x += 22
	x += 23
	x += 24
	x += 25
	x += 26
	return x
}

// 81: one node more.
func aboveLimit(x int) int {
	x += 1
	x += 2
	x += 3
	x += 4
	x += 5
	x += 6
	x += 7
	x += 8
	x += 9
	x += 10
	x += 11
	x += 12
	x += 13
	x += 14
	x += 15
	x += 16
	x += 17
	x += 18
	x += 19
	x += 20
	x += 21
	x += 22
	x += 23
	x += 24
	x += 25
	x += 26
	return -x
}

// What can be inlined adds its own cost to that of a call, what cannot be adds 57.
func callsAtLimit(x int) int { return atLimit(x) }

func callsAboveLimit(x int) int { return aboveLimit(x) }

// A call counts 57 and its parts.
func fourCalls(f func()) { f(); f(); f(); f() }

func interfaceCall(e error) string { return e.Error() }

func twoInterfaceCalls(e error) string { return e.Error() + e.Error() }

// The limit is for each function on its own; a literal in another one counts 15 for itself.
func literals() (func(int) int, func(int) int) {
	return func(x int) int { return aboveLimit(x) }, func(x int) int { return x + 1 }
}

// panic is cheap where it is called: 1, not 57.
func panics(x int) int {
	if x < 0 {
		panic("negative")
	}
	if x > 9 {
		panic(x)
	}
	return x
}

// A dear path behind a panic is dear all the same.
func panicsDearly(x int) int {
	if x < 0 {
		panic(callsAtLimit(x))
	}
	return x
}
