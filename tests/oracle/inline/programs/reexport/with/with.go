// Package with: here it has one.
package with

import (
	"programs/reexport/generic"
	"programs/reexport/outside"
)

func f() int { return outside.Exported(1) + generic.Calls[int](1) }
