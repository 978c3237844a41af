// What constants or a return decide is not compiled: gc says nothing of the literals there.
package main

var sink any

const debug = false

func use(f func()) { f() }

func afterReturn() int {
	return 1
	use(func() { println("never") })
	return 2
}

func guarded() {
	if debug {
		sink = new(int)
	}
	if !debug && len("x") == 1 {
		sink = new(string)
	}
	if f := func() bool { return true }; f() && debug {
		sink = new(bool)
	}
	for debug {
		sink = new(byte)
	}
}

func chosen() {
	switch 2 {
	case 1:
		sink = new(int8)
	case 2:
		sink = new(int16)
	default:
		sink = new(int32)
	}
	switch {
	case debug:
		sink = new(uint8)
	}
}

func panics() {
	panic("stop")
	sink = new(uint16)
}

func labelled() {
	goto end
	sink = new(uint32)
end:
	sink = new(uint64)
}

func unused() {
	f := func() { println("dropped") }
	if debug {
		f()
	}
	x, _ := 1, func() {}
	println(x)
}

func main() {
	afterReturn()
	guarded()
	chosen()
	labelled()
	unused()
	panics()
}
