// A goroutine outlives the call: what it captures by reference moves to the heap.
package main

func main() {
	done := make(chan bool)
	//@ done: hint "stack"; size 8
	//@ make(chan bool): hint "escapes to heap"; gc none
	result := 0
	//@ result: hint "escapes to heap"; captured reference main.func1; gc "moved to heap: result"
	go func() {
		//@ func literal: hint "escapes to heap"
		result = 42
		done <- true
	}()
	<-done
	println(result)
}
