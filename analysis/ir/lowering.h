// Builds one Unit from a checked declaration. A construct that is not handled throws Unhandled inside this layer only: the unit is then
// listed as not analysed.
#pragma once

#include <absl/container/flat_hash_map.h>

#include "analysis/ir/ir.h"
#include "analysis/syntax/views.h"

namespace escapement::ir {

struct Unhandled {
  std::string construct;
  syntax::NodeId at;
};

class Lowering {
 public:
  Lowering(check::Program& program, check::Package& package, uint32_t decl);

  std::unique_ptr<Unit> function(ObjectId object);
  std::unique_ptr<Unit> initialisers(std::unique_ptr<Unit> into, syntax::NodeId spec);

 private:
  using Ast = syntax::NodeId;

  // lower.cpp
  NodeId add(Node node);
  Node make(Op op, TypeId type, Ast at);
  uint32_t add_list(std::vector<NodeId> nodes);
  LocalId add_local(std::string name, TypeId type, LocalRole role, uint32_t pos);
  LocalId temp(TypeId type, Ast at);
  NodeId local_node(LocalId local);
  NodeId declare(ObjectId object);
  void parameters(Func& func, TypeId signature, uint32_t fallback_pos);
  void body(FuncIndex func, Ast block);
  void check_supported(TypeId type, Ast at);
  void mark_address(NodeId node);

  // expressions.cpp
  NodeId expr(Ast id);
  NodeId converted(Ast id, TypeId to);
  NodeId convert(NodeId node, TypeId from, TypeId to, uint32_t pos, bool implicit);
  NodeId constant(Ast id, TypeId type);
  NodeId name(Ast id);
  NodeId object_use(ObjectId object, Ast at);
  NodeId selector(Ast id);
  NodeId follow(NodeId x, TypeId type, std::span<const uint32_t> path, Ast at, TypeId* reached);
  NodeId receiver_argument(NodeId x, TypeId type, const check::Selection& selection, Ast at);
  NodeId index(Ast id);
  NodeId slice(Ast id);
  NodeId unary(Ast id);
  NodeId binary(Ast id);
  NodeId concatenation(Ast id);
  void collect_operands(Ast id, std::vector<NodeId>& out);
  NodeId type_assert(Ast id);

  // literals.cpp
  NodeId composite(Ast id, TypeId type);
  NodeId composite_value(Ast id, TypeId type);
  NodeId element(Ast id, TypeId type);

  // calls.cpp
  NodeId call(Ast id);
  NodeId conversion(Ast id);
  NodeId builtin(Ast id, check::Builtin which);
  NodeId method_or_function(Ast id, Ast function, std::vector<NodeId>& args);
  std::vector<NodeId> call_arguments(Ast id, const types::Signature& signature);

  // closures.cpp
  NodeId closure(Ast id);
  NodeId go_or_defer(Ast id);
  NodeId wrapped_call(Ast id, Ast call_node, NodeId call);
  FuncIndex new_closure(TypeId signature, Ast at, bool wrapper);
  void capture(LocalId local);

  // statements.cpp
  void statements(std::span<const Ast> list, std::vector<NodeId>& out);
  void statement(Ast id, std::vector<NodeId>& out);
  void assign(Ast id, std::vector<NodeId>& out);
  void define_vars(Ast id, std::vector<NodeId>& out);
  void assign_values(Ast id, std::span<const Ast> left, std::span<const Ast> right, bool define, std::vector<NodeId>& out);
  NodeId target(Ast left, bool define, std::vector<NodeId>& out);
  TypeId target_type(Ast left);
  void if_statement(Ast id, std::vector<NodeId>& out);
  void for_statement(Ast id, std::vector<NodeId>& out);
  void range_statement(Ast id, std::vector<NodeId>& out);
  void switch_statement(Ast id, std::vector<NodeId>& out);
  void type_switch(Ast id, std::vector<NodeId>& out);
  void select(Ast id, std::vector<NodeId>& out);
  void return_statement(Ast id, std::vector<NodeId>& out);
  std::vector<NodeId> block(Ast id);

  const syntax::Node& ast(Ast id) const { return tree_.node(id); }
  TypeId type_of(Ast id) const { return info_.types[id.value]; }
  // Of the first value, where an index, receive or type assertion has two.
  TypeId value_type_of(Ast id) const {
    TypeId const type = type_of(id);
    return t_.kind(type) == types::TypeKind::Tuple ? t_.elements(type)[0] : type;
  }
  uint32_t pos(Ast id) const { return start_ + tree_.node(id).pos; }

  check::Program& program_;
  check::Package& package_;
  types::TypeTable& t_;
  const syntax::DeclTree& tree_;
  const check::Info& info_;
  uint32_t start_;
  std::unique_ptr<Unit> unit_;
  FuncIndex current_ = 0;
  absl::flat_hash_map<uint32_t, LocalId> locals_;  // by ObjectId
  std::vector<uint32_t> literal_count_;            // by FuncIndex
  std::vector<uint32_t> wrapper_count_;
  std::string pending_label_;
};

// Gives captured or address-taken variables of Go 1.22 loops one copy an iteration (cmd/compile/internal/loopvar, ForCapture).
void per_iteration_variables(Unit& unit);

}  // namespace escapement::ir
