// Package constants: what is constant is folded before anything counts, and what stands behind a constant condition is gone.
package constants

import (
	"math"
	"unsafe"
)

const debug = false
const size = unsafe.Sizeof(uintptr(0)) * 8

func folded() int { return 1 + 2*3<<4 }

func strings() string { return "a" + "b" + "c" }

func lengths() int { return len("abc") + len([4]int{}) + cap([2]string{}) }

func dead(x int) int {
	if debug {
		println(x)
	}
	if !debug || x > 3 {
		return 1
	}
	return 2
}

func deadElse(x int) int {
	if size == 64 {
		return x
	} else {
		println("not here")
	}
	return 0
}

func deadSwitch(x int) int {
	switch size {
	case 32:
		println(32)
	case 64:
		return x
	}
	return 0
}

func deadLoop(x int) int {
	for debug {
		x++
	}
	return x
}

func deadAnd(x bool) bool { return debug && x || !debug && x }

func typed() (int8, uint64, float32, complex128, rune, uintptr) {
	return math.MinInt8, math.MaxUint64, math.Pi, 2i, 'ä', size
}

func shifts(x uint) uint { return 1<<x | x>>3&^7 }

func compares(s string) bool { return s == "a\x00\"\n" || "b" > "a" && s != "" }

func big() (float64, int64) { return 1e100, 1 << 62 }

func converted(x int) float64 { return float64(3) + float64(x)*1.5 }
