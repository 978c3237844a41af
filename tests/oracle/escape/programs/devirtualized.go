// An interface variable that is only ever assigned one type has that type's methods, so gc knows what they do with their arguments.
package main

type reader interface{ read(p *int) }

type keeper struct{ kept *int }

func (k *keeper) read(p *int) { k.kept = p }

type looker struct{}

func (looker) read(p *int) { println(*p) }

type wrapped struct{ *looker }

type partial struct{ reader }

func one() {
	i := 0
	var r reader = looker{}
	r.read(&i)
}

func assignedLater(yes bool) {
	i := 0
	var r reader
	if yes {
		r = &keeper{}
	}
	r.read(&i)
}

func two(yes bool) {
	i := 0
	var r reader = looker{}
	if yes {
		r = &keeper{}
	}
	r.read(&i)
}

func through(r reader) {
	i := 0
	r.read(&i)
}

func promoted() {
	i := 0
	var r reader = wrapped{&looker{}}
	r.read(&i)
}

func embedded(inner reader) {
	i := 0
	var r reader = partial{inner}
	r.read(&i)
}

func asserted(x any) {
	i := 0
	r := x.(looker)
	var y reader = r
	y.read(&i)
}

func deferred() {
	i := 0
	var r reader = &keeper{}
	defer r.read(&i)
}

func copied() {
	i := 0
	a := reader(looker{})
	b := a
	b.read(&i)
}

func main() {
	one()
	assignedLater(true)
	two(true)
	through(looker{})
	promoted()
	embedded(looker{})
	asserted(looker{})
	deferred()
	copied()
}
