// Loop variables are new in every iteration only where a capture or an address can stay behind; what a return takes along cannot.
package main

var sink []func() int
var pointers []*int

func captured() {
	for i := 0; i < 3; i++ {
		sink = append(sink, func() int { return i })
	}
}

func returned() func() int {
	for i := 0; i < 3; i++ {
		return func() int { return i }
	}
	return nil
}

func addressReturned(s []int) *int {
	for _, v := range s {
		return &v
	}
	return nil
}

func ranged(s []string) {
	for i, v := range s {
		sink = append(sink, func() int { return i + len(v) })
	}
}

func inner(s []int) {
	for _, v := range s {
		for j := 0; j < v; j++ {
			sink = append(sink, func() int { return v + j })
		}
	}
}

func changed() {
	for i, j := 0, 10; i < j; i, j = i+1, j-1 {
		if i == 3 {
			continue
		}
		sink = append(sink, func() int { i++; return i + j })
	}
}

func addressed(n int) {
	for i := range n {
		pointers = append(pointers, &i)
	}
}

func local() (sum int) {
	for i := 0; i < 3; i++ {
		p := &i
		sum += *p
	}
	return
}

func main() {
	captured()
	returned()
	addressReturned(nil)
	ranged(nil)
	inner(nil)
	changed()
	addressed(3)
	local()
}
