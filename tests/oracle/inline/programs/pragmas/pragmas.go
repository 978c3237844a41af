// Package pragmas: directives that keep a function from being inlined, and those that do not.
package pragmas

import _ "unsafe"

//go:noinline
func noinline() int { return 1 }

//go:norace
func norace() int { return 1 }

//go:nocheckptr
func nocheckptr() int { return 1 }

//go:nosplit
func nosplit() int { return 1 }

//go:noescape
func noescape(p *int)

//go:uintptrescapes
func uintptrescapes(p uintptr) {}

//go:linkname linked programs.pragmas.linked
func linked() int { return 1 }

//go:linkname pulled runtime.fastrand
func pulled() uint32

type t struct{}

//go:noinline
func (t) method() {}

func calls() int {
	t{}.method()
	uintptrescapes(0)
	return noinline() + norace() + nocheckptr() + nosplit() + linked()
}
