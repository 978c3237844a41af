package p

func f(x int, c chan int) {
	break    // ERROR "break"
	continue // ERROR "continue"
	switch x {
	case 1:
		fallthrough
	case 2:
		continue // ERROR "continue"
	case 1 /* ERROR "duplicate" */ :
		if x > 0 {
			fallthrough // ERROR "fallthrough"
		}
		break
	default:
		fallthrough // ERROR "final"
	}
	switch any(x).(type) {
	case int:
		fallthrough // ERROR "type switch"
	case int /* ERROR "duplicate" */ :
	}
	goto L // ERROR "jumps over"
	y := 1
	_ = y
L:
	goto M // ERROR "jumps into"
	{
	M:
	}
	goto N
	{
		goto L
	}
N:
	for range 3 {
	O:
		for {
			select {
			case <-c:
				break O
			case c <- 1:
				continue O
			}
			func() {
				break // ERROR "break"
			}()
		}
	}
S:
	switch {
	case x > 1:
		for {
			continue S // ERROR "continue"
		}
	}
}

func g() int {
	for {
		break
	}
} // ERROR "missing return"

func h(x int) {
	for {
		if x > 0 {
			goto E
		}
		y := x
		_ = y
	}
E:
}
