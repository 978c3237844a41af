// The bodies that gc's back end sees, as cmd/compile/internal/noder builds them: implicit conversions, dereferences and addresses are
// nodes of their own, constants are folded, method calls pass their receiver as an argument, go and defer call closures.
//
// A Unit is one top-level function (or the package's initialisers) with all function literals in it: they share its arena, so a captured
// variable is the same LocalId inside and outside. Positions are byte offsets in the file, of the place gc's messages name.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/check/program.h"
#include "analysis/syntax/ast.h"

namespace escapement::ir {

using NodeId = base::Id<struct IrNodeTag>;
using LocalId = base::Id<struct IrLocalTag>;
using FuncIndex = uint32_t;  // of Unit::funcs
using types::ObjectId;
using types::TypeId;

// clang-format off
enum class Op : uint8_t {
  None,
  // Values that hold nothing to follow
  Literal, Nil, Type, FuncName, MethodExpr,
  Global,     // a package-level variable
  Local,      // local
  // Operators
  Unary, Binary, AndAnd, OrOr, AddStr,     // AddStr: list
  Addr, Deref, Dot, DotPtr, DotInter,      // name
  Index, IndexMap, Slice,                  // Slice: x, list of bounds (none allowed)
  DotType, Conv, ConvNop, ConvIface, StrToBytes, StrToRunes, BytesToStr, RunesToStr, RuneToStr, SliceToArray, SliceToArrayPtr,
  Recv,
  CallFunc, CallInter,                     // x = callee, list = arguments
  Append, Copy, Cap, Len, Clear, Close, Complex, Delete, Imag, Real, Max, Min, Panic, Print, Println, Recover, New,
  MakeSlice, MakeMap, MakeChan,
  UnsafeAdd, UnsafeSlice, UnsafeSliceData, UnsafeString, UnsafeStringData,
  StructLit, ArrayLit, SliceLit, MapLit, PtrLit,  // list; MapLit: keys and values in turn; PtrLit: x = literal
  Closure, MethodValue,
  Init,                                    // list = statements that run first, x = the value
  // Statements
  Assign, AssignOp, AssignList, AssignCall, AssignMap, AssignRecv, AssignType,  // left = list, right = list2 (or x, y)
  Declare, Return, If, For, Range, Switch, TypeSwitch, Select, Case, Send, Go, Defer, Block, Label, Goto, Break, Continue, Fallthrough,
};
// clang-format on

enum NodeFlag : uint8_t {
  kImplicit = 1,  // gc made it; not printed
  kSpread = 2,    // f(x...)
  kDefine = 4,    // this assignment declares its left side
  kConstLen = 8,
};

struct Node {
  Op op = Op::None;
  uint8_t flags = 0;
  uint16_t token = 0;  // syntax::Token of operators
  TypeId type;
  uint32_t pos = 0;             // gc's position of it, in bytes from the file's start
  uint32_t begin = 0, end = 0;  // its text in the file
  NodeId x, y;
  uint32_t list = 0;  // of Unit::lists
  uint32_t list2 = 0;
  uint32_t ref = 0;   // LocalId, ObjectId, FuncIndex, value index: by op
  base::NameId name;  // field, method, label
};
static_assert(sizeof(Node) <= 48);

enum class LocalRole : uint8_t { Variable, Param, Result, Receiver, Temp };

struct Local {
  std::string name;  // "count", "~r0", ".autotmp_1"
  TypeId type;
  LocalRole role = LocalRole::Variable;
  FuncIndex func = 0;   // that declares it
  uint32_t result = 0;  // 1-based
  uint32_t pos = 0;
  uint32_t end = 0;  // of the name
  ObjectId object;
  NodeId definition;     // the statement that declares and assigns it (ir.Name.Defn); none: there is none
  bool unnamed = false;  // parameter without a name, or "_"
  bool captured = false;
  bool address_taken = false;
};

struct Func {
  std::string name;   // "counter", "(*T).M", "counter.func1"
  std::string label;  // how a reader knows a closure: the variable it is assigned to; else empty
  TypeId type;
  ObjectId object;  // of a declared function
  std::optional<FuncIndex> outer;
  std::vector<LocalId> params;  // receiver first
  std::vector<LocalId> results;
  std::vector<LocalId> locals;    // all, in order of declaration
  std::vector<LocalId> captures;  // in order of first use
  std::vector<NodeId> body;
  uint32_t pos = 0;
  uint32_t begin = 0, end = 0;  // the text of the function in its file
  bool wrapper = false;         // of go or defer
  bool no_body = false;
  bool noescape = false;        // //go:noescape
  bool noinline = false;        // //go:noinline
  bool uintptrescapes = false;  // //go:uintptrescapes
};

struct NotAnalysed {
  std::string function;
  std::string construct;
  base::Place place;
};

struct Unit {
  const check::Package* package = nullptr;
  uint32_t file = 0;  // index into package->files
  std::vector<Node> nodes{1};
  std::vector<std::vector<NodeId>> lists{1};
  std::vector<constant::Value> values;
  std::vector<Local> locals{1};
  std::vector<Func> funcs;  // [0] is the declared function
  std::optional<NotAnalysed> failed;

  const Node& node(NodeId id) const { return nodes[id.value]; }
  Node& node(NodeId id) { return nodes[id.value]; }
  const Local& local(LocalId id) const { return locals[id.value]; }
  std::span<const NodeId> list(uint32_t id) const { return lists[id]; }
  base::FileId file_id() const { return package->files[file].source->id; }
};

// A package's units: its initialisers first, then its functions in source order.
struct Bodies {
  std::vector<std::unique_ptr<Unit>> units;
  std::vector<NotAnalysed> not_analysed;
};
Bodies lower(check::Program& program, check::Package& package);

// What gc does between inlining and escape analysis: variables of loops per iteration, dead locals dropped.
void finish(check::Program& program, Bodies& bodies);

// How gc names a function or method inside its package: "F", "(*T).M", "T.M".
std::string function_name(check::Program& program, types::PackageId package, ObjectId object);

// The text that gc's messages have for an expression (cmd/compile/internal/ir, fmt.go).
std::string print_expression(check::Program& program, const Unit& unit, NodeId node);

// The text of an assignment statement, as gc's messages have it.
std::string print_assignment(check::Program& program, const Unit& unit, NodeId statement);

// The text of a constant that stands where a value of `type` stood.
std::string print_literal(check::Program& program, const Unit& unit, NodeId literal, TypeId type);

// Whether an expression is the zero value of its type, as far as its form tells (ir.IsZero).
bool is_zero(const Unit& unit, NodeId node);

// The one value a local can have: defined once, never assigned again, address never taken (ir.ReassignOracle.StaticValue). The node itself
// where it is no such local.
class StaticValues {
 public:
  StaticValues(check::Program& program, const Unit& unit);
  NodeId of(NodeId node) const;

 private:
  const Unit& unit_;
  std::vector<NodeId> definition_;  // by LocalId; none: unknown
};

}  // namespace escapement::ir
