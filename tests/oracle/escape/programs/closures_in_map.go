package main

func main() {
	total := 0
	ops := map[string]func(int){
		"add": func(n int) { total += n },
		"sub": func(n int) { total -= n },
	}
	ops["add"](2)
	println(total)
}
