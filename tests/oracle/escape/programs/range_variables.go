package main

func main() {
	var ps []*int
	for i, v := range []int{1, 2} {
		ps = append(ps, &i, &v)
	}
	println(len(ps))
}
