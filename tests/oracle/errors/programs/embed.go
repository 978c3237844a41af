// What go:embed applies to.
package p

import _ "embed"

//go:embed a.txt
var a string

//go:embed a.txt // ERROR "multiple vars"
var b, c string

//go:embed a.txt // ERROR "with initializer"
var d = ""

//go:embed a.txt // ERROR "misplaced"
var (
	//go:embed a.txt
	e string
)

//go:embed a.txt // ERROR "misplaced"
type f int
