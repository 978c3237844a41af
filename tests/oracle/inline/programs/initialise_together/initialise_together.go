// Package initialise_together: all package variables are set in one function, whose calls are inlined level by level and whose temporaries have
// one row of numbers.
package initialise_together

type speaker interface{ speak() speaker }
type dog struct{ n int }

func (d *dog) speak() speaker { return d }

func inner(n int) *dog { return &dog{n} }

func outer(n int) speaker { return inner(n) }

var (
	a = outer(1).speak()
	b = []speaker{outer(2).speak(), outer(3).speak()}
	c = func() speaker { return outer(4) }()
)
