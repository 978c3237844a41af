// What initialises a package variable is data where it can be; of a composite literal only the rest is made when the program starts.
package main

type node struct {
	next  *node
	value any
	names []string
}

func compute() int { return 7 }

func pair() (*int, error) { return nil, nil }

var (
	constants   = []int{1, 2, 3}
	nested      = []*node{{value: 1}, {next: &node{value: "x"}}}
	partly      = []any{1, compute(), "text"}
	table       = map[string]*node{"a": {}, "b": {value: compute()}}
	pointed     = &node{names: []string{"a", "b"}}
	capturing   = func() func() int { n := 0; return func() int { n++; return n } }()
	plain       = func() int { return 1 }
	bytes       = []byte("constant")
	runes       = []rune("añ")
	first, err  = pair()
	boxed   any = compute()
	address     = &constants
	chosen      = len(nested) > 1 && compute() > 2
)

var _ = compute()
var _ any = node{}

func main() {
	println(constants, nested, partly, table, pointed, capturing, plain, bytes, runes, first, err, boxed, address, chosen)
}
