// Peer parses and checks the packages of a list with go/parser and go/types on one processor, and prints what that takes: the measure of
// Escapement's own parser and checker. usage: peer LIST
//
// LIST has one tab-separated line a package, each behind those it imports: its id, its path, its files (joined by commas), and what its
// import paths mean (path=id, joined by commas).
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"log"
	"os"
	"runtime"
	"strings"
	"syscall"
)

type unit struct {
	id, path string
	files    []string
	imports  map[string]string
	trees    []*ast.File
}

func readList(name string) ([]*unit, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var units []*unit
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		u := &unit{id: f[0], path: f[1], imports: map[string]string{}}
		if f[2] != "" {
			u.files = strings.Split(f[2], ",")
		}
		for _, each := range strings.Split(f[3], ",") {
			if path, id, ok := strings.Cut(each, "="); ok {
				u.imports[path] = id
			}
		}
		units = append(units, u)
	}
	return units, nil
}

type importer struct {
	unit *unit
	done map[string]*types.Package
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := i.done[i.unit.imports[path]]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

// processor is the CPU time of this process in seconds.
func processor() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	seconds := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }
	return seconds(usage.Utime) + seconds(usage.Stime)
}

func main() {
	log.SetFlags(0)
	runtime.GOMAXPROCS(1)
	units, err := readList(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	fset := token.NewFileSet()
	start := processor()
	for _, u := range units {
		for _, name := range u.files {
			tree, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution|parser.ParseComments)
			if err != nil {
				log.Fatal(err)
			}
			u.trees = append(u.trees, tree)
		}
	}
	parsed := processor()
	done := map[string]*types.Package{}
	problems := 0
	var infos []*types.Info
	for _, u := range units {
		info := &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
			Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		}
		config := types.Config{
			Importer: importer{u, done}, Sizes: types.SizesFor("gc", "amd64"), GoVersion: "go1.26",
			Error: func(error) { problems++ },
		}
		done[u.id], _ = config.Check(u.path, fset, u.trees, info)
		infos = append(infos, info)
	}
	checked := processor()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.3f %.3f %d %d\n", parsed-start, checked-parsed, usage.Maxrss/1024, problems)
	runtime.KeepAlive(infos)
}
