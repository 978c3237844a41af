// Breaker makes wrong Go files of right ones, by taking out, doubling, putting in or replacing one token, and says what
// go/parser makes of them.
//
//	breaker FOLDER COUNT SEED < list of files
//
// writes COUNT files to FOLDER and prints a line for each: its path, a tab, and "ok" or go/parser's first error.
package main

import (
	"bufio"
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	largestFile = 8000 // bytes; small files, so that a change matters
	perFile     = 4
)

// Tokens that are put in, and white space and comments, which end lines.
var pool = strings.Fields(`( ) { } [ ] , ; : := = . ... x 1 1.5 'c' "s" func type var const import package if for range switch
	select case default else * & <- chan map struct interface go defer return break goto + - / % ~ | ! ++ -- += && || == < >>
	&^ _ 0x 08 1_ '' "a //c /*c*/ /*c ` + "` `raw` \\")

type span struct{ begin, end int }

func tokens(src []byte) []span {
	fset := token.NewFileSet()
	file := fset.AddFile("", fset.Base(), len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, 0)
	var found []span
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return found
		}
		at := file.Offset(pos)
		if !tok.IsLiteral() && lit != "\n" {
			lit = tok.String()
		}
		if at+len(lit) <= len(src) && string(src[at:at+len(lit)]) == lit {
			found = append(found, span{at, at + len(lit)})
		}
	}
}

func breakOne(src []byte, at span, r *rand.Rand) string {
	before, text, behind := string(src[:at.begin]), string(src[at.begin:at.end]), string(src[at.end:])
	other := pool[r.Intn(len(pool))]
	if r.Intn(len(pool)) == 0 {
		other = "\n"
	}
	switch r.Intn(5) {
	case 0:
		return before + behind
	case 1:
		return before + text + " " + text + behind
	case 2:
		return before + other + " " + text + behind
	case 3:
		return before + other + text + behind
	default:
		return before + other + behind
	}
}

func parse(src any) error {
	_, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	return err
}

func main() {
	folder := os.Args[1]
	count, _ := strconv.Atoi(os.Args[2])
	seed, _ := strconv.ParseInt(os.Args[3], 10, 64)
	r := rand.New(rand.NewSource(seed))
	var files []string
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		if info, err := os.Stat(in.Text()); err == nil && info.Size() < largestFile {
			files = append(files, in.Text())
		}
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for made := 0; made < count && len(files) > 0; {
		src, err := os.ReadFile(files[r.Intn(len(files))])
		if err != nil || parse(src) != nil {
			continue
		}
		all := tokens(src)
		for range perFile {
			text := breakOne(src, all[r.Intn(len(all))], r)
			path := filepath.Join(folder, fmt.Sprintf("%05d.go", made))
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			verdict := "ok"
			if err := parse(text); err != nil {
				verdict = strings.ReplaceAll(err.Error(), "\n", " ")
			}
			fmt.Fprintf(out, "%s\t%s\n", path, verdict)
			made++
		}
	}
}
