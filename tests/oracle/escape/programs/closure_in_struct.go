package main

type button struct{ press func() int }

func make1() button {
	n := 0
	return button{func() int { n++; return n }}
}
func main() { println(make1().press()) }
