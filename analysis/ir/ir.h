// The bodies that gc's back end sees, as cmd/compile/internal/noder builds them: implicit conversions, dereferences and addresses are
// nodes of their own, constants are folded, method calls pass their receiver as an argument, go and defer call closures.
//
// A Unit is one top-level function (or the package's initialisers) with all function literals in it: they share its arena, so a captured
// variable is the same LocalId inside and outside. Positions are byte offsets in the file, of the place gc's messages name.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/check/program.h"
#include "analysis/ir/gc_flags.h"
#include "analysis/ir/node_lists.h"
#include "analysis/syntax/ast.h"

namespace escapement::ir {

using LocalId = base::Id<struct IrLocalTag>;
using FuncIndex = uint32_t;  // of Unit::funcs
using types::ObjectId;
using types::TypeId;

// clang-format off
enum class Op : uint8_t {
  None,
  // Values that hold nothing to follow
  Literal, Nil, Type, FuncName, MethodExpr,  // ref = the function or method, token = of Unit::instances
  DictionaryName,  // token: whose; a package-level variable that gc makes
  RuntimeType,     // a runtime type or interface table that gc makes
  DynamicType,     // a type that a dictionary tells: list = its words
  RuntimeFunc,  // name: a function of package runtime that gc calls on its own; token: the name has its package
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
  StringPointer,                           // to a string's bytes; gc makes it
  StructLit, ArrayLit, SliceLit, MapLit, PtrLit,  // list; MapLit: keys and values in turn; PtrLit: x = literal
  Closure, MethodValue,
  Init,                                    // list = statements that run first, x = the value
  InlCall,                                 // an inlined call: list = what sets its parameters, list2 = the body, ref = list of results
  // Statements
  Assign, AssignOp, AssignList, AssignCall, AssignMap, AssignRecv, AssignType,  // left = list, right = list2 (or x, y)
  Declare, Return, If, For, Range, Switch, TypeSwitch, Select, Case, Send, Go, Defer, Block, Label,
  Goto,  // name; without one, to the end of an inlined body: ref = its number in the function
  Break, Continue, Fallthrough,
};
// clang-format on

enum NodeFlag : uint8_t {
  kImplicit = 1,  // gc made it; not printed
  kSpread = 2,    // f(x...)
  kWithOk = 2,    // v, ok := x.(T), of the assertion
  kDefine = 4,    // this assignment declares its left side
  kConstLen = 8,
  kOfNext = 16,     // this statement runs first in the one behind it (ir.Node.Init): gc prints it with that one, or not at all
  kHasKey = 32,     // a range has a key, maybe "_"
  kHasValue = 64,   // and a value
  kNoInline = 128,  // this call is never inlined: of a go or defer statement
};

struct Node {
  Op op = Op::None;
  uint8_t flags = 0;
  uint16_t token = 0;  // syntax::Token of operators; instance of functions
  TypeId type;
  uint32_t pos = 0;             // gc's position of it, in bytes from the file's start
  uint32_t inlined = 0;         // of Unit::inlined_calls: the call that brought it here; 0: it was written here
  uint32_t begin = 0, end = 0;  // its text in the file
  NodeId x, y;
  uint32_t list = 0;  // of Unit::lists
  uint32_t list2 = 0;
  uint32_t ref = 0;   // LocalId, ObjectId, FuncIndex, value index: by op
  base::NameId name;  // field, method, label
};
static_assert(sizeof(Node) <= 52);

inline bool is_call(const Node& node) { return node.op == Op::CallFunc || node.op == Op::CallInter; }
// A new node that stands where another does.
inline Node made_at(const Node& place, Op op, TypeId type) {
  Node node;
  node.op = op;
  node.type = type;
  node.pos = place.pos;
  node.inlined = place.inlined;
  return node;
}

enum class LocalRole : uint8_t { Variable, Param, Result, Receiver, Temp };

struct Local {
  std::string name;  // "count", "~r0", ".autotmp_1"
  TypeId type;
  LocalRole role = LocalRole::Variable;
  FuncIndex func = 0;   // that declares it
  uint32_t result = 0;  // 1-based
  uint32_t pos = 0;
  uint32_t end = 0;      // of the name
  uint32_t inlined = 0;  // as in Node
  ObjectId object;
  types::PackageId package;  // whose text declares it, where that is not the unit's
  base::FileId file;         // of pos, where that is not its function's: a wrapper's parameters stand where the method has them
  NodeId definition;         // the statement that declares and assigns it (ir.Name.Defn); none: there is none
  bool unnamed = false;      // parameter without a name, or "_"
  bool captured = false;
  bool address_taken = false;
  bool no_position = false;  // gc made it, and its messages have no place for it
};

// Directives of a function that decide whether it can be inlined (cmd/compile/internal/noder, lex.go: pragmaFlag).
struct Pragmas {
  bool noinline = false;            // //go:noinline
  bool cgo_unsafe_args = false;     // //go:cgo_unsafe_args
  bool uintptr_keep_alive = false;  // //go:uintptrkeepalive, and what implies it
  bool yes_write_barrier = false;   // //go:yeswritebarrierrec
  bool no_checkptr = false;         // //go:nocheckptr
};

// An instance of a generic function, or of a method of a generic type: the arguments are the type's.
struct Instance {
  ObjectId generic;
  types::TypeList arguments;
  bool shaped = false;  // the function for the arguments' shapes, not the wrapper for the arguments
};

// A call whose place its callee's body has taken.
struct InlinedCall {
  uint32_t parent = 0;  // of Unit::inlined_calls: the call that brought the call here; 0: it was written here
  uint32_t pos = 0;     // of the call, in the file of its own body
  base::FileId file;    // of the callee's body
  std::string name;     // of the callee, as names of literals in it have it: "(*T).M"
  uint64_t callee = 0;  // which function it is, for the inliner
};

struct Func {
  std::string name;   // "counter", "(*T).M", "counter.func1"
  std::string label;  // how a reader knows a closure: the variable it is assigned to; else empty
  TypeId type;
  ObjectId object;  // of a declared function
  std::optional<FuncIndex> outer;
  std::vector<LocalId> params;  // receiver first
  std::vector<LocalId> results;
  std::vector<LocalId> locals;              // all, in order of declaration
  std::vector<LocalId> captures;            // in order of first use
  std::vector<uint32_t> capture_positions;  // of those first uses, one for each; 0: gc knows of no place
  std::vector<NodeId> body;
  uint32_t pos = 0;
  uint32_t begin = 0, end = 0;                            // the text of the function in its file
  base::FileId file;                                      // where a literal was written that inlining brought here; none: the unit's
  bool wrapper = false;                                   // of go or defer
  bool synthetic = false;                                 // gc made it of a function or method value
  std::optional<FuncIndex> range_parent;                  // of the body of a loop over a function: the function around all such loops
  uint32_t literals = 0, wrappers = 0, range_bodies = 0;  // the numbers that literals in it have been given
  bool autogenerated = false;                             // its body has no place in the text
  bool hidden_receiver = false;                           // of a method value: its first parameter is none that its signature has
  uint32_t return_labels = 0;                             // that calls inlined into it have been given
  bool package_init = false;                              // initialisers of package variables
  uint32_t initialises = 0;                               // its place among what initialises package variables, from 1; 0: it is none
  uint32_t locals_before = 0;                             // of it: the variables of those initialisers that come before
  Instance instance;                                      // that it is, of a generic function
  bool no_body = false;
  bool noescape = false;  // //go:noescape
  Pragmas pragmas;
  bool uintptrescapes = false;  // //go:uintptrescapes

