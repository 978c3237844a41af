// Astdump prints what go/parser makes of Go files, in the form that syntax-dump prints of Escapement's tree.
//
//	astdump < list of files    one line a file: hash of the tree, or "!" and the first error
//	astdump -text FILE         the tree itself
//
// A line is a node: kind, operator, begin, end, position, name or literal; then its operands in the order of
// analysis/syntax/ast.h. "-" stands for an operand that is not there, "[n" begins a list of n.
package main

import (
	"bufio"
	"fmt"
	"go/parser"
	"go/token"
	"hash/fnv"
	"os"
	"runtime"
	"strings"
	"sync"
)

func dumpFile(path string) (string, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return "", err
	}
	d := &dumper{file: fset.File(file.FileStart)}
	d.dumpFile(file)
	return d.out.String(), nil
}

func summary(path string) string {
	text, err := dumpFile(path)
	if err != nil {
		return "!" + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	h := fnv.New64a()
	h.Write([]byte(text))
	return fmt.Sprintf("%016x", h.Sum64())
}

func main() {
	if len(os.Args) == 3 && os.Args[1] == "-text" {
		text, err := dumpFile(os.Args[2])
		if err != nil {
			fmt.Println("!", err)
		}
		os.Stdout.WriteString(text)
		return
	}
	var paths []string
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		paths = append(paths, in.Text())
	}
	results := make([]string, len(paths))
	next := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				results[i] = summary(paths[i])
			}
		})
	}
	for i := range paths {
		next <- i
	}
	close(next)
	group.Wait()
	out := bufio.NewWriter(os.Stdout)
	for i, path := range paths {
		fmt.Fprintf(out, "%s\t%s\n", path, results[i])
	}
	out.Flush()
}
