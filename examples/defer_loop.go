// A defer in a loop cannot be a slot of the frame: every iteration needs a record, and its closure with it.
package main

func closeAll(names []string) (closed int) {
	for _, name := range names {
		defer func() {
			closed += len(name)
		}()
	}
	return 0
}

func closeOne(name string) (closed int) {
	defer func() {
		closed += len(name)
	}()
	return 0
}

func main() {
	println(closeAll([]string{"a", "bc"}), closeOne("def"))
}
