// Closures that take and return closures: each stage captures the one before by value.
package main

type stage func(int) int

func compose(stages ...stage) stage {
	return func(n int) int {
		for _, s := range stages {
			n = s(n)
		}
		return n
	}
}

func scale(by int) stage { return func(n int) int { return n * by } }

func main() { println(compose(scale(2), scale(3), func(n int) int { return n + 1 })(4)) }
