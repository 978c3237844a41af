package main

func f() (n int) {
	defer func() { n++ }()
	return 1
}
func main() { println(f()) }
