// Package inside inlines the call where importers see nothing of it: in a function that they cannot inline.
package inside

import "programs/reexport/low"

func Exported(x int) int {
	go println(x)
	return low.Helper(x)
}
