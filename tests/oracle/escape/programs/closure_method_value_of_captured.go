// A method value of a captured variable, made inside a literal.
package main

type clock struct{ ticks int }

func (c *clock) tick() int { c.ticks++; return c.ticks }
func (c clock) now() int   { return c.ticks }

func ticker() func() func() int {
	c := clock{}
	return func() func() int { return c.tick }
}

func reader(c clock) func() func() int {
	return func() func() int { return c.now }
}

func main() { println(ticker()()(), reader(clock{7})()()) }
