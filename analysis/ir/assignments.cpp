// Assignments, variable declarations and returns (cmd/compile/internal/noder: writer.assignStmt,
// reader.assignList, reader.multiExpr).
//
// The left side is read first: its new variables come before any temporary of the right side. An expression
// with several values always goes through temporaries, one a value, whether it is a call or a comma-ok form;
// where a target has another type, the temporary is converted.
#include "analysis/ir/lowering.h"

namespace escapement::ir {

using syntax::NodeKind;
using syntax::Token;
using types::TypeKind;

Lowering::Ast Lowering::bare(Ast id) const {
  while (id && ast(id).kind == NodeKind::Paren) id = Ast(ast(id).a);
  return id;
}

// The type an assignment converts to; none for the blank identifier, which converts nothing.
TypeId Lowering::target_type(Ast left) {
  Ast const target_node = bare(left);
  if (ast(target_node).kind != NodeKind::Name) return type_of(target_node);
  if (program_.names().text(tree_.name(target_node)) == "_") return {};
  ObjectId const object = info_.objects[target_node.value];
  return object ? object_type(object) : type_of(target_node);
}

// The left side of an assignment; none for the blank identifier. A new variable is entered into `declared`.
NodeId Lowering::target(Ast left, bool define, std::vector<LocalId>& declared) {
  Ast const node = bare(left);
  if (ast(node).kind != NodeKind::Name) return expr(node);
  if (program_.names().text(tree_.name(node)) == "_") return {};
  ObjectId const object = info_.objects[node.value];
  if (!object) throw Unhandled{"an assignment to a name that denotes nothing", left};
  bool const fresh = define && !locals_.contains(object.value) && t_.object(object).role == types::VarRole::Local;
  if (!fresh) return object_use(object, node);
  check_supported(object_type(object), left);
  declared.push_back(new_variable(object));
  return local_node(declared.back());
}

// The declarations of a statement's new variables, then the statement, which defines them.
void Lowering::define(NodeId statement_id, const std::vector<LocalId>& declared, std::vector<NodeId>& out) {
  for (LocalId local : declared) {
    out.push_back(declaration_of(local));
    unit_->node(out.back()).flags |= kOfNext;
    unit_->locals[local.value].definition = statement_id;
  }
  if (!declared.empty()) unit_->node(statement_id).flags |= kDefine;
  out.push_back(statement_id);
}

void Lowering::define_vars(Ast spec, std::vector<NodeId>& out) {
  syntax::views::ValueSpec const view(tree_, spec);
  if (!view.values().empty()) return assign_values(spec, view.names(), view.values(), true, out);
  // `var a, b T`: each gets its zero value, which defines nothing.
  for (Ast name_node : view.names()) {
    std::vector<LocalId> declared;
    pending_origin_ = view.type().value;
    NodeId const left = target(name_node, true, declared);
    pending_origin_ = 0;
    if (declared.empty()) continue;
    out.push_back(declaration_of(declared[0]));
    unit_->node(out.back()).flags |= kOfNext;
    Node node = make(Op::Assign, TypeId(), name_node);
    node.x = left;
    out.push_back(add(node));
  }
}

void Lowering::assign(Ast id, std::vector<NodeId>& out) {
  syntax::views::Assign const view(tree_, id);
  bool const plain = view.op() == Token::Assign || view.op() == Token::Define;
  if (plain) return assign_values(id, view.left(), view.right(), view.op() == Token::Define, out);
  assign_with_operator(id, out);
}

void Lowering::assign_with_operator(Ast id, std::vector<NodeId>& out) {
  syntax::views::Assign const view(tree_, id);
  Ast const left = view.left()[0];
  Node node = make(Op::AssignOp, TypeId(), id);
  node.token = static_cast<uint16_t>(view.op());
  node.x = expr(left);
  bool const shift = view.op() == Token::ShlAssign || view.op() == Token::ShrAssign;
  node.y = shift ? expr(view.right()[0]) : converted(view.right()[0], type_of(left));
  out.push_back(add(node));
}

// Where the type of a new variable comes from.
uint32_t Lowering::origin_of_value(Ast statement_id, size_t i, std::span<const Ast> right) const {
  if (ast(statement_id).kind == NodeKind::ValueSpec) {
    if (Ast const type = syntax::views::ValueSpec(tree_, statement_id).type()) return type.value;
  }
  return i < right.size() && right.size() > 1 ? origin_of(right[i]) : right.size() == 1 && i == 0 ? origin_of(right[0]) : 0;
}

void Lowering::assign_values(Ast id, std::span<const Ast> left, std::span<const Ast> right, bool defines, std::vector<NodeId>& out) {
  std::vector<LocalId> declared;
  std::vector<NodeId> targets;
  for (size_t i = 0; i < left.size(); ++i) {
    if (defines && instantiation_ != nullptr) pending_origin_ = origin_of_value(id, i, right);
    targets.push_back(target(left[i], defines, declared));
  }
  pending_origin_ = 0;
  std::vector<TypeId> to;
  for (Ast each : left) to.push_back(target_type(each));
  if (left.size() == 1 && ast(left[0]).kind == NodeKind::Name && ast(bare(right[0])).kind == NodeKind::FuncLit) {
    pending_label_ = std::string(tree_.text(left[0]));
  }
  std::vector<NodeId> values = several_values(right, to, id);
  pending_label_.clear();
  Node node = make(left.size() == 1 ? Op::Assign : Op::AssignList, TypeId(), id);
  if (left.size() == 1) {
    node.x = targets[0];
    node.y = values[0];
  } else {
    node.list = add_list(targets);
    node.list2 = add_list(values);
  }
  define(add(node), declared, out);
}

// The values of expressions, each converted to the type it is for (none: not converted); of one expression
// with several values, its temporaries: the first holds the assignment to all.
std::vector<NodeId> Lowering::several_values(std::span<const Ast> right, std::span<const TypeId> to, Ast at) {
  if (right.size() == 1 && is_tuple(right[0])) return values_of_tuple(right[0], to, at);
  std::vector<NodeId> values;
  for (size_t i = 0; i < right.size(); ++i) {
    TypeId const type = i < to.size() ? to[i] : TypeId();
    values.push_back(type ? converted(right[i], type) : expr(right[i]));
  }
  return values;
}

bool Lowering::is_tuple(Ast id) const {
  TypeId const type = type_of(id);
  return type && t_.kind(type) == TypeKind::Tuple && info_.modes[id.value] != check::Mode::Type;
}

std::vector<NodeId> Lowering::values_of_tuple(Ast value, std::span<const TypeId> to, Ast at) {
  types::TypeList const types = t_.elements(type_of(value));
  Node assign_node = make(Op::None, TypeId(), at);
  assign_node.flags = kDefine;
  assign_node.x = expr(value);
  assign_node.op = several_values_op(assign_node.x, at);
  std::vector<LocalId> temps;
  std::vector<NodeId> left;
  std::vector<NodeId> values;
  for (size_t i = 0; i < types.size(); ++i) {
    temps.push_back(temp(types::default_type(t_, types[i]), at));
    left.push_back(local_node(temps.back()));
    TypeId const type = i < to.size() ? to[i] : TypeId();
    NodeId const read = local_node(temps.back());
    if (type && !t_.identical(type, types[i])) needs_itab(types[i], type);
    values.push_back(type ? convert(read, unit_->node(read).type, type, pos(at), true) : read);
  }
  assign_node.list = add_list(left);
  std::vector<NodeId> first;
  define(add(assign_node), temps, first);
  Node init = make(Op::Init, unit_->node(values[0]).type, at);
  init.pos = unit_->node(values[0]).pos;
  init.list = add_list(first);
  init.x = values[0];
  values[0] = add(init);
  return values;
}

// The statement that takes all values of an expression.
Op Lowering::several_values_op(NodeId value, Ast at) {
  Node& node = unit_->node(without_init(*unit_, value));
  switch (node.op) {
    case Op::CallFunc:
    case Op::CallInter: return Op::AssignCall;
    case Op::IndexMap: return Op::AssignMap;
    case Op::Recv: return Op::AssignRecv;
    case Op::DotType: node.flags |= kWithOk; return Op::AssignType;
    default: throw Unhandled{"an assignment of several values from an unknown expression", at};
  }
}

void Lowering::return_statement(Ast id, std::vector<NodeId>& out) {
  std::vector<TypeId> to;
  for (LocalId result : unit_->funcs[current_].results) to.push_back(unit_->locals[result.value].type);
  Node node = make(Op::Return, TypeId(), id);
  node.list = add_list(several_values(tree_.list(ast(id).a), to, id));
  out.push_back(add(node));
}

}  // namespace escapement::ir
