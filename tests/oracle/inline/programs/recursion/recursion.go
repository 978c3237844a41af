// Package recursion: a call of the function that is looked at, or of one that waits for it, is dear; another one sees what is known by then.
package recursion

func fact(n int) int {
	if n == 0 {
		return 1
	}
	return n * fact(n-1)
}
func even(n int) bool {
	if n == 0 {
		return true
	}
	return odd(n - 1)
}
func odd(n int) bool {
	if n == 0 {
		return false
	}
	return even(n - 1)
}

func b37() bool { return even(4) }
func b38() int  { return fact(4) }
