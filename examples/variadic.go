// Variadic arguments travel in a slice the caller makes: where it lives depends on what the callee does with it.
package main

var log [][]string

func longest(words ...string) int {
	best := 0
	for _, w := range words {
		best = max(best, len(w))
	}
	return best
}

func remember(words ...string) {
	log = append(log, words)
}

func main() {
	a := longest("stack", "only")
	remember("kept", "alive")

	list := []string{"spread", "as", "it", "is"}
	remember(list...)
	println(a, longest(), len(log))
}
