// The fields of a lowered body that facts keep: each is named once here, for the writer and the reader alike. What refers to something says so by
// its type or by what is wrapped around it.
//
// An archive is called with all fields of a thing at once. Fields that have their default value are left out: a number in front says which are there.
// What is not here is the same in every body as it was lowered: nothing was inlined into it, and all of it stands in one file.
#pragma once

#include "analysis/ir/ir.h"

namespace escapement::exports {

// A byte offset in the body's file; 0: none.
template <class Number>
struct Position {
  Number& offset;
};
template <class Numbers>
struct Positions {
  Numbers& offsets;
};
// Of Unit::lists; 0: none.
template <class Number>
struct NodeList {
  Number& list;
};
// What Node::ref names, by the operation.
template <class AnyNode>
struct Reference {
  AnyNode& node;
};
// What Node::token means, by the operation.
template <class AnyNode>
struct NodeToken {
  AnyNode& node;
};
// A statement, by the number in which nodes are written; 0: none.
template <class AnyId>
struct Definition {
  AnyId& statement;
};
// A function of the unit, by its index.
template <class Number>
struct FunctionOf {
  Number& index;
};

enum class Refers : uint8_t { Nothing, Value, Object, Local, Function };

inline Refers refers_to(ir::Op op) {
  switch (op) {
    case ir::Op::Literal: return Refers::Value;
    case ir::Op::FuncName:
    case ir::Op::MethodExpr:
    case ir::Op::MethodValue:
    case ir::Op::Global: return Refers::Object;
    case ir::Op::Local:
    case ir::Op::Declare: return Refers::Local;
    case ir::Op::Closure: return Refers::Function;
    default: return Refers::Nothing;
  }
}

// Whether Node::token is of Unit::instances.
inline bool names_instance(ir::Op op) {
  return op == ir::Op::FuncName || op == ir::Op::MethodExpr || op == ir::Op::MethodValue || op == ir::Op::DictionaryName;
}

// Behind the operation itself. The object comes before the type, which may be the object's own.
template <class Archive, class AnyNode>
void node_fields(Archive& a, AnyNode& n) {
  a.sparse(Reference{n}, n.type, Position{n.pos}, Position{n.begin}, Position{n.end}, n.x, n.y, n.flags, NodeToken{n}, n.name,
           NodeList{n.list}, NodeList{n.list2});
}

template <class Archive, class AnyLocal>
void local_fields(Archive& a, AnyLocal& l) {
  a.sparse(l.name, l.type, Position{l.pos}, Position{l.end}, l.role, FunctionOf{l.func}, l.result, Definition{l.definition}, l.unnamed,
           l.captured, l.address_taken, l.no_position);
}

template <class Archive, class AnyInstance>
void instance_fields(Archive& a, AnyInstance& i) {
  a.sparse(i.generic, i.arguments, i.shaped);
}

// The object of the first function of a unit is known besides.
template <class Archive, class AnyFunc>
void function_fields(Archive& a, AnyFunc& f) {
  a.sparse(f.name, f.type, Position{f.pos}, Position{f.begin}, Position{f.end}, f.params, f.results, f.locals, f.captures,
           Positions{f.capture_positions}, f.body, f.outer, f.label, f.wrapper, f.range_parent, f.literals, f.wrappers, f.range_bodies,
           f.no_body, f.noescape, f.uintptrescapes, f.pragmas.noinline, f.pragmas.cgo_unsafe_args, f.pragmas.uintptr_keep_alive,
           f.pragmas.yes_write_barrier);
}

}  // namespace escapement::exports
