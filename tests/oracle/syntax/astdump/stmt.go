package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

func (d *dumper) stmts(list []ast.Stmt) {
	d.begin(len(list))
	for _, s := range list {
		d.stmt(s)
	}
}

func (d *dumper) call(x *ast.CallExpr) { d.expr(x) }

func (d *dumper) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case nil:
		d.none()
	case *ast.EmptyStmt:
		flag := ""
		if s.Implicit {
			flag = "implicit"
		}
		d.node("EmptyStmt", "", s, s.Pos(), flag)
	case *ast.ExprStmt:
		d.node("ExprStmt", "", s, pos(s.X), "")
		d.expr(s.X)
	case *ast.SendStmt:
		d.node("SendStmt", "", s, s.Arrow, "")
		d.expr(s.Chan)
		d.expr(s.Value)
	case *ast.IncDecStmt:
		d.node("IncDec", s.Tok.String(), s, s.TokPos, "")
		d.expr(s.X)
	case *ast.AssignStmt:
		d.node("Assign", s.Tok.String(), s, s.TokPos, "")
		d.exprs(s.Lhs)
		d.exprs(s.Rhs)
	case *ast.GoStmt:
		d.node("GoStmt", "", s, s.Pos(), "")
		d.call(s.Call)
	case *ast.DeferStmt:
		d.node("DeferStmt", "", s, s.Pos(), "")
		d.call(s.Call)
	case *ast.ReturnStmt:
		d.node("ReturnStmt", "", s, s.Pos(), "")
		d.exprs(s.Results)
	case *ast.BranchStmt:
		d.node("BranchStmt", s.Tok.String(), s, s.Pos(), "")
		d.ident(s.Label)
	case *ast.BlockStmt:
		d.node("Block", "", s, s.Pos(), "")
		d.stmts(s.List)
	case *ast.LabeledStmt:
		d.node("LabeledStmt", "", s, s.Pos(), "")
		d.expr(s.Label)
		d.stmt(s.Stmt)
	case *ast.DeclStmt:
		d.node("DeclStmt", "", s, s.Pos(), "")
		d.decl(s.Decl)
	default:
		d.control(s)
	}
}

func clauseFlag(isDefault bool) string {
	if isDefault {
		return "default"
	}
	return ""
}

func (d *dumper) control(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.IfStmt:
		d.node("IfStmt", "", s, s.Pos(), "")
		d.stmt(s.Init)
		d.expr(s.Cond)
		d.stmt(s.Body)
		d.stmt(s.Else)
	case *ast.CaseClause:
		d.node("CaseClause", "", s, s.Pos(), clauseFlag(s.List == nil))
		d.exprs(s.List)
		d.stmts(s.Body)
	case *ast.SwitchStmt:
		d.node("SwitchStmt", "", s, s.Pos(), "")
		d.stmt(s.Init)
		d.expr(s.Tag)
		d.stmts(s.Body.List)
	case *ast.TypeSwitchStmt:
		d.typeSwitch(s)
	case *ast.CommClause:
		d.node("CommClause", "", s, s.Pos(), clauseFlag(s.Comm == nil))
		d.stmt(s.Comm)
		d.stmts(s.Body)
	case *ast.SelectStmt:
		d.node("SelectStmt", "", s, s.Pos(), "")
		d.stmts(s.Body.List)
	case *ast.ForStmt:
		d.node("ForStmt", "", s, s.Pos(), "")
		d.stmt(s.Init)
		d.expr(s.Cond)
		d.stmt(s.Post)
		d.stmt(s.Body)
	case *ast.RangeStmt:
		tok := ""
		if s.Tok != token.ILLEGAL {
			tok = s.Tok.String()
		}
		d.node("RangeStmt", tok, s, s.Range, "")
		d.expr(s.Key)
		d.expr(s.Value)
		d.expr(s.X)
		d.stmt(s.Body)
	default:
		d.node("BadStmt", "", s, s.Pos(), "")
	}
}

func (d *dumper) typeSwitch(s *ast.TypeSwitchStmt) {
	d.node("TypeSwitchStmt", "", s, s.Pos(), "")
	d.stmt(s.Init)
	var guard ast.Expr
	switch a := s.Assign.(type) {
	case *ast.ExprStmt:
		d.none()
		guard = a.X
	case *ast.AssignStmt:
		d.expr(a.Lhs[0])
		guard = a.Rhs[0]
	}
	d.stmts(s.Body.List)
	d.expr(guard)
}

func (d *dumper) decl(decl ast.Decl) {
	switch decl := decl.(type) {
	case *ast.GenDecl:
		flag := ""
		if decl.Lparen.IsValid() {
			flag = "grouped"
		}
		d.node("GenDecl", decl.Tok.String(), decl, decl.Pos(), flag)
		d.begin(len(decl.Specs))
		for i, s := range decl.Specs {
			d.spec(s, i)
		}
	case *ast.FuncDecl:
		pos := decl.Name.Pos()
		if decl.Recv != nil {
			pos = decl.Recv.Opening
		}
		d.node("FuncDecl", "", decl, pos, "")
		d.fields(decl.Recv)
		d.expr(decl.Name)
		d.funcType(decl.Type, pos)
		if decl.Body == nil {
			d.none()
		} else {
			d.stmt(decl.Body)
		}
	default:
		d.node("BadDecl", "", decl, decl.Pos(), "")
	}
}

func (d *dumper) spec(s ast.Spec, iota int) {
	switch s := s.(type) {
	case *ast.ImportSpec:
		d.node("ImportSpec", "", s, s.Pos(), "")
		d.ident(s.Name)
		d.expr(s.Path)
	case *ast.ValueSpec:
		d.node("ValueSpec", "", s, s.Pos(), strconv.Itoa(iota))
		d.idents(s.Names)
		d.expr(s.Type)
		d.exprs(s.Values)
	case *ast.TypeSpec:
		flag := ""
		if s.Assign.IsValid() {
			flag = "alias"
		}
		d.node("TypeSpec", "", s, s.Pos(), flag)
		d.expr(s.Name)
		d.fields(s.TypeParams)
		d.expr(s.Type)
	}
}

func (d *dumper) dumpFile(f *ast.File) {
	d.expr(f.Name)
	d.begin(len(f.Decls))
	for _, decl := range f.Decls {
		d.decl(decl)
	}
	d.directives(f)
}

func isDirective(text string) bool {
	for _, prefix := range []string{"//go:", "//line ", "/*line ", "//export ", "//extern "} {
		if strings.HasPrefix(text, prefix) {
			return true
		}
	}
	return false
}

// directives writes the comments that address tools, but for the build constraints before the package clause.
func (d *dumper) directives(f *ast.File) {
	for _, group := range f.Comments {
		for _, c := range group.List {
			build := c.Pos() < f.Package && strings.HasPrefix(c.Text, "//go:build")
			if isDirective(c.Text) && !build {
				begin := d.offset(c.Pos())
				fmt.Fprintf(&d.out, "Directive %d %d %s\n", begin, begin+len(c.Text), c.Text)
			}
		}
	}
}
