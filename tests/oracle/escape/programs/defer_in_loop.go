package main

func f(names []string) {
	for _, name := range names {
		defer func() { println(name) }()
	}
}
func main() { f([]string{"a"}) }
