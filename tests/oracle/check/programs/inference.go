// Type inference: typed and untyped arguments, constraints' core types and methods, generic functions as arguments, assignment contexts.
package p

type number interface {
	~int | ~int64 | ~float64
}

func sum[N number](xs ...N) (total N) {
	for _, x := range xs {
		total += x
	}
	return total
}

func apply[S ~[]E, E, R any](s S, f func(E) R) []R {
	var out []R
	for _, e := range s {
		out = append(out, f(e))
	}
	return out
}

func double[N number](n N) N         { return n * 2 }
func identity[T any](t T) T          { return t }
func pair[A, B any](a A, b B) (A, B) { return a, b }

type ids []int64

type setter[T any] interface {
	*T
	Set(string)
}

type text struct{ s string }

func (t *text) Set(s string) { t.s = s }

func fromStrings[T any, PT setter[T]](list []string) []T {
	out := make([]T, len(list))
	for i, s := range list {
		PT(&out[i]).Set(s)
	}
	return out
}

type getter[T any] interface{ Get() T }
type box struct{}

func (box) Get() string { return "" }

func get[T any, G getter[T]](g G) T { return g.Get() }

func recursive[A, B any](depth int, a A, b B) int {
	if depth == 0 {
		return 0
	}
	// The function's own parameters meet themselves as arguments.
	return recursive(depth-1, b, a) + recursive[A](depth-1, a, b)
}

var (
	_                                    = sum(1, 2, 3)
	_                                    = sum(1, 2.5, 'x')
	_                                    = sum[float64](1, 2)
	_                                    = apply(ids{1, 2}, double)
	_                                    = apply(ids{1, 2}, func(i int64) string { return "" })
	_                                    = apply([]string{"a"}, identity[string])
	_                                    = fromStrings[text](nil)
	_                                    = get(box{})
	_, _                                 = pair(nil == any(nil), 1<<3)
	f    func(int) int                   = double
	g    func(string, int) (string, int) = pair
	_                                    = recursive(3, "", 1)
)

func results() func(float64) float64 { return identity }
