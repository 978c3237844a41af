// Package static_strings: of an inlined call that only returns, gc makes data, and adds constant strings up.
package static_strings

type names [4]string

func named(base, suffix string) names {
	return names{base, base + "_fast", base + "_fast" + suffix, base + "_slow"}
}

func joined(a, b, c string) string { return a + "-" + b + "-" + c }

func pair(a, b string) [2]string { return [2]string{"<" + a + ">" + b, a} }

func variable() string { return changing }

func bytesTwice(b []byte) [2][]byte { return [2][]byte{b, b} }

func once(b []byte) [1][]byte { return [1][]byte{b} }

var (
	changing = "x"
	read     = named("read", "")
	write    = named("write", "er")
	line     = joined("a", "b", "c")
	partly   = joined("a", changing, "c")
	angle    = pair("a", changing)
	called   = pair(variable(), "b")
	twice    = bytesTwice([]byte("abc"))
	single   = once([]byte("abc"))
	lists    = bytesTwice([]byte{1, 2})
)

func use() []string {
	return append(read[:], write[0], line, partly, angle[0], called[1], string(twice[0]), string(single[0]), string(lists[1]))
}
