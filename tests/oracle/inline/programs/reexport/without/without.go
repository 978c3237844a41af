// Package without: what generic calls has no body here, though an imported package has inlined it.
package without

import (
	"programs/reexport/generic"
	"programs/reexport/inside"
)

func f() int { return inside.Exported(1) + generic.Calls[int](1) }
