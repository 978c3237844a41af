// Prints constant expressions in postfix form, and what go/constant and go/types make of them:
//
//	go run main.go SEED COUNT
//
// A line is the expression, a tab, and the value: kind, sign, exact text, short text. Literals travel as kind:hexadecimal (i, f, m, c, s);
// conv:T is the conversion T(x), complement:N is ^x of an unsigned type of N bits (0: signed or untyped), div the quotient of integers.
// Every literal form of the specification comes first, then random expressions over a pool of earlier values.
package main

import (
	"bufio"
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"math/big"
	"math/rand"
	"os"
	"strconv"
	"strings"
)

type expr struct {
	text  string
	value constant.Value
}

func sign(v constant.Value) int {
	switch v.Kind() {
	case constant.Int, constant.Float, constant.Complex:
		return constant.Sign(v)
	}
	return 0
}

var out = bufio.NewWriter(os.Stdout)

func show(e expr) {
	v := e.value
	fmt.Fprintf(out, "%s\t%v %d %s %s\n", e.text, v.Kind(), sign(v), v.ExactString(), v)
}

func literal(tok token.Token, text string) expr {
	letter := map[token.Token]string{token.INT: "i", token.FLOAT: "f", token.IMAG: "m", token.CHAR: "c", token.STRING: "s"}[tok]
	return expr{fmt.Sprintf("%s:%x", letter, text), constant.MakeFromLiteral(text, tok, 0)}
}

var targets = strings.Fields("bool string int8 int16 int32 int64 int uint8 uint16 uint32 uint64 uint uintptr float32 float64 complex64 complex128")

var fileSet = token.NewFileSet()

// convert gives T(x) as go/types folds it; unknown if x cannot be represented.
func convert(x expr, target string) expr {
	kind := map[constant.Kind]types.BasicKind{constant.Bool: types.UntypedBool, constant.String: types.UntypedString,
		constant.Int: types.UntypedInt, constant.Float: types.UntypedFloat, constant.Complex: types.UntypedComplex}[x.value.Kind()]
	out := expr{x.text + " conv:" + target, constant.MakeUnknown()}
	if kind == types.Invalid || x.value.Kind() == constant.Int && target == "string" {
		return expr{}
	}
	pkg := types.NewPackage("p", "p")
	pkg.Scope().Insert(types.NewConst(token.NoPos, pkg, "x", types.Typ[kind], x.value))
	if tv, err := types.Eval(fileSet, pkg, token.NoPos, target+"(x)"); err == nil {
		out.value = tv.Value
	}
	return out
}

type generator struct {
	*rand.Rand
	pool []expr
}

func (g *generator) pick(list ...string) string { return list[g.Intn(len(list))] }

func (g *generator) digits(set string, most int) string {
	n := 1 + g.Intn(most)
	if g.Intn(20) == 0 {
		n = 1 + g.Intn(300)
	}
	var b strings.Builder
	for i := range n {
		if i > 0 && g.Intn(12) == 0 {
			b.WriteByte('_')
		}
		b.WriteByte(set[g.Intn(len(set))])
	}
	return b.String()
}

func (g *generator) integer() string {
	switch g.Intn(7) {
	case 0:
		return g.pick("0x", "0X") + g.digits("0123456789abcdefABCDEF", 20)
	case 1:
		return g.pick("0b", "0B") + g.digits("01", 70)
	case 2:
		return g.pick("0o", "0O", "0", "0_") + g.digits("01234567", 25)
	case 3:
		return strconv.Itoa(g.Intn(10))
	}
	return g.pick("1", "2", "9") + g.digits("0123456789", 30)
}

func (g *generator) exponent() string {
	most := []int{3, 30, 330, 1300, 5000, 100000, 700000000, 2000000000}[g.Intn(8)]
	return g.pick("", "+", "-") + strconv.Itoa(g.Intn(most))
}

