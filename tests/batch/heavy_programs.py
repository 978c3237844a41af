"""Programs that nobody writes by hand and generators do: much of one thing. Each is one Go file, and one that gc compiles."""

HEAD = "package heavy\n\nvar sink any\n\n"


def recursive_functions(count=5_000):
    """Functions that call each other in one circle: one batch."""
    return HEAD + "".join(
        f"func f{i}(p, q *int, n int) *int {{\n\tif n == 0 {{\n\t\treturn p\n\t}}\n\treturn f{(i + 1) % count}(q, p, n-1)\n}}\n" for i in range(count))


def chain_of_variables(count=50_000):
    """Each variable is assigned to the next."""
    body = "".join(f"\tx{i} := x{i - 1}\n" for i in range(1, count))
    return HEAD + f"func chain(x0 *int) *int {{\n{body}\treturn x{count - 1}\n}}\n"


def chain_to_the_heap(count=20_000):
    """Each allocation holds the address of the one before, and the last escapes."""
    body = "".join(f"\tx{i} := &node{{x{i - 1}}}\n" for i in range(1, count))
    return HEAD + f"type node struct{{ next *node }}\n\nfunc chain(x0 *node) {{\n{body}\tsink = x{count - 1}\n}}\n"


def chain_that_stays(count=20_000):
    """The same, and none escapes."""
    body = "".join(f"\tx{i} := &node{{x{i - 1}}}\n" for i in range(1, count))
    return HEAD + f"type node struct{{ next *node }}\n\nfunc chain(x0 *node) bool {{\n{body}\treturn x{count - 1} == nil\n}}\n"


def many_allocations(count=50_000):
    body = "".join(f"\tp{i} := new(int)\n\t*p{i} = {i}\n" for i in range(count // 2)) + "".join(f"\tsink = new(int)\n" for i in range(count // 2))
    return HEAD + f"func many() {{\n{body}}}\n"


def nested_closures(depth=1_000):
    return HEAD + f"func nested(x int) any {{\n\treturn {'func() any { x++; return ' * depth}x{'}' * depth}\n}}\n"


def nested_called_closures(depth=100):
    """Each literal is inlined into all around it."""
    opened = "func() { x++; " * depth
    return HEAD + f"func nested() int {{\n\tx := 0\n\tf := {opened}{'}()' * (depth - 1)}}}\n\tf()\n\treturn x\n}}\n"


def capturing_statements(count=20_000):
    body = "".join(f"\tfs = append(fs, func() int {{ x += {i}; return x }})\n" for i in range(count))
    return HEAD + f"func capture() []func() int {{\n\tx := 0\n\tvar fs []func() int\n{body}\treturn fs\n}}\n"


def captured_variables(count=20_000):
    """One literal that captures many variables."""
    body = "".join(f"\tx{i} := {i}\n" for i in range(count))
    use = "".join(f"\t\tx{i}++\n" for i in range(count))
    return HEAD + f"func capture() func() {{\n{body}\treturn func() {{\n{use}\t}}\n}}\n"


def deep_expression(depth=3_500):
    return HEAD + f"func deep(x *int) int {{\n\treturn {'-(' * (depth // 2)}*x{')' * (depth // 2)}\n}}\n"


def deep_literal(depth=2_000):
    return HEAD + f"type node struct{{ next *node }}\n\nfunc deep(n *node) *node {{\n\treturn {'&node{' * depth}n{'}' * depth}\n}}\n"


def deep_calls(depth=2_000):
    return HEAD + "//go:noinline\nfunc id(p *int) *int { return p }\n\n" + f"func deep(p *int) *int {{\n\treturn {'id(' * depth}p{')' * depth}\n}}\n"


def deep_inlined_calls(depth=500):
    return HEAD + "func id(p *int) *int { return p }\n\n" + f"func deep(p *int) *int {{\n\treturn {'id(' * depth}p{')' * depth}\n}}\n"


def chained_methods(count=1_500):
    calls = "".join(f".\n\t\tset({i})" for i in range(count))
    return HEAD + "type builder struct{ n int }\n\n//go:noinline\nfunc (b *builder) set(n int) *builder { b.n += n; return b }\n\n" + \
        f"func build() *builder {{\n\treturn new(builder){calls}\n}}\n"


def long_literal(count=100_000):
    return HEAD + "func long(p *int) []*int {\n\treturn []*int{\n" + "\t\tp,\n" * count + "\t}\n}\n"


def long_literal_of_interfaces(count=50_000):
    return HEAD + "func long(n int) []any {\n\treturn []any{\n" + "".join(f"\t\tn + {i},\n" for i in range(count)) + "\t}\n}\n"


def long_global_literal(count=100_000):
    return HEAD + "type node struct{ n int }\n\nvar nodes = []*node{\n" + "".join(f"\t{{{i}}},\n" for i in range(count)) + "}\n"


def long_map(count=50_000):
    return HEAD + "var m = map[string]*int{\n" + "".join(f'\t"key{i}": new(int),\n' for i in range(count)) + "}\n"


def many_globals(count=10_000):
    return HEAD + "".join(f"var v{i} = func() *int {{ x := {i}; return &x }}\n" for i in range(count))


def long_switch(count=10_000):
    cases = "".join(f"\tcase {i}:\n\t\tp = new(int)\n" for i in range(count))
    return HEAD + f"func long(n int, p *int) *int {{\n\tswitch n {{\n{cases}\t}}\n\treturn p\n}}\n"


def many_labels(count=5_000):
    body = "".join(f"L{i}:\n\tif n > {i} {{\n\t\tp = new(int)\n\t\tn--\n\t\tgoto L{i}\n\t}}\n" for i in range(count))
    return HEAD + f"func labels(n int, p *int) *int {{\n{body}\treturn p\n}}\n"


def wide_assignment(count=5_000):
    left = ", ".join(f"x{i}" for i in range(count))
    right = ", ".join("p" for i in range(count))
    use = "".join(f"\tsink = x{i}\n" for i in range(count))
    return HEAD + f"func wide(p *int) {{\n\t{left} := {right}\n{use}}}\n"


def many_parameters(count=2_000):
    params = ", ".join(f"p{i}" for i in range(count))
    args = ", ".join("q" for i in range(count))
    return HEAD + f"//go:noinline\nfunc many({params} *int) *int {{ return p{count - 1} }}\n\nfunc call(q *int) {{\n" + f"\tmany({args})\n" * 50 + "}\n"


def interface_methods(count=2_000):
    methods = "".join(f"\tM{i}(p *int) *int\n" for i in range(count))
    own = "".join(f"func (t T) M{i}(p *int) *int {{ return p }}\n" for i in range(count))
    return HEAD + f"type I interface {{\n{methods}}}\n\ntype T struct{{ x, y int }}\n\n{own}\ntype U struct{{ *T }}\n\nfunc use(u *U) I {{ return u }}\n"


def loops_in_loops(depth=500):
    body = "".join(f"for i{i} := range {2} {{ p{i} := new(int); *p{i} = i{i}; " for i in range(depth))
    return HEAD + f"func loops() {{\n{body}{'}' * depth}\n}}\n"


PROGRAMS = {name: made for name, made in list(globals().items()) if callable(made)}
