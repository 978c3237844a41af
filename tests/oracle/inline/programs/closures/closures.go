// Package closures: which literals are inlined where they are called, what a literal costs, and what it takes to know which is called.
package closures

func calledAtOnce(x int) int { return func(y int) int { return x + y }(1) }

func calledByName(x int) int {
	f := func(y int) int { return x + y }
	return f(2)
}

func reassigned(x int) int {
	f := func(y int) int { return x + y }
	if x > 3 {
		f = func(y int) int { return x - y }
	}
	return f(2)
}

func addressTaken(x int) int {
	f := func(y int) int { return x + y }
	p := &f
	*p = nil
	return f(2)
}

func recursive(x int) int {
	var f func(int) int
	f = func(y int) int {
		if y == 0 {
			return x
		}
		return f(y - 1)
	}
	return f(x)
}

func passed(x int) int { return apply(func(y int) int { return x + y }, 3) }

func apply(f func(int) int, x int) int { return f(x) }

func returned() func() int {
	n := 0
	return func() int { n++; return n }
}

func usesReturned() int {
	next := returned()
	next()
	return next()
}

func nested(x int) func() func() int {
	return func() func() int {
		return func() int {
			x++
			return x
		}
	}
}

func usesNested() int { return nested(3)()() }

func capturedByOther(x int) int {
	add := func(y int) int { return x + y }
	twice := func(y int) int { return add(add(y)) }
	return twice(4)
}

func deferred(x *int) {
	defer func() { *x = 1 }()
	*x = 2
}

func started(c chan int) {
	go func() { c <- 1 }()
}

var global = func(x int) int { return x * 2 }

func usesGlobal() int { return global(4) }

var notReassigned, never = func() int { return 1 }, func() {}

type box struct{ f func() int }

func inField(x int) int {
	b := box{f: func() int { return x }}
	return b.f()
}

func blankParameters() int {
	f := func(_ int, _ string) int { return 3 }
	return f(1, "")
}

func namedFunction() int {
	f := apply
	return f(nil, 3)
}
