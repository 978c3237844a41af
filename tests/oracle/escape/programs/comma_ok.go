// The first value of a comma-ok form carries what the single value would; the second carries nothing.
package main

var sink any

func asserted() {
	i := 0
	var x any = &i
	v, ok := x.(*int)
	sink = v
	_ = ok
}

func assertedToExisting(x any) (*int, bool) {
	var v *int
	var ok bool
	v, ok = x.(*int)
	return v, ok
}

func assertedToInterface(x any) {
	v, ok := x.(interface{ M() })
	sink = v
	sink = ok
}

func assertedToLarge(x any) *int {
	v, ok := (x.([4]*int))
	_ = ok
	return v[0]
}

func onlyOk(x any) bool {
	_, ok := x.(*int)
	return ok
}

func fromMap(m map[string]*int) {
	i := 0
	m["a"] = &i
	v, ok := m["a"]
	sink = v
	_ = ok
}

type flag bool

func declared(m map[*int]string, key *int) flag {
	var v, ok = m[key]
	sink = v
	var f flag
	_, f = m[key]
	_ = ok
	return f
}

func received(c chan *int) *int {
	v, ok := <-c
	if !ok {
		return nil
	}
	return v
}

func toInterface(m map[int]int, c chan int, x any) {
	var v any
	var ok bool
	v, ok = m[0]
	sink = v
	v, ok = <-c
	sink = v
	v, ok = x.(int)
	_ = ok
}

func main() {
	asserted()
	assertedToExisting(1)
	assertedToInterface(2)
	assertedToLarge(3)
	onlyOk(4)
	fromMap(map[string]*int{})
	declared(nil, nil)
	received(make(chan *int))
	toInterface(nil, nil, nil)
}
