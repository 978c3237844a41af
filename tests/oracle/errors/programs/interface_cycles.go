package p

// gc has no way to write down an interface without a name that refers to itself: it asks where everything else is right.
type I interface { // ERROR "anonymous interface refers to itself"
	m(x []interface{ I })
}

type J interface{ m() K }
type K interface{ m() interface{ J } }

func _() {
	type L interface { // ERROR "anonymous interface refers to itself"
		m() func() map[string]interface {
			L
			n()
		}
	}
}
