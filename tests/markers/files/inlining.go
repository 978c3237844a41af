// Which calls are inlined, and what functions cost.
package main

import (
	"fmt"
	"math/bits"
	"sync"
)

func add(a, b int) int {
	//@ func add: inlinable; cost 4
	return a + b
}

//go:noinline
func never() int {
	//@ func never: not inlinable "marked go:noinline"
	return 1
}

func dear(names []string) (out string) {
	//@ func dear: not inlinable "exceeds budget 80"
	for _, name := range names {
		out += fmt.Sprint(name, len(name))
		//@ call Sprint: not inlined "exceeds budget 80"
		out += fmt.Sprint(never())
		//@ call never: not inlined "marked //go:noinline"
	}
	return out
}

func locked(m *sync.Mutex) int {
	//@ func locked: not inlinable "unhandled op DEFER"
	defer m.Unlock()
	//@ call Unlock: inlined
	return bits.TrailingZeros64(uint64(add(1, 2)))
	//@ call TrailingZeros64: not inlined "intrinsic"
	//@ call add: inlined; cost 4
}

type shape interface{ area() int }

type square struct{ side int }

func (s square) area() int {
	//@ func area: inlinable
	return s.side * s.side
}

func areas(unknown shape, f func() int) int {
	known := shape(square{2})
	return known.area() + unknown.area() + f()
	//@ call area: inlined
	//@ call area#2: not inlined "known at run time only"
	//@ call f: not inlined "known at run time only"
}

func factorial(n int) int {
	if n == 0 {
		return 1
	}
	return n * factorial(n-1)
}

func largest[T int | string](a, b T) T {
	if a > b {
		//@ a: none
		return a
	}
	return b
}

func nothing() {}

func main() {
	fmt.Println(dear(nil), factorial(3), largest(1, 2))
	//@ call Println: inlined
	//@ call dear: not inlined "exceeds budget 80"
	//@ call factorial: inlined
	//@ call largest: inlined
	go never()
	//@ call never: not inlined "marked //go:noinline"
	go nothing()
	//@ call nothing: not inlined "go or defer statement"
	twice := func(n int) int { return n * 2 }
	//@ func func: inlinable
	println(twice(2), areas(square{1}, never), locked(new(sync.Mutex)))
	//@ call twice: inlined
	//@ call areas: not inlined "exceeds budget 80"
}