func (g *generator) float() string {
	if g.Intn(4) == 0 {
		hex := "0123456789abcdefABCDEF"
		return g.pick("0x", "0X") + g.pick(g.digits(hex, 20), g.digits(hex, 10)+"."+g.digits(hex, 10), "."+g.digits(hex, 9), g.digits(hex, 5)+".") +
			g.pick("p", "P") + g.exponent()
	}
	dec := "0123456789"
	mantissa := g.pick(g.digits(dec, 5)+".", g.digits(dec, 20)+"."+g.digits(dec, 20), "."+g.digits(dec, 20))
	switch g.Intn(3) {
	case 0:
		return mantissa
	case 1:
		return g.digits(dec, 20) + g.pick("e", "E") + g.exponent()
	}
	return mantissa + g.pick("e", "E") + g.exponent()
}

func (g *generator) escape(quote string) string {
	switch g.Intn(9) {
	case 0:
		return `\` + g.pick("a", "b", "f", "n", "r", "t", "v", `\`, quote)
	case 1:
		return fmt.Sprintf(`\x%02x`, g.Intn(256))
	case 2:
		return fmt.Sprintf(`\%03o`, g.Intn(256))
	case 3:
		return fmt.Sprintf(`\u%04X`, g.Intn(0xd800))
	case 4:
		return fmt.Sprintf(`\U%08x`, 0xe000+g.Intn(0x110000-0xe000))
	case 5:
		return string(rune(0xa0 + g.Intn(0x3000)))
	case 6:
		return string(rune(0xe000 + g.Intn(0x20000)))
	}
	return g.pick("a", "Z", "9", " ", "~", "$", "é", "世", "\u200b", "\u00ad", "\U0001F600")
}

func (g *generator) text() string {
	n := g.Intn(12)
	if g.Intn(6) == 0 {
		n = 60 + g.Intn(30)
	}
	var b strings.Builder
	if g.Intn(8) == 0 {
		for range n {
			b.WriteString(g.pick("a", "\n", "\t", "\r\n", `\`, `"`, "界", "\x7f"))
		}
		return "`" + b.String() + "`"
	}
	for range n {
		b.WriteString(g.escape(`"`))
	}
	return `"` + b.String() + `"`
}

func (g *generator) literal() expr {
	switch g.Intn(12) {
	case 0, 1, 2:
		return literal(token.INT, g.integer())
	case 3, 4, 5:
		return literal(token.FLOAT, g.float())
	case 6:
		return literal(token.IMAG, g.pick(g.integer(), g.float(), "0"+g.digits("0123456789", 8))+"i")
	case 7, 8:
		return literal(token.CHAR, "'"+g.escape("'")+"'")
	}
	return literal(token.STRING, g.text())
}

func isInt(x expr) bool     { return x.value.Kind() == constant.Int }
func isNumeric(x expr) bool { return x.value.Kind() >= constant.Int }

// tooLarge keeps the integers within what the type checker lets grow, about.
func tooLarge(x expr) bool { return isInt(x) && constant.BitLen(x.value) > 5000 }

// isFar says that adding the value to a small one would take math/big long: it aligns mantissas by shifting.
func isFar(v constant.Value) bool {
	if v.Kind() == constant.Complex {
		return isFar(constant.Real(v)) || isFar(constant.Imag(v))
	}
	f, ok := constant.Val(v).(*big.Float)
	return ok && (f.MantExp(nil) > 1<<20 || f.MantExp(nil) < -1<<20)
}

func (g *generator) operand() expr { return g.pool[g.Intn(len(g.pool))] }

// isZero also says yes to a complex divisor whose square underflows, which the checker refuses.
func isZero(x expr) bool {
	re, im := constant.Real(x.value), constant.Imag(x.value)
	return constant.Sign(constant.BinaryOp(re, token.MUL, re)) == 0 && constant.Sign(constant.BinaryOp(im, token.MUL, im)) == 0
}

