// Package with_both: here, too: inlined anywhere, and within reach of what is exported.
package with_both

import (
	"programs/reexport/both"
	"programs/reexport/generic"
)

func f() int { both.Exported(); return generic.Calls[int](1) }
