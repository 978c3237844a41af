// Package outside inlines the call in a body that importers can inline.
package outside

import "programs/reexport/low"

func Exported(x int) int { return low.Helper(x) }
