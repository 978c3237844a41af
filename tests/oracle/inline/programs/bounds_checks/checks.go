// Package bounds_checks has indexes that need no check: by their type or their form, in the order in which gc comes to them, and as often.
package bounds_checks

const digits = "0123456789abcdef"

type table [16]int

var (
	all   [256]int
	few   table
	words [8]string
	pairs [4]struct{ a, b int }
	maps  map[string]int
	names = [4]string{"a", "b", "c", "d"}
	start = few[uint(len(maps))&15] + all[byte(len(maps))]
)

func byType(b byte, w uint16, s int8, big *[65536]int) int {
	return all[b] + all[w] + all[s] + big[w] + all[byte(w)] + int(digits[b>>4])
}

func byForm(i int, u uint, b byte, u64 uint64) int {
	n := few[i&15] + few[15&i] + few[i&16] + few[i&^-16] + few[u&^0xfffffff0] + few[b&^0xf0]
	n += few[u%16] + few[i%16] + few[u%17] + few[b/16] + few[b/15] + few[b>>4] + few[b>>3] + few[b>>9]
	n += few[u64>>60] + few[u64>>59] + few[u64>>70] + few[u64/4&3]
	return n + few[(i&15)+0] + few[3] + int(digits[u&15]) + int(digits[u%16])
}

func length() int            { return len(maps) }
func small(b byte) uint8     { return b + 1 }
func inlined(i int) int      { return few[i&15] + few[(i+1)&15] }
func masked(i int) int       { return i & 15 }
func text(i int) string      { return words[i&7] }
func nested(i uint) int      { return few[few[i&15]&15] }
func result(i int) (n int)   { n = few[i&15]; return n }
func twice(i int) (int, int) { return few[i&15], few[(i+1)&15] }

func calls(i int, b byte) int {
	a := few[i&15] + few[length()&15] + all[small(b)] + few[masked(i)]
	return a + inlined(i) + len(text(i)) + few[i&15]*length()
}

func assigns(i, j int) {
	few[i&15] = j
	few[i&15] += few[j&15]
	few[i&15]++
	few[i&15], few[j&15] = few[j&15], few[i&15]
	local := table{}
	local[i&15], local[j&15] = local[j&15], local[i&15]
	few[i&15], few[j&15] = twice(i)
	maps[words[i&7]] = few[j&15]
	maps[words[i&7]] += few[j&15]
	maps[words[i&7]] /= few[j&15]
	v, ok := maps[words[i&7]]
	few[i&15], ok = maps[words[j&7]]
	_, _, _ = v, ok, local
	_ = few[j&15]
}

func appends(i int, b byte, s []int, t []string, m map[string][]int, lists [8][]int) []int {
	s = append(s, few[i&15], all[b], few[b])
	s = append(s, few[i&15]+1)
	lists[i&7] = append(lists[i&7], 1)
	m[words[i&7]] = append(m[words[i&7]], few[i&15])
	s = append(s, lists[i&7]...)
	s = append(s, make([]int, few[i&15])...)
	t = append(t, digits[i&15:], words[i&7]+words[(i+1)&7])
	return append(s, len(t))
}

func compares(i, j int, b byte, e any) bool {
	if words[i&7] == "x" || words[i&7] != "" || words[i&7] < "x" || words[i&7] == words[j&7] {
		return true
	}
	if all[b] == 1 && pairs[i&3] == pairs[j&3] || few[i&15] > few[j&15] {
		return false
	}
	return e == any(few[i&15]) || any(few[i&15]) == any(words[j&7])
}

func statements(i int, b byte, c chan int, cs [4]chan int, e any) int {
	for few[i&15] < few[(i+1)&15] {
		i += few[i&15]
	}
	for j := few[i&15]; j < few[(i+1)&15]; j += few[(i+2)&15] {
		i += few[(i+3)&15]
	}
	for range few[i&15] {
		i++
	}
	for few[i&15], few[(i+1)&15] = range few {
		i++
	}
	for _, r := range words[i&7] {
		i += int(r)
	}
	switch few[i&15] {
	case few[(i+1)&15], few[(i+2)&15]:
		return few[(i+3)&15]
	case 7:
		return few[(i+4)&15]
	}
	switch x := e.(type) {
	case int:
		return few[x&15]
	case byte:
		return all[x]
	}
	c <- few[i&15]
	cs[i&3] <- few[i&15]
	defer func(n int) { few[n&15] = i }(few[i&15])
	go println(few[i&15])
	select {
	case cs[i&3] <- few[i&15]:
		i = few[(i+1)&15]
	case few[i&15] = <-cs[(i+2)&3]:
		i = few[(i+3)&15]
	case v := <-c:
		i = few[v&15]
	default:
		i = few[(i+4)&15]
	}
	select {
	case v := <-cs[i&3]:
		return few[v&15]
	default:
		return few[(i+1)&15]
	}
}

func literals(i int, b byte) (any, any, any) {
	list := []int{few[i&15], length(), few[(i+1)&15]}
	array := [3]int{few[i&15], 1, few[(i+1)&15]}
	entries := map[string]int{words[i&7]: few[i&15], "x": 1, "y": few[(i+1)&15]}
	pointer := &table{3: few[i&15]}
	print(few[i&15], length(), all[b])
	return list, array, []any{entries, pointer, few[i&15], all[b], struct{ s string }{words[i&7] + "x"}}
}

func closures(i int) func() int {
	plain := func(b byte) int { return all[b] }
	first := func() int { return few[i&15] + plain(1) }
	second := func() int {
		third := func() int { i++; return few[i&15] + 1 }
		defer third()
		return few[(i+1)&15] + recursive(third)
	}
	i++
	use(plain, first)
	return second
}

func recursive(f func() int) int {
	if few[f()&15] == 0 {
		return 0
	}
	return recursive(f) + few[f()&7]
}

//go:noinline
func use(f func(byte) int, g func() int) { all[byte(f(1))] = g() }

func either(i int, b byte) bool {
	return i == few[length()&15] || few[i&15] == 1 && (all[b] == 2 || length() == few[(i+1)&15])
}

type indexed[T ~int | ~uint8] struct{ list [16]T }

func (x *indexed[T]) at(i T) T { return x.list[i&15] + x.list[15&i] }

func (t *table) at(i byte) int { return t[i&15] + all[i] }

type holder struct{ *table }

func generic(x *indexed[uint8], y *indexed[int], h holder) (int, any) {
	return int(x.at(3)) + y.at(4) + h.at(5), h
}
