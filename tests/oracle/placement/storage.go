// Functions whose allocations are counted while they run. A function allocates once per site that the report puts on the heap, and, where
// its name ends in Beyond, once per site whose storage goes beyond its buffer.
package storage

type pair struct{ a, b int }
type one struct{ a int }
type named struct {
	a int
	s string
}

var (
	Sink   any
	Num    = 5000
	Small  = byte(7)
	Yes    = true
	Half   = 2.5
	Text   = "a text that is longer than thirty-two bytes"
	Short  = "short"
	Bytes  = []byte("some bytes that are more than thirty-two")
	Few    = []byte("few")
	Ints   = []int{1, 2, 3, 4, 5, 6, 7, 8, 9}
	Letter = 'x'
	Length int
)

//go:noinline
func StaticPair() { Sink = pair{2000, 1} }

//go:noinline
func StaticPairByVariable() { p := pair{2000, 1}; Sink = p }

//go:noinline
func StaticOneByVariable() { p := one{2000}; Sink = p }

//go:noinline
func ChangedPair() { p := pair{2000, 1}; p.a = Num; Sink = p }

//go:noinline
func ZeroPair() { Sink = pair{} }

//go:noinline
func ConstantByVariable() { n := 5000; Sink = n }

//go:noinline
func ReassignedConstant() { n := 5000; n = 6000; Sink = n }

//go:noinline
func Number() { Sink = Num }

//go:noinline
func Byte() { Sink = Small }

//go:noinline
func Bool() { Sink = Yes }

//go:noinline
func StructOfByte() { Sink = struct{ b byte }{Small} }

//go:noinline
func Float() { Sink = Half }

//go:noinline
func String() { Sink = Text }

//go:noinline
func Slice() { Sink = Ints }

//go:noinline
func Named() { Sink = named{Num, Text} }

//go:noinline
func Empty() { Sink = struct{}{}; Sink = new(struct{}) }

//go:noinline
func NewPair() { Sink = &pair{Num, 1} }

//go:noinline
//go:noinline
func LargeBox() { var big [2000]byte; big[Num%10] = 1; var x any = big; Yes = x == nil }

//go:noinline
func MakeKnown() { s := make([]int, 3); Length = len(s) }

//go:noinline
func MakeUnknown() { n := len(Few); s := make([]int, n); Length = len(s) }

//go:noinline
func MakeUnknownBeyond() { n := Num; s := make([]int, n); Length = len(s) }

//go:noinline
func MakeLargeElements() { n := len(Few); s := make([][40]byte, n); Length = len(s) }

//go:noinline
func MakeNothing() { Sink = make([]struct{}, Num); Sink = []int{} }

//go:noinline
func Concatenate() { s := Short + Short; Length = len(s) }

//go:noinline
func ConcatenateBeyond() { s := Text + Short; Length = len(s) }

//go:noinline
func BytesOfString() { b := []byte(Short); b[0] = 1; Length = len(b) }

//go:noinline
func BytesOfStringBeyond() { b := []byte(Text); b[0] = 1; Length = len(b) }

//go:noinline
func BytesOnlyRead() { b := []byte(Text); Length = len(b) + int(b[2]) }

//go:noinline
func StringCompared() { Yes = string(Bytes) == Text }

//go:noinline
func StringKept() { Sink2 = string(Bytes) }

var Sink2 string

//go:noinline
func RuneString() { s := string(Letter); Length = len(s) }

//go:noinline
func MapSmall() { m := map[int]int{1: 1}; m[2] = Num; Length = len(m) }

//go:noinline
func Closure() { n := Num; F = func() int { n++; return n } }

var F func() int

//go:noinline
func ClosureWithoutCaptures() { F = func() int { return Num } }

//go:noinline
func MethodValue() { p := one{Num}; F = p.get }

func (o one) get() int { return o.a }

//go:noinline
func Channel() { c := make(chan int); Length = len(c) }

//go:noinline
func AppendSpreadBeyond() { var s []int; s = append(s, Ints...); Length = len(s) }
