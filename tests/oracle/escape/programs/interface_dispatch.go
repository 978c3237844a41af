package main

type animal interface{ name() *string }
type dog struct{ n string }

func (d *dog) name() *string { return &d.n }
func get(a animal) *string   { return a.name() }
func main() {
	d := dog{"rex"}
	println(*get(&d))
}
