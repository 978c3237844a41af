// Since Go 1.22 each iteration has its own loop variable; captured by a goroutine, each needs storage of its own.
package main

import "sync"

func main() {
	var wg sync.WaitGroup
	results := make([]int, 3)

	for i := 0; i < 3; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results[i] = i * i
		}()
	}

	wg.Wait()
	println(results[0], results[1], results[2])
}