func (g *generator) binary() (out expr) {
	x, y := g.operand(), g.operand()
	kind := x.value.Kind()
	apply := func(name string, op token.Token) expr {
		return expr{x.text + " " + y.text + " " + name, constant.BinaryOp(x.value, op, y.value)}
	}
	compare := func() expr {
		names := map[string]token.Token{"==": token.EQL, "!=": token.NEQ, "<": token.LSS, "<=": token.LEQ, ">": token.GTR, ">=": token.GEQ}
		name := g.pick("==", "!=", "<", "<=", ">", ">=")
		if kind == constant.Bool || kind == constant.Complex || y.value.Kind() == constant.Complex {
			name = g.pick("==", "!=")
		}
		return expr{x.text + " " + y.text + " " + name, constant.MakeBool(constant.Compare(x.value, names[name], y.value))}
	}
	switch {
	case kind == constant.Bool && y.value.Kind() == constant.Bool:
		if g.Intn(2) == 0 {
			return compare()
		}
		if g.Intn(2) == 0 {
			return apply("&&", token.LAND)
		}
		return apply("||", token.LOR)
	case kind == constant.String && y.value.Kind() == constant.String:
		if g.Intn(2) == 0 {
			return compare()
		}
		return apply("+", token.ADD)
	case isInt(x) && isInt(y) && g.Intn(2) == 0:
		ops := map[string]token.Token{"div": token.QUO_ASSIGN, "%": token.REM, "&": token.AND, "|": token.OR, "^": token.XOR, "&^": token.AND_NOT}
		name := g.pick("div", "%", "&", "|", "^", "&^")
		if (name == "div" || name == "%") && isZero(y) {
			return expr{}
		}
		return apply(name, ops[name])
	case isNumeric(x) && isNumeric(y):
		if g.Intn(5) == 0 {
			return compare()
		}
		ops := map[string]token.Token{"+": token.ADD, "-": token.SUB, "*": token.MUL, "/": token.QUO}
		name := g.pick("+", "-", "*", "/")
		if name == "/" && isZero(y) {
			return expr{}
		}
		return apply(name, ops[name])
	}
	return expr{}
}

func (g *generator) unary() expr {
	x := g.operand()
	then := func(name string, v constant.Value) expr { return expr{x.text + " " + name, v} }
	switch choice := g.Intn(8); {
	case x.value.Kind() == constant.Bool:
		return then("not", constant.UnaryOp(token.NOT, x.value, 0))
	case !isNumeric(x):
		return expr{}
	case isInt(x) && choice < 3:
		n := uint(g.Intn(70))
		if g.Intn(4) == 0 {
			n = uint(g.Intn(1075))
		}
		if choice == 0 {
			return then(fmt.Sprintf("shl:%d", n), constant.Shift(x.value, token.SHL, n))
		}
		return then(fmt.Sprintf("shr:%d", n), constant.Shift(x.value, token.SHR, n))
	case isInt(x) && choice == 3:
		bits := []uint{0, 8, 16, 32, 64}[g.Intn(5)]
		return then(fmt.Sprintf("complement:%d", bits), constant.UnaryOp(token.XOR, x.value, bits))
	case choice == 4:
		return then("real", constant.Real(x.value))
	case choice == 5:
		return then("imag", constant.Imag(x.value))
	case choice == 6:
		switch g.Intn(3) {
		case 0:
			return then("toint", constant.ToInt(x.value))
		case 1:
			return then("tofloat", constant.ToFloat(x.value))
		}
		return then("tocomplex", constant.ToComplex(x.value))
	}
	return then("neg", constant.UnaryOp(token.SUB, x.value, 0))
}

func (g *generator) complex() expr {
	x, y := g.operand(), g.operand()
	re, im := constant.Value(constant.MakeUnknown()), constant.Value(constant.MakeUnknown())
	if isNumeric(x) && isNumeric(y) {
		re, im = constant.ToFloat(x.value), constant.ToFloat(y.value)
	}
	if re.Kind() == constant.Unknown || im.Kind() == constant.Unknown {
		return expr{}
	}
	return expr{x.text + " " + y.text + " complex", constant.BinaryOp(re, token.ADD, constant.MakeImag(im))}
}

func (g *generator) next() expr {
	switch g.Intn(10) {
	case 0, 1:
		return g.literal()
	case 2, 3, 4, 5:
		return g.binary()
	case 6:
		return g.unary()
	case 7:
		return g.complex()
	}
	return convert(g.operand(), targets[g.Intn(len(targets))])
}

