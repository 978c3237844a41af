// Compiler directives and what they belong to.
package p

import "fmt"

//go:noinline
func f() {
	//go:noinline // ERROR "misplaced"
	var x int
	_ = x
}

//go:noinline // ERROR "misplaced"
var x int

//go:embed x.txt // ERROR "only allowed in Go files that import"
var y string

//go:nowritebarrier // ERROR "only allowed in runtime"
func g() {}

//go:cgo_ldflag // ERROR "only allowed in cgo"
func h() {}

//go:noescape
func i /* ERROR "only use //go:noescape with external" */ () {}

var _ = fmt.Sprint
