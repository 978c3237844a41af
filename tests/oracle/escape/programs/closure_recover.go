// A deferred literal writes to a named result: by reference, on the stack.
package main

type failure struct{ text string }

func guarded(f func()) (err *failure) {
	defer func() {
		if r := recover(); r != nil {
			err = &failure{"failed"}
		}
	}()
	f()
	return nil
}

func main() {
	n := 0
	err := guarded(func() { n++; panic("x") })
	println(err.text, n)
}
