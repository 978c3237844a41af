// What importers inline and what they know of functions they call, told by names alone: a compiled package's part of a Library and its functions' tags
// become facts (analysis/facts/inline_facts.h), and facts become both again, in a program that has declared the package and need not have checked its
// bodies. A package compiled with one says and does what it says and does with the other. Facts tell by themselves whether the package's files are those they were written for;
// whether its imports are is for whoever keeps facts to know, by the facts of these.
//
// gc keeps the same in the export data of a package (cmd/compile/internal/noder, linker.go, unified.go: writePkgStub).
#pragma once

#include <expected>
#include <functional>
#include <string>

#include "analysis/facts/facts.h"
#include "analysis/inline/compile.h"

namespace escapement::exports {

// The tags that escape analysis has given a function (escape::Tags); null: none.
using TagsOf = std::function<const facts::FunctionFacts*(types::ObjectId)>;
// Is told the tags of a function.
using TakeTags = std::function<void(types::ObjectId, facts::FunctionFacts)>;

// Of a package that was compiled into the library. Else what cannot be told by names, in a sentence: its importers then need its source.
std::expected<facts::InlineFacts, std::string> write_facts(check::Program& program, const check::Package& package,
                                                           const inlining::Compiled& compiled, inlining::Library& library,
                                                           const TagsOf& tags_of = {});

// Enters the functions of a declared package into the library, as if it had been compiled, and checks the bodies of its generic functions, of which
// importers compile instances. Else why the facts do not fit the program, in a sentence; the library is then as it was. `facts` hold together
// (facts::deserialise). `take_tags` is called for the functions
// that have tags. Different packages may be read at once, each after those it imports are declared. Throws base::Stopped as the program does.
std::expected<void, std::string> read_facts(check::Program& program, check::Package& package, const facts::InlineFacts& facts,
                                            inlining::Library& library, const TakeTags& take_tags = {});

}  // namespace escapement::exports
