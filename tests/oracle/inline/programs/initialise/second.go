package initialise

import "sync"

var mutex sync.Mutex
var other = compute(later)
var lazily = sync.OnceValue(func() int { return other })

func init() { other++ }
