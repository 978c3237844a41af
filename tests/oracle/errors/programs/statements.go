// Small rules of statements and literals.
package p

func _(x any, c chan int) {
	select {
	default:
	default /* ERROR "multiple defaults" */ :
	}
	switch _ /* ERROR "no new variable" */ := x.(type) {
	}
	for _ /* ERROR "no new variable" */ := range "" {
	}
	var f float64
	for f /* ERROR "iteration variable" */ = range 10 {
	}
	_ = f
	var b int
	a, b, b /* ERROR "repeated" */ := 1, 2, 3
	_, _ = a, b
	_ = 301 /* ERROR "cannot slice" */ [:]
	_ = map[any]int{1: 1, "1": 1, int8(1): 1, 1 /* ERROR "duplicate key" */ : 2}
	_ = new(comparable /* ERROR "type constraint" */)
}

func _ /* ERROR "missing function body" */ [P any]()

type Own[P any] = P // ERROR "type parameter"
