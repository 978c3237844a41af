package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"hash/fnv"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// dumper collects the lines of one package, by declaration.
type dumper struct {
	s       *session
	unit    *unit
	decls   []decl
	strings map[types.Type]string
	buffer  []byte
}

type decl struct {
	file     string
	start    int
	pos, end token.Pos
	lines    []string
	exprs    int
}

func (s *session) dump(u *unit, files []*ast.File, info *types.Info, errors []types.Error) {
	d := &dumper{s: s, unit: u, strings: map[types.Type]string{}}
	for i, file := range files {
		for _, each := range file.Decls {
			d.decls = append(d.decls, decl{file: u.files[i], start: s.fset.Position(each.Pos()).Offset, pos: each.Pos(), end: each.End()})
		}
	}
	sort.Slice(d.decls, func(i, j int) bool { return d.decls[i].pos < d.decls[j].pos })
	// go/types makes up the 1 of x++; it stands in no file.
	literals := map[*ast.BasicLit]bool{}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok {
				literals[literal] = true
			}
			return true
		})
	}
	for e, tv := range info.Types {
		if literal, ok := e.(*ast.BasicLit); !ok || literals[literal] {
			d.expression(e, tv)
		}
	}
	for id, object := range info.Defs {
		d.ident("D", id, object)
	}
	for id, object := range info.Uses {
		d.ident("U", id, object)
	}
	for id, instance := range info.Instances {
		var args []string
		for arg := range instance.TypeArgs.Types() {
			args = append(args, d.typ(arg))
		}
		d.add(id.Pos(), fmt.Sprintf("I %d [%s] %s", d.offset(id.Pos()), strings.Join(args, ", "), d.typ(instance.Type)))
	}
	for e, selection := range info.Selections {
		d.selection(e, selection)
	}
	for node, object := range info.Implicits {
		switch node.(type) {
		case *ast.Field: // an unnamed parameter: no name denotes it
		case *ast.ImportSpec:
			d.add(node.Pos(), fmt.Sprintf("M %d %s", d.offset(node.Pos()), d.object(object)))
		default:
			d.add(node.Pos(), fmt.Sprintf("M %d %s %s", d.offset(node.Pos()), d.object(object), d.typ(object.Type())))
		}
	}
	hard := 0
	for _, err := range errors {
		if !err.Soft {
			hard++
			d.add(err.Pos, fmt.Sprintf("X %d %s", d.offset(err.Pos), err.Msg))
		}
	}
	d.print()
	if s.text == nil {
		fmt.Fprintf(s.out, "%s\terrors\t0\t%d\t0\t\n", u.id, hard)
	}
	if s.text == nil || s.text[u.id+"\tinit order\t0"] {
		d.initOrder(info)
	}
}

func (d *dumper) print() {
	for _, each := range d.decls {
		slices.Sort(each.lines)
		key := fmt.Sprintf("%s\t%s\t%d", d.unit.id, each.file, each.start)
		if d.s.text == nil {
			hash := fnv.New64a()
			for _, line := range each.lines {
				hash.Write([]byte(line))
				hash.Write([]byte{'\n'})
			}
			fmt.Fprintf(d.s.out, "%s\t%d\t%d\t%016x\n", key, each.exprs, len(each.lines), hash.Sum64())
		} else if d.s.text[key] {
			fmt.Fprintf(d.s.out, "# %s\n", key)
			for _, line := range each.lines {
				fmt.Fprintln(d.s.out, line)
			}
		}
	}
}

// initOrder prints the order of initialisation of a package as a declaration of its own.
func (d *dumper) initOrder(info *types.Info) {
	key := d.unit.id + "\tinit order\t0"
	var lines []string
	for _, init := range info.InitOrder {
		var names []string
		for _, v := range init.Lhs {
			names = append(names, d.object(v))
		}
		lines = append(lines, "O "+strings.Join(names, ", "))
	}
	if d.s.text != nil {
		fmt.Fprintf(d.s.out, "# %s\n", key)
		for _, line := range lines {
			fmt.Fprintln(d.s.out, line)
		}
		return
	}
	hash := fnv.New64a()
	for _, line := range lines {
		hash.Write([]byte(line))
		hash.Write([]byte{'\n'})
	}
	fmt.Fprintf(d.s.out, "%s\t0\t%d\t%016x\n", key, len(lines), hash.Sum64())
}

