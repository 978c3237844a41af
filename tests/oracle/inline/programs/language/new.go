package language

func newLoop() (fs []func() int) {
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	return fs
}

func newRange(x []int) (fs []func() int) {
	for i, v := range x {
		fs = append(fs, func() int { return i + v })
	}
	return fs
}
