// Package text: how bodies are printed: where an operand has parentheses, and where an operator is followed by a space.
package text

type T struct{ a int }

func (T) m() {}

func literal(c chan func())                   { c <- func() {} }
func pointer(c chan *T)                       { c <- &T{a: 1} }
func composite(c chan T)                      { c <- T{a: 1} }
func sum(c chan int, x int)                   { c <- x + 1 }
func address(c chan *int, x int)              { c <- &x }
func received(c, d chan int)                  { c <- <-d }
func asserted(c chan int, x any)              { c <- x.(int) }
func both(c chan bool, a, b bool)             { c <- a && b }
func converted(c chan string, x []byte)       { c <- string(x) }
func concatenated(c chan string, a, b string) { c <- a + b }
func negated(c chan int, x int)               { c <- -x }
func method(c chan func(), t T)               { c <- t.m }
func toElement(cs []chan int)                 { cs[0] <- 1 }
func toIndirect(c *chan int)                  { *c <- 1 }
func twiceNegated(x int) int                  { return -(-x) - (-x) - (x - x) }
func twiceReceived(c chan chan int)           { (<-c) <- 1; <-<-c }
func twiceNot(x bool) bool                    { return !!x }
func twiceComplement(x int) int               { return ^^x + +x }
func mixed(x int) int                         { return -^x }
func products(a, b *int) bool                 { return *a**b == 3 && !(*a == *b) }
func arrays(x []int) int                      { return (*[2]int)(x)[1] + len((*[2]int)(x)) }
