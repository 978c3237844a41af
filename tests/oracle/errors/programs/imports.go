// The names of imports and those of the package exclude each other.
package p

import (
	"fmt" // ERROR "imported and not used"
	"strings"
	. "math" // ERROR "imported and not used"
	. "unicode"
)

var fmt /* ERROR "already declared" */ int

func IsDigit /* ERROR "already declared" */ () {}

var _ = strings.ToUpper
var _ = IsLetter('a')
