// What importers need to inline a package's functions and to know what these do with what they are given: costs, gc's reasons, bodies, tags; and the
// tables of names, objects, types and constants that bodies refer to. Plain data, told by names alone: two runs of the analysis, with other ids, give equal facts.
//
// A body is kept as bytes that the layer above the IR writes and reads (analysis/exports): this layer knows no operations.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "analysis/facts/leaks.h"

namespace escapement::facts {

using Index = uint32_t;          // of an element of a table of the same facts
using OptionalIndex = uint32_t;  // the same plus one; 0: none

// A file of the package. Bodies hold byte offsets in it, and other files may decide what names in it mean, so facts are of use only with these
// very texts.
struct File {
  std::string name;  // in the package's folder
  uint32_t size = 0;
  uint64_t hash = 0;  // XXH3 of its text
  bool operator==(const File&) const = default;
};

struct ObjectName {
  enum class Kind : uint8_t { Declared, Method, InterfaceMethod };
  Kind kind = Kind::Declared;
  OptionalIndex package = 0;  // of `packages`; none: predeclared
  Index name = 0;             // of `names`
  Index of = 0;               // Method: the object of its receiver's type, which stands before it. InterfaceMethod: a type that has it
  bool operator==(const ObjectName&) const = default;
};

enum class TypeForm : uint8_t {
  Predeclared,  // name: "int", "error", "any"
  Declared,     // object; types: the type arguments
  Local,        // object: of `local_types`
  OfObject,     // object: the type that it has
  Pointer,      // types: the element
  Slice,        // types: the element
  Array,        // types: the element; number: the length
  Map,          // types: key and value
  Chan,         // types: the element; number: 0 both ways, 1 send, 2 receive
  Struct,       // members: the fields
  Tuple,        // types
  Signature,    // members: the receiver, if `flag`; parameters; `number` results. `spread`: the last parameter takes the rest
  Interface,    // members: methods; types: what is embedded; flag: a constraint without interface{}
  Union,        // members: terms
  Shape,        // types: the form that gc names it after: go.shape.FORM
};

// Something with a name or a mark in a type.
struct Member {
  OptionalIndex name = 0;
  OptionalIndex package = 0;  // of fields and methods
  Index type = 0;             // stands before the type that this is a member of
  OptionalIndex tag = 0;      // of `names`
  bool flag = false;          // a field: embedded; a term: with a tilde
  bool operator==(const Member&) const = default;
  template <class H>
  friend H AbslHashValue(H h, const Member& m) {
    return H::combine(std::move(h), m.name, m.package, m.type, m.tag, m.flag);
  }
};

// A type is made of types that stand before it; but what a local type is declared as may be any.
struct Type {
  TypeForm form = TypeForm::Predeclared;
  bool flag = false;
  bool spread = false;
  uint64_t number = 0;
  OptionalIndex name = 0;
  Index object = 0;
  std::vector<Index> types;
  std::vector<Member> members;
  bool operator==(const Type&) const = default;
  template <class H>
  friend H AbslHashValue(H h, const Type& t) {
    return H::combine(std::move(h), t.form, t.flag, t.spread, t.number, t.name, t.object, t.types, t.members);
  }
};

// A type that a function declares.
struct LocalType {
  Index name = 0;
  Index type = 0;  // what it is declared as
  bool operator==(const LocalType&) const = default;
};

// A function's directives and other marks that decide how it is compiled.
enum FunctionMark : uint32_t {
  kNoInline = 1,  // //go:noinline
  kCgoUnsafeArguments = 2,
  kUintptrKeepAlive = 4,
  kYesWriteBarrier = 8,
  kNoEscape = 16,
  kUintptrEscapes = 32,
  kNoBody = 64,
  kInstance = 128,       // of a generic function: importers compile it on their own
  kDelaysResults = 256,  // its results need no declaration before its body
};
inline constexpr uint32_t kAllFunctionMarks = 511;

struct InlineFunction {
  std::string name;          // as gc names it in its package: "F", "(*T).M", "Map[go.shape.int]"
  OptionalIndex object = 0;  // of `objects`; none: no importer can name it
  bool inlinable = false;
  uint32_t cost = 0;   // as far as gc counts it
  uint32_t marks = 0;  // FunctionMark
  std::string reason;  // why it cannot be inlined, in gc's words; empty where it can
  std::string body;    // of a function that can be inlined and has an object
  // Of each parameter, the receiver first, once all is inlined: of a function that has an object. Empty: its escape analysis was not asked for, or the
  // function is not analysed; its parameters leak then.
  std::vector<Leaks> tags;
  bool operator==(const InlineFunction&) const = default;
};

struct InlineFacts {
  uint64_t vocabulary = 0;            // of the bodies' operations: those of another one mean something else
  std::vector<std::string> names;     // each once
  std::vector<std::string> packages;  // import paths, each once; the first is the package itself
  std::vector<File> files;            // all of the package
  std::vector<ObjectName> objects;
  std::vector<Type> types;
  std::vector<LocalType> local_types;
  std::vector<std::string> constants;     // exact, in the form of analysis/exports/constants.h
  std::vector<InlineFunction> functions;  // sorted by name
  std::vector<Index> passed_on;           // objects: functions of other packages that importers of this one see the bodies of
  bool operator==(const InlineFacts&) const = default;
};

}  // namespace escapement::facts
