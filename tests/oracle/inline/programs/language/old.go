//go:build go1.21

// Package language: in a file whose language version is below 1.22 the variables of a loop are those of all its rounds.
package language

func oldLoop() (fs []func() int) {
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	return fs
}

func oldRange(x []int) (fs []func() int) {
	for i, v := range x {
		fs = append(fs, func() int { return i + v })
	}
	return fs
}
