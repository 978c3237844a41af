// What the checker found, as text: one line a fact, the same facts and the same form as the reference that is made with go/types
// (tests/oracle/check). Positions are byte offsets in the file.
//
//   E begin end mode type [= value]   an expression
//   D begin object type [= value]     a name that declares; "none" where nothing is declared: _, the x of x := y.(type)
//   U begin object                    a name that uses
//   I begin [type arguments] type     a generic function or type that is instantiated at this name
//   S begin end kind of receiver path [indexes] indirect bool object type    a selector
//   M begin object type               an object without a name of its own: an import, the variable of a type switch's clause
//   X begin sentence                  an error
//
// An object is its kind, its name, and the place of its declaration ("universe" where it has none).
#pragma once

#include <string>
#include <vector>

#include "analysis/check/program.h"

namespace escapement::check {

struct DeclarationDump {
  std::vector<std::string> lines;  // sorted
  size_t expressions = 0;
};
DeclarationDump dump_declaration(Program& program, const Package& package, uint32_t decl,
                                 const std::function<std::string_view(base::FileId)>& path_of);
// The variables in the order in which they are initialised: "O object, object" a line.
std::vector<std::string> dump_init_order(Program& program, const Package& package,
                                         const std::function<std::string_view(base::FileId)>& path_of);
// All of a package, file by file: `--print types`.
std::string print_types(Program& program, const Package& package);

}  // namespace escapement::check
