// Typesdump checks packages with go/types and prints, for every top-level declaration, a hash of everything go/types knows of it:
// the reference that Escapement's checker is compared with. Usage: typesdump -graph GRAPH [-text WANTED]; see ../compare.py.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"log"
	"os"
	"path/filepath"
	"strings"
)

// unit is one package as it is compiled: with or without tests, and with what each import path means in it.
type unit struct {
	id, path, folder, version string
	wanted                    bool
	files                     []string
	imports                   map[string]string

	pkg   *types.Package
	state int // 0 untouched, 1 being checked, 2 done
}

type session struct {
	units map[string]*unit
	order []*unit
	fset  *token.FileSet
	out   *bufio.Writer
	text  map[string]bool // declarations whose lines are printed; nil: hashes of all
}

func readGraph(name string) (*session, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	s := &session{units: map[string]*unit{}, fset: token.NewFileSet()}
	var u *unit
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		f := strings.Split(line, "\t")
		switch f[0] {
		case "unit":
			u = &unit{id: f[1], path: f[2], folder: f[3], version: f[4], wanted: f[5] == "1", imports: map[string]string{}}
			s.units[u.id] = u
			s.order = append(s.order, u)
		case "file":
			u.files = append(u.files, filepath.Join(u.folder, f[1]))
		case "import":
			u.imports[f[1]] = f[2]
		}
	}
	return s, nil
}

// importer resolves import paths as one unit means them.
type importer struct {
	session *session
	unit    *unit
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	id := path
	if mapped, ok := i.unit.imports[path]; ok {
		id = mapped
	}
	u := i.session.units[id]
	if u == nil {
		return nil, fmt.Errorf("no package %s", id)
	}
	i.session.check(u)
	if u.pkg == nil {
		return nil, fmt.Errorf("package %s was not checked", id)
	}
	return u.pkg, nil
}

func (s *session) check(u *unit) {
	if u.state != 0 {
		return
	}
	u.state = 1
	var files []*ast.File
	for _, name := range u.files {
		file, err := parser.ParseFile(s.fset, name, nil, parser.SkipObjectResolution)
		if file == nil {
			log.Fatal(err)
		}
		files = append(files, file)
	}
	var info *types.Info
	if u.wanted {
		info = &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
			Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		}
	}
	var errors []types.Error
	config := types.Config{
		Importer: importer{s, u}, Sizes: types.SizesFor("gc", "amd64"), GoVersion: u.version, IgnoreFuncBodies: !u.wanted,
		Error: func(err error) { errors = append(errors, err.(types.Error)) },
	}
	u.pkg, _ = config.Check(u.path, s.fset, files, info)
	u.state = 2
	if u.wanted {
		s.dump(u, files, info, errors)
	}
}

func main() {
	log.SetFlags(0)
	graph := flag.String("graph", "", "the packages")
	text := flag.String("text", "", "a file with the declarations to print")
	flag.Parse()
	s, err := readGraph(*graph)
	if err != nil {
		log.Fatal(err)
	}
	if *text != "" {
		data, err := os.ReadFile(*text)
		if err != nil {
			log.Fatal(err)
		}
		s.text = map[string]bool{}
		for _, line := range strings.Split(string(data), "\n") {
			s.text[line] = true
		}
	}
	s.out = bufio.NewWriterSize(os.Stdout, 1<<20)
	defer s.out.Flush()
	for _, u := range s.order {
		if u.wanted {
			s.check(u)
		}
	}
}
