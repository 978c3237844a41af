// Keys and values live inside the map; what a value points to must be on the heap.
package main

type user struct {
	name string
	age  int
}

func byValue(names ...string) map[string]user {
	users := make(map[string]user)
	for i, name := range names {
		u := user{name, 20 + i}
		users[name] = u
	}
	return users
}

func byPointer(names ...string) map[string]*user {
	users := map[string]*user{}
	for i, name := range names {
		u := user{name, 20 + i}
		users[name] = &u
	}
	return users
}

func main() {
	seen := map[int]bool{1: true}
	println(len(byValue("ann", "bob")), len(byPointer("cy")), seen[1])
}
