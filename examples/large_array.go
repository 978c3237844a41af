// Size alone can send a variable to the heap: 128 KiB is the limit of a declared variable, 64 KiB of an unnamed one.
package main

var table [1 << 16]int

var primes = [4]int{2, 3, 5, 7}

func fits() int {
	var block [128 << 10]byte
	block[1] = 1
	return int(block[1])
}

func tooLarge() int {
	var block [128<<10 + 1]byte
	block[1] = 2
	return int(block[1])
}

func unnamed() int {
	small := new([64 << 10]byte)
	large := new([64<<10 + 1]byte)
	return len(small) + len(large)
}

func main() {
	table[0] = primes[3]
	println(fits(), tooLarge(), unnamed(), table[0])
}
