// A deferred closure lives in the frame, unless the defer stands in a loop.
package main

func once() (n int) {
	//@ n: segment stack; captured reference once.func1
	defer func() { n++ }()
	//@ func literal: hint "stack"
	return 0
}

func often(times int) (n int) {
	//@ n: hint "escapes to heap"; gc "moved to heap: n"
	for range times {
		defer func() { n++ }()
		//@ func literal: hint "escapes to heap"
	}
	return 0
}

func main() { println(once(), often(2)) }
