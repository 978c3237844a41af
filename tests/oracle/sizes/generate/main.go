// Writes a Go file of random types T0, T1, …, and prints for each GOARCH that gc knows "arch name size align offsets…", as go/types has them:
//
//	go run main.go SEED COUNT FILE
//
// -1 is what go/types calls too large.
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand"
	"os"
	"strconv"
	"strings"
)

var architectures = strings.Fields("386 amd64 amd64p32 arm arm64 loong64 mips mipsle mips64 mips64le ppc64 ppc64le riscv64 s390x sparc64 wasm")

var simple = strings.Fields("bool int8 int16 int32 int64 int uint8 uint16 uint32 uint64 uint uintptr float32 float64 complex64 complex128 string " +
	"unsafe.Pointer *int []byte map[string]int chan<-int func() any error interface{M()} struct{} [0]int64 [0]func() atomic.Int64 atomic.Uint64 atomic.Int32 " +
	"atomic.Bool atomic.Value [3]atomic.Int64 byte rune")

type generator struct {
	*rand.Rand
	made int
}

func (g *generator) typ(depth int) string {
	switch n := g.Intn(10); {
	case n < 6 || depth > 3:
		return simple[g.Intn(len(simple))]
	case n < 8:
		lengths := []int64{0, 1, 2, 3, 7, 16, 1000, 1 << 20, 1 << 31, 1 << 40, 1<<62 + 1}
		most := len(lengths) - 4
		if g.Intn(15) == 0 {
			most = len(lengths)
		}
		return fmt.Sprintf("[%d]%s", lengths[g.Intn(most)], g.typ(depth+1))
	case n == 8 && g.made > 0:
		return fmt.Sprintf("T%d", g.Intn(g.made))
	}
	return g.structure(depth + 1)
}

func (g *generator) structure(depth int) string {
	var b strings.Builder
	b.WriteString("struct {")
	for i := range g.Intn(7) {
		if g.Intn(8) == 0 {
			fmt.Fprintf(&b, " _ %s;", g.typ(depth))
		} else {
			fmt.Fprintf(&b, " f%d %s;", i, g.typ(depth))
		}
	}
	b.WriteString(" }")
	return b.String()
}

func source(g *generator, count int) string {
	var b strings.Builder
	b.WriteString("package types\n\nimport (\n\t\"sync/atomic\"\n\t\"unsafe\"\n)\n\nvar _ atomic.Int64\nvar _ unsafe.Pointer\n\n")
	for i := range count {
		if g.Intn(8) == 0 {
			fmt.Fprintf(&b, "type T%d %s\n", i, g.typ(0))
		} else {
			fmt.Fprintf(&b, "type T%d %s\n", i, g.structure(0))
		}
		g.made = i + 1
	}
	return b.String()
}

func main() {
	seed, _ := strconv.ParseInt(os.Args[1], 10, 64)
	count, _ := strconv.Atoi(os.Args[2])
	text := source(&generator{Rand: rand.New(rand.NewSource(seed))}, count)
	if err := os.WriteFile(os.Args[3], []byte(text), 0o666); err != nil {
		panic(err)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, os.Args[3], text, 0)
	if err != nil {
		panic(err)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("types", fset, []*ast.File{file}, nil)
	if err != nil {
		panic(err)
	}
	for _, arch := range architectures {
		sizes := types.SizesFor("gc", arch)
		for i := range count {
			name := fmt.Sprintf("T%d", i)
			t := pkg.Scope().Lookup(name).Type()
			fmt.Fprintf(out, "%s %s %d %d", arch, name, max(-1, sizes.Sizeof(t)), sizes.Alignof(t))
			if s, ok := t.Underlying().(*types.Struct); ok {
				var fields []*types.Var
				for f := range s.Fields() {
					fields = append(fields, f)
				}
				for _, offset := range sizes.Offsetsof(fields) {
					fmt.Fprintf(out, " %d", max(-1, offset))
				}
			}
			fmt.Fprintln(out)
		}
	}
}