  // A function that `init` calls to make one of the package's maps (outlined_maps.cpp).
  bool is_outlined_map() const { return initialises != 0 && !package_init; }
};

// What gc says at -m=2 of a statement in the loop of a benchmark.
struct KeptAlive {
  FuncIndex func = 0;
  NodeId statement;
  std::string text;  // "function result will be kept alive"
};

struct NotAnalysed {
  std::string function;
  std::string construct;
  base::Place place;
};

// The construct of a generic function that is lowered by itself.
inline constexpr std::string_view kGenericFunction = "a generic function (each instance is compiled by shape)";

struct Unit {
  const check::Package* package = nullptr;  // whose text it is
  types::PackageId compiled_in;             // differs for an instance of an imported generic function
  uint32_t file = 0;                        // index into package->files
  uint32_t decl = 0;                        // index into package->decls; of what gc makes on its own 0
  std::string symbols_in;                   // of a wrapper: the name of the package of its symbol, where that is not the one compiled
  std::vector<Node> nodes{1};
  NodeLists lists;
  std::vector<constant::Value> values;
  std::vector<Local> locals{1};
  std::vector<Func> funcs;  // [0] is the declared function
  std::vector<Instance> instances{1};
  std::vector<InlinedCall> inlined_calls{1};
  std::vector<KeptAlive> kept_alive;
  std::optional<NotAnalysed> failed;

