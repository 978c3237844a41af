package p

type A /* ERROR "infinite" */ struct{ a, b A }

type B /* ERROR "infinite" */ struct{ c [2]C }
type C struct{ b B }

type D struct {
	d *D
	s []D
	m map[string]D
	f func(D) D
}

type I /* ERROR "infinite" */ interface{ I }
type J interface{ m() interface{ J } }

type G[P any] struct{ p P }
type H struct{ g G[G[int]] }
type K /* ERROR "infinite" */ struct{ g G[K] }
type L struct{ g G[*L] }
