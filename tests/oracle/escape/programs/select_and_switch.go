package main

func f(c chan *int, v any) *int {
	select {
	case p := <-c:
		return p
	default:
	}
	switch x := v.(type) {
	case *int:
		return x
	case int:
		return &x
	}
	return nil
}
func main() { println(f(nil, 1) != nil) }