  const Node& node(NodeId id) const { return nodes[id.value]; }
  Node& node(NodeId id) { return nodes[id.value]; }
  const Local& local(LocalId id) const { return locals[id.value]; }
  std::span<const NodeId> list(uint32_t id) const { return lists[id]; }
  NodeId add(const Node& node) {
    nodes.push_back(node);
    return NodeId(static_cast<uint32_t>(nodes.size() - 1));
  }
  uint32_t add_list(std::span<const NodeId> list) { return lists.add(list); }
  uint32_t add_list(std::initializer_list<NodeId> list) { return lists.add(std::span(list.begin(), list.size())); }
  std::vector<NodeId> copy_of_list(uint32_t id) const { return {list(id).begin(), list(id).end()}; }
  // The instance's place in `instances`; an equal one may be there. Throws std::length_error where Node::token cannot hold it.
  uint16_t add_instance(const Instance& instance);
  base::FileId file_id() const { return package->files[file].source->id; }
};

// The value of an expression that runs statements first; none for none.
inline NodeId without_init(const Unit& unit, NodeId id) {
  while (id && unit.node(id).op == Op::Init) id = unit.node(id).x;
  return id;
}

class Instances;

// A package's units: its initialisers first, then its functions in source order.
struct Bodies {
  std::vector<std::unique_ptr<Unit>> units;
  std::vector<std::unique_ptr<Unit>> made_first;  // functions that gc makes before it comes to any other, with instances
  std::vector<std::unique_ptr<Unit>> instances;   // of generic functions, where they are asked for, and what gc makes along with them
  std::shared_ptr<Instances> more_instances;      // for what inlining brings
  std::vector<NotAnalysed> not_analysed;
};
enum class WithInstances : uint8_t { No, Yes };
Bodies lower(check::Program& program, check::Package& package, WithInstances instances = WithInstances::No);
// One function of a package that is declared with a body, by itself.
std::unique_ptr<Unit> lower_function(check::Program& program, check::Package& package, ObjectId function);

// What gc does between inlining and escape analysis: variables of loops per iteration, dead locals dropped.
void finish(check::Program& program, Unit& unit, const GcFlags& flags = {});
void finish(check::Program& program, Bodies& bodies);

// How gc names a function or method inside its package: "F", "(*T).M", "T.M".
std::string function_name(check::Program& program, types::PackageId package, ObjectId object);

// The name of a function as a symbol of its package has it, with the type arguments of an instance: "F", "(*T).M", "Map[int,string]". `name` is a
// FuncName, MethodExpr or MethodValue.
std::string symbol_name(check::Program& program, const Unit& unit, const Node& name);

// The name of the package of its functions' symbols, where that is not the one compiled; else empty.
std::string symbol_package(check::Program& program, const Unit& unit);

// A function's type and body as gc's messages have them (cmd/compile/internal/ir, fmt.go: stmtFmt): "func(int) int", "x := 1; return x".
std::string print_type(check::Program& program, const Unit& unit, const Func& func);
std::string print_body(check::Program& program, const Unit& unit, const Func& func);

// The receiver's type of an instance of a method.
TypeId receiver_type(types::TypeTable& t, const Instance& instance);

// The name of an instance, as symbol_name has it.
std::string instance_name(check::Program& program, const Instance& instance);

// The text that gc's messages have for an expression (cmd/compile/internal/ir, fmt.go).
std::string print_expression(check::Program& program, const Unit& unit, NodeId node);
// With the package's name in front where inlining brought the variable from another one.
std::string print_local(check::Program& program, const Unit& unit, LocalId local);

// What to print for a node instead of it; none: the node.
using Substitutes = std::function<std::optional<std::string>(NodeId)>;
std::string print_expression(check::Program& program, const Unit& unit, NodeId node, const Substitutes& substitutes);
// The text of a statement, or an expression, as gc's messages have it (stmtFmt).
std::string print_statement(check::Program& program, const Unit& unit, NodeId statement, const Substitutes& substitutes = {});

// The text of a constant that stands where a value of `type` stood.
std::string print_literal(check::Program& program, const Unit& unit, NodeId literal, TypeId type);

// Whether an expression is the zero value of its type, as far as its form tells (ir.IsZero).
bool is_zero(const Unit& unit, NodeId node);

// The one value a local can have: defined once, never assigned again, address never taken (ir.ReassignOracle.StaticValue). The node itself
// where it is no such local. Nodes may be added to the unit; `update` takes them into account.
class StaticValues {
 public:
  StaticValues(check::Program& program, const Unit& unit);
  NodeId of(NodeId node) const;
  // As far as that follows from a function of the unit and the literals in it.
  NodeId of(NodeId node, FuncIndex within) const;
  void update();
  // Whether anything but its definition assigns to the local, or to a part of it.
  bool is_reassigned(LocalId local) const { return reassigned_[local.value]; }

 private:
  void note_assignments(NodeId statement);
  void note_assignment(NodeId left, NodeId statement);

  types::TypeTable& t_;
  const Unit& unit_;
  uint32_t seen_ = 1;             // nodes
  std::vector<bool> reassigned_;  // by LocalId
};

}  // namespace escapement::ir
