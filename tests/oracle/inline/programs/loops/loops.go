// Package loops: for statements and what leaves them.
package loops

func three(n int) (s int) {
	for i, j := 0, n; i < j; i, j = i+1, j-1 {
		s += i * j
	}
	return s
}

func condition(n int) int {
	for n > 3 {
		n /= 2
	}
	return n
}

func forever(f func() bool) {
	for {
		if f() {
			break
		}
	}
}

func labelled(x [][]int) int {
rows:
	for i := range x {
		for _, v := range x[i] {
			switch {
			case v == 0:
				continue rows
			case v < 0:
				break rows
			}
		}
	}
	return len(x)
}

func capturesEach(n int) (fs []func() int) {
	for i := 0; i < n; i++ {
		fs = append(fs, func() int { i++; return i })
	}
	return fs
}

func calls() int { return three(4) + condition(3) + labelled(nil) }

func inCondition(n int) int {
	for i := 0; i < condition(n); i += condition(1) {
		n--
	}
	return n
}