// fixed holds the borders of every type and the forms that chance would miss.
func fixed() []expr {
	var out []expr
	for _, text := range strings.Fields("0 00 0_7 0x0 127 128 255 256 32767 32768 65535 65536 2147483647 2147483648 4294967295 4294967296 " +
		"9223372036854775807 9223372036854775808 18446744073709551615 18446744073709551616 0xFFFF_FFFF_FFFF_FFFF 16777217 9007199254740993") {
		out = append(out, literal(token.INT, text))
	}
	for _, text := range strings.Fields("0. .0 0e0 1e6 1e21 100000.0 1000000.0 1.0000001 0.1 1e-5 0.0001 3.4028234663852886e38 3.4028235677973366e38 " +
		"1.401298464324817e-45 7.006492321624085e-46 7.0064923216240854e-46 1.7976931348623157e308 1.797693134862315807e308 1.8e308 4.9e-324 2.4703282292062327e-324 " +
		"2.4703282292062328e-324 2.2250738585072011e-308 0x1p-1074 0x1p-1075 0x1.8p-1075 0x1p1023 0x1p1024 0x1.fffffep127 0x1.ffffffp127 1e1232 1e1233 1e-1232 1e-1233 1e-1234 " +
		"1e4096 1e-4096 1e646456993 1e646456994 1e-646456993 1e-1000000000 1e1000000000 1e9999999999 1e-9999999999 0x1p2147483646 0x1p2147483647 " +
		"0x1p-2147483648 0x1p-2147483650 9.99999999999999999999999999e999 0.99999999e400 0.9999999e400 0.999999e400 9.9999995e399 01.5 09e1 1_0.2_5e1_0") {
		out = append(out, literal(token.FLOAT, text))
	}
	for _, text := range strings.Fields("0i 1i 07i 09i 0b11i 0o17i 0xFi 1.5i 1e3i 0x1p-2i 0x1.8p1i 1_0i 1e400i") {
		out = append(out, literal(token.IMAG, text))
	}
	for _, text := range []string{`'\a'`, `'\b'`, `'\f'`, `'\n'`, `'\r'`, `'\t'`, `'\v'`, `'\\'`, `'\''`, `'"'`, `'\000'`, `'\377'`, `'\xff'`, `'\u12e4'`, `'\U00101234'`, `'本'`, `'ÿ'`} {
		out = append(out, literal(token.CHAR, text))
	}
	for _, text := range []string{`""`, "``", "`\\n`", "`a\r\nb`", `"\xff\u00FF\377\U000000ff\""`, `"日本\u8a9e"`, `"` + strings.Repeat("é", 80) + `"`} {
		out = append(out, literal(token.STRING, text))
	}
	for _, b := range []bool{true, false} {
		x := literal(token.INT, "1")
		op, name := token.EQL, "=="
		if !b {
			op, name = token.NEQ, "!="
		}
		out = append(out, expr{x.text + " " + x.text + " " + name, constant.MakeBool(constant.Compare(x.value, op, x.value))})
	}
	for _, e := range out {
		if isNumeric(e) {
			out = append(out, expr{e.text + " neg", constant.UnaryOp(token.SUB, e.value, 0)})
		}
	}
	for _, e := range out {
		for _, target := range targets {
			if c := convert(e, target); c.value != nil {
				out = append(out, c)
			}
		}
	}
	return out
}

func main() {
	seed, _ := strconv.ParseInt(os.Args[1], 10, 64)
	count, _ := strconv.Atoi(os.Args[2])
	g := &generator{Rand: rand.New(rand.NewSource(seed))}
	printed := 0
	add := func(e expr) {
		if e.value == nil || tooLarge(e) || len(e.text) > 600 {
			return
		}
		show(e)
		printed++
		if e.value.Kind() == constant.Unknown || isFar(e.value) {
			return
		}
		const poolSize = 500
		if len(g.pool) < poolSize {
			g.pool = append(g.pool, e)
		} else {
			g.pool[g.Intn(poolSize)] = e
		}
	}
	for _, e := range fixed() {
		add(e)
	}
	for printed < count {
		add(g.next())
	}
	out.Flush()
}