func (d *dumper) offset(pos token.Pos) int { return d.s.fset.Position(pos).Offset }

func (d *dumper) find(pos token.Pos) *decl {
	i := sort.Search(len(d.decls), func(i int) bool { return d.decls[i].end > pos })
	if i < len(d.decls) && d.decls[i].pos <= pos {
		return &d.decls[i]
	}
	return nil
}

func (d *dumper) add(pos token.Pos, line string) {
	if each := d.find(pos); each != nil {
		each.lines = append(each.lines, line)
	}
}

func (d *dumper) typ(t types.Type) string {
	if s, ok := d.strings[t]; ok {
		return s
	}
	s := types.TypeString(t, (*types.Package).Path)
	d.strings[t] = s
	return s
}

func mode(tv types.TypeAndValue) string {
	switch {
	case tv.IsVoid():
		return "novalue"
	case tv.IsType():
		return "type"
	case tv.IsBuiltin():
		return "builtin"
	case tv.Value != nil:
		return "const"
	case tv.IsNil():
		return "nil"
	case tv.Addressable():
		return "var"
	case tv.HasOk() && tv.Assignable():
		return "mapindex"
	case tv.HasOk():
		return "commaok"
	}
	return "value"
}

func (d *dumper) expression(e ast.Expr, tv types.TypeAndValue) {
	each := d.find(e.Pos())
	if each == nil {
		return
	}
	each.exprs++
	b := d.buffer[:0]
	b = append(b, "E "...)
	b = strconv.AppendInt(b, int64(d.offset(e.Pos())), 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(d.offset(e.End())), 10)
	b = append(b, ' ')
	b = append(b, mode(tv)...)
	b = append(b, ' ')
	b = append(b, d.typ(tv.Type)...)
	if tv.Value != nil {
		b = append(b, " = "...)
		b = append(b, tv.Value.ExactString()...)
	}
	d.buffer = b
	each.lines = append(each.lines, string(b))
}

func (d *dumper) object(o types.Object) string {
	if o == nil {
		return "none"
	}
	kind := ""
	switch o.(type) {
	case *types.PkgName:
		kind = "package"
	case *types.Const:
		kind = "const"
	case *types.TypeName:
		kind = "type"
	case *types.Var:
		kind = "var"
	case *types.Func:
		kind = "func"
	case *types.Label:
		kind = "label"
	case *types.Builtin:
		kind = "builtin"
	case *types.Nil:
		kind = "nil"
	}
	if !o.Pos().IsValid() {
		return kind + " " + o.Name() + " universe"
	}
	p := d.s.fset.Position(o.Pos())
	return fmt.Sprintf("%s %s %s:%d", kind, o.Name(), p.Filename, p.Offset)
}

func (d *dumper) ident(what string, id *ast.Ident, object types.Object) {
	line := fmt.Sprintf("%s %d %s", what, d.offset(id.Pos()), d.object(object))
	if what == "D" && object != nil {
		switch o := object.(type) {
		case *types.PkgName, *types.Label:
		case *types.Const:
			line += " " + d.typ(o.Type())
			if o.Val() != nil {
				line += " = " + o.Val().ExactString()
			}
		default:
			line += " " + d.typ(o.Type())
		}
	}
	d.add(id.Pos(), line)
}

func (d *dumper) selection(e *ast.SelectorExpr, s *types.Selection) {
	kind := [...]string{"field", "method value", "method expression"}[s.Kind()]
	d.add(e.Pos(), fmt.Sprintf("S %d %d %s of %s path %v indirect %v %s %s", d.offset(e.Pos()), d.offset(e.End()), kind, d.typ(s.Recv()),
		s.Index(), s.Indirect(), d.object(s.Obj()), d.typ(s.Type())))
}
