package main

func f(x *int) *int {
	if x != nil {
		x := new(int)
		return x
	}
	return x
}
func main() { println(*f(new(int))) }
