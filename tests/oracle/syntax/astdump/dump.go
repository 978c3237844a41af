package main

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

type dumper struct {
	file *token.File
	out  strings.Builder
}

func (d *dumper) offset(p token.Pos) int { return d.file.Offset(p) }

// node writes one node's line. The position is in bytes; -1 where go/ast does not know what the compiler's parser says.
func (d *dumper) node(kind, op string, n ast.Node, pos token.Pos, text string) {
	d.line(kind, op, n.Pos(), n.End(), pos, text)
}

func (d *dumper) line(kind, op string, begin, end, pos token.Pos, text string) {
	p := -1
	if pos.IsValid() {
		p = d.offset(pos)
	}
	var buf [64]byte
	b := append(buf[:0], ' ')
	b = strconv.AppendInt(b, int64(d.offset(begin)), 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(d.offset(end)), 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(p), 10)
	b = append(b, ' ')
	d.out.WriteString(kind)
	d.out.WriteByte(' ')
	d.out.WriteString(op)
	d.out.Write(b)
	d.out.WriteString(text)
	d.out.WriteByte('\n')
}

func (d *dumper) none() { d.out.WriteString("-\n") }

func (d *dumper) begin(n int) {
	d.out.WriteByte('[')
	d.out.WriteString(strconv.Itoa(n))
	d.out.WriteByte('\n')
}

func (d *dumper) exprs(list []ast.Expr) {
	d.begin(len(list))
	for _, x := range list {
		d.expr(x)
	}
}

func (d *dumper) idents(list []*ast.Ident) {
	d.begin(len(list))
	for _, x := range list {
		d.expr(x)
	}
}

func (d *dumper) ident(x *ast.Ident) {
	if x == nil {
		d.none()
		return
	}
	d.expr(x)
}

func (d *dumper) literal(x *ast.BasicLit) {
	if x == nil {
		d.none()
		return
	}
	d.expr(x)
}

func (d *dumper) fields(list *ast.FieldList) {
	if list == nil {
		d.begin(0)
		return
	}
	d.begin(len(list.List))
	for _, f := range list.List {
		d.node("Field", "", f, f.Pos(), "")
		d.idents(f.Names)
		d.expr(f.Type)
		d.literal(f.Tag)
	}
}

func (d *dumper) funcType(t *ast.FuncType, pos token.Pos) {
	d.node("FuncType", "", t, pos, "")
	d.fields(t.TypeParams)
	d.fields(t.Params)
	d.fields(t.Results)
}

var litKinds = map[token.Token]string{
	token.INT: "0", token.FLOAT: "1", token.IMAG: "2", token.CHAR: "3", token.STRING: "4",
}

// pos is the position that the compiler gives to an expression, if go/ast has it.
func pos(x ast.Expr) token.Pos {
	switch x := x.(type) {
	case *ast.CompositeLit:
		return x.Lbrace
	case *ast.KeyValueExpr:
		return x.Colon
	case *ast.SelectorExpr, *ast.TypeAssertExpr:
		return token.NoPos
	case *ast.IndexExpr:
		return x.Lbrack
	case *ast.IndexListExpr:
		return x.Lbrack
	case *ast.SliceExpr:
		return x.Lbrack
	case *ast.CallExpr:
		return x.Lparen
	case *ast.BinaryExpr:
		return x.OpPos
	}
	return x.Pos()
}

func chanDir(x *ast.ChanType) string {
	switch x.Dir {
	case ast.SEND:
		return "1"
	case ast.RECV:
		return "2"
	}
	return "0"
}

func (d *dumper) expr(x ast.Expr) {
	switch x := x.(type) {
	case nil:
		d.none()
	case *ast.Ident:
		d.node("Name", "", x, pos(x), x.Name)
	case *ast.BasicLit:
		d.node("BasicLit", litKinds[x.Kind], x, pos(x), x.Value)
	case *ast.CompositeLit:
		d.node("CompositeLit", "", x, pos(x), "")
		d.expr(x.Type)
		d.exprs(x.Elts)
	case *ast.KeyValueExpr:
		d.node("KeyValue", "", x, pos(x), "")
		d.expr(x.Key)
		d.expr(x.Value)
	case *ast.FuncLit:
		d.node("FuncLit", "", x, pos(x), "")
		d.funcType(x.Type, x.Pos())
		d.stmt(x.Body)
	case *ast.ParenExpr:
		d.node("Paren", "", x, pos(x), "")
		d.expr(x.X)
	case *ast.SelectorExpr:
		d.node("Selector", "", x, pos(x), "")
		d.expr(x.X)
		d.expr(x.Sel)
	case *ast.IndexExpr:
		d.node("Index", "", x, pos(x), "")
		d.expr(x.X)
		d.exprs([]ast.Expr{x.Index})
	case *ast.IndexListExpr:
		d.node("Index", "", x, pos(x), "")
		d.expr(x.X)
		d.exprs(x.Indices)
	case *ast.SliceExpr:
		flag := ""
		if x.Slice3 {
			flag = "three-index"
		}
		d.node("Slice", "", x, pos(x), flag)
		d.expr(x.X)
		d.expr(x.Low)
		d.expr(x.High)
		d.expr(x.Max)
	case *ast.TypeAssertExpr:
		d.node("TypeAssert", "", x, pos(x), "")
		d.expr(x.X)
		d.expr(x.Type)
	case *ast.CallExpr:
		flag := ""
		if x.Ellipsis.IsValid() {
			flag = "..."
		}
		d.node("Call", "", x, pos(x), flag)
		d.expr(x.Fun)
		d.exprs(x.Args)
	case *ast.StarExpr:
		d.node("Star", "", x, pos(x), "")
		d.expr(x.X)
	case *ast.UnaryExpr:
		d.node("Unary", x.Op.String(), x, pos(x), "")
		d.expr(x.X)
	case *ast.BinaryExpr:
		d.node("Binary", x.Op.String(), x, pos(x), "")
		d.expr(x.X)
		d.expr(x.Y)
	default:
		d.typ(x)
	}
}

func (d *dumper) typ(x ast.Expr) {
	switch x := x.(type) {
	case *ast.ArrayType:
		if x.Len == nil {
			d.node("SliceType", "", x, pos(x), "")
			d.expr(x.Elt)
			return
		}
		if _, open := x.Len.(*ast.Ellipsis); open {
			d.node("ArrayType", "", x, pos(x), "...")
			d.none()
		} else {
			d.node("ArrayType", "", x, pos(x), "")
			d.expr(x.Len)
		}
		d.expr(x.Elt)
	case *ast.StructType:
		d.node("StructType", "", x, pos(x), "")
		d.fields(x.Fields)
	case *ast.FuncType:
		d.funcType(x, x.Pos())
	case *ast.InterfaceType:
		d.node("InterfaceType", "", x, pos(x), "")
		d.fields(x.Methods)
	case *ast.MapType:
		d.node("MapType", "", x, pos(x), "")
		d.expr(x.Key)
		d.expr(x.Value)
	case *ast.ChanType:
		d.node("ChanType", chanDir(x), x, pos(x), "")
		d.expr(x.Value)
	case *ast.Ellipsis:
		d.node("Ellipsis", "", x, pos(x), "")
		d.expr(x.Elt)
	default:
		d.node("BadExpr", "", x, x.Pos(), "")
	}
}
