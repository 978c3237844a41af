// if, for, range, switch and select (cmd/compile/internal/noder: ifStmt, forStmt, switchStmt, selectStmt).
#include <algorithm>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

using syntax::NodeKind;
using syntax::Token;
using types::TypeKind;

void Lowering::if_statement(Ast id, std::vector<NodeId>& out) {
  syntax::views::If const view(tree_, id);
  auto const [truth, remainder] = static_condition(view.condition());
  if (truth != Truth::Unknown) return decided_if(view, remainder, truth, out);
  init_statement(view.init(), out);
  Node node = make(Op::If, TypeId(), id);
  node.x = expr(remainder);
  node.list = add_list(block(view.then_block()));
  std::vector<NodeId> otherwise;
  statement(view.else_branch(), otherwise);
  node.list2 = add_list(otherwise);
  out.push_back(add(node));
}

// One branch is left, spliced into the surrounding statements; what the condition does besides is still done.
void Lowering::decided_if(const syntax::views::If& view, Ast condition, Truth truth, std::vector<NodeId>& out) {
  statement(view.init(), out);
  if (info_.value(condition) == nullptr) {
    Node node = make(Op::Assign, TypeId(), condition);
    node.y = expr(condition);
    out.push_back(add(node));
  }
  if (truth == Truth::True) {
    for (NodeId each : block(view.then_block())) out.push_back(each);
  } else {
    statement(view.else_branch(), out);
  }
}

void Lowering::for_statement(Ast id, std::vector<NodeId>& out) {
  syntax::views::For const view(tree_, id);
  std::vector<NodeId> init;
  init_statement(view.init(), init);
  out.insert(out.end(), init.begin(), init.end());
  StaticCondition condition{Truth::Unknown, view.condition()};
  if (view.condition()) condition = static_condition(view.condition());
  bool const never = condition.truth == Truth::False;
  if (never && info_.value(condition.remainder) != nullptr) return;
  Node node = make(Op::For, TypeId(), id);
  if (view.condition()) node.x = expr(condition.remainder);
  std::vector<NodeId> post;
  if (!never) statement(view.post(), post);
  if (post.size() == 1) node.y = post[0];
  if (post.size() > 1) node.y = as_block(std::move(post), id);
  if (!never) node.list = add_list(block(view.body()));
  // Variables that the init statement declares, for per-iteration copies.
  std::vector<NodeId> variables;
  for (NodeId each : init) {
    const Node& n = unit_->node(each);
    if (n.op == Op::Declare) variables.push_back(local_node(LocalId(n.ref)));
  }
  node.list2 = add_list(variables);
  out.push_back(add(node));
}

NodeId Lowering::as_block(std::vector<NodeId> list, Ast at) {
  Node node = make(Op::Block, TypeId(), at);
  node.list = add_list(list);
  return add(node);
}

void Lowering::range_statement(Ast id, std::vector<NodeId>& out) {
  syntax::views::Range const view(tree_, id);
  TypeId const operand_type = type_of(view.operand());
  if (t_.kind(t_.underlying(operand_type)) == TypeKind::Signature) return range_over_func(id, out);
  bool const defines = view.op() == Token::Define;
  std::vector<LocalId> declared;
  NodeId const key = view.key() ? target(view.key(), defines, declared) : NodeId();
  NodeId const value = view.value() ? target(view.value(), defines, declared) : NodeId();
  Node node = make(Op::Range, TypeId(), id);
  node.flags = static_cast<uint8_t>((defines ? kDefine : 0) | (view.key() ? kHasKey : 0) | (view.value() ? kHasValue : 0));
  node.x = range_operand(view);
  if (t_.underlying_kind(operand_type) == TypeKind::Map) needs_type(operand_type, origin_of(view.operand()));
  range_conversions(view, operand_type, node.flags);
  node.list = add_list(block(view.body()));
  node.list2 = add_list({key, value});
  define(add(node), declared, out);
}

// The keys and values of a range may be assigned to interfaces.
void Lowering::range_conversions(const syntax::views::Range& view, TypeId operand, uint8_t flags) {
  if (instantiation_ == nullptr) return;
  TypeId u = t_.underlying(operand);
  if (t_.kind(u) == TypeKind::Pointer) u = t_.underlying(t_.elem(u));
  TypeKind const kind = t_.kind(u);
  bool const text = types::is_string(t_, u);
  TypeId key = t_.basic(types::BasicKind::Int);
  if (kind == TypeKind::Map) key = t_.key(u);
  if (kind == TypeKind::Chan) key = t_.elem(u);
  if (kind == TypeKind::Basic && !text) key = operand;
  TypeId const value = text ? t_.rune_type() : t_.elem(u);
  auto const assigned = [&](Ast target_node, TypeId type) {
    Ast const name = bare(target_node);
    if (ast(name).kind == NodeKind::Name && program_.names().text(tree_.name(name)) == "_") return;
    TypeId const to = target_type(name);
    // A variable that the loop declares has the very type of what it ranges over.
    needs_itab((flags & kDefine) != 0 && t_.identical(type, to) ? to : type, to);
  };
  if ((flags & kHasKey) != 0) assigned(view.key(), key);
  if ((flags & kHasValue) != 0) assigned(view.value(), value);
}

// Of an array that is only counted, its length alone is used (types2: rangeStmt).
NodeId Lowering::range_operand(const syntax::views::Range& view) {
  TypeId u = t_.underlying(type_of(view.operand()));
  if (t_.kind(u) == TypeKind::Pointer) u = t_.underlying(t_.elem(u));
  if (view.value() || t_.kind(u) != TypeKind::Array || has_call_or_receive(view.operand())) return expr(view.operand());
  Node length = make(Op::Literal, t_.basic(types::BasicKind::Int), bare(view.operand()));
  length.ref = static_cast<uint32_t>(unit_->values.size());
  unit_->values.push_back(constant::Value::of(t_.length(u)));
  return add(length);
}

// A call of a function, or of a built-in one whose result is not constant, or a receive; a conversion is none.
bool Lowering::has_call_or_receive(Ast id) const {
  if (!id || info_.modes[id.value] == check::Mode::Constant || info_.modes[id.value] == check::Mode::Type) return false;
  const syntax::Node& n = ast(id);
  switch (n.kind) {
    case NodeKind::Call: {
      syntax::views::Call const view(tree_, id);
      return info_.modes[bare(view.function()).value] != check::Mode::Type || has_call_or_receive(view.arguments()[0]);
    }
    case NodeKind::Unary: return n.token() == Token::Arrow || has_call_or_receive(Ast(n.a));
    case NodeKind::Binary: return has_call_or_receive(Ast(n.a)) || has_call_or_receive(Ast(n.b));
    case NodeKind::Paren:
    case NodeKind::Star:
    case NodeKind::Selector:
    case NodeKind::TypeAssert: return has_call_or_receive(Ast(n.a));
    case NodeKind::Index: {
      syntax::views::Index const view(tree_, id);
      return has_call_or_receive(view.operand()) || has_call_or_receive(view.indices()[0]);
    }
    case NodeKind::CompositeLit:
      return std::ranges::any_of(syntax::views::CompositeLit(tree_, id).elements(), [&](Ast each) {
        bool const keyed = ast(each).kind == NodeKind::KeyValue;
        return has_call_or_receive(keyed ? syntax::views::KeyValue(tree_, each).value() : each);
      });
    default: return false;
  }
}

void Lowering::switch_statement(Ast id, std::vector<NodeId>& out) {
  syntax::views::Switch const view(tree_, id);
  init_statement(view.init(), out);
  SwitchClauses const clauses = live_clauses(view.tag(), view.clauses());
  Node node = make(Op::Switch, TypeId(), id);
  TypeId const common = clauses.decided ? TypeId() : comparison_type(view.tag(), clauses.list);
  if (view.tag() && !clauses.decided) node.x = common ? converted(view.tag(), common) : expr(view.tag());
  std::vector<NodeId> entries;
  for (Ast clause_node : clauses.list) {
    syntax::views::CaseClause const clause(tree_, clause_node);
    Node entry = make(Op::Case, TypeId(), clause_node);
    std::vector<NodeId> values;
    if (!clauses.decided) {
      for (Ast each : clause.expressions()) values.push_back(common ? converted(each, common) : expr(each));
    }
    entry.list = add_list(values);
    std::vector<NodeId> body_list;
    statements(clause.body(), body_list);
    entry.list2 = add_list(body_list);
    entries.push_back(add(entry));
  }
  node.list = add_list(entries);
  out.push_back(add(node));
}

// The type that the tag and the cases of a switch are compared in: the tag's, or `any` where a case and the
// tag cannot be converted to each other's type; none for channels, which are compared as they are.
TypeId Lowering::comparison_type(Ast tag, std::span<const Ast> clauses) {
  TypeId const type = tag ? types::default_type(t_, type_of(tag)) : t_.basic(types::BasicKind::Bool);
  if (t_.kind(t_.underlying(type)) == TypeKind::Chan) return {};
  for (Ast clause_node : clauses) {
    for (Ast each : syntax::views::CaseClause(tree_, clause_node).expressions()) {
      TypeId const other = type_of(each);
      bool const mixed = types::is_interface(t_, other) || types::is_interface(t_, type);
      if (!mixed || t_.identical(other, type) || info_.modes[each.value] == check::Mode::Nil) continue;
      bool const assignable = types::is_interface(t_, type) && types::implements(t_, types::default_type(t_, other), type);
      if (!assignable) return t_.empty_interface();
    }
  }
  return type;
}

void Lowering::type_switch(Ast id, std::vector<NodeId>& out) {
  syntax::views::TypeSwitch const view(tree_, id);
  init_statement(view.init(), out);
  Node node = make(Op::TypeSwitch, TypeId(), id);
  if (syntax::views::TypeSwitch(tree_, id).name()) node.flags |= kDefine;
  node.x = expr(syntax::views::TypeAssert(tree_, view.guard()).operand());
  TypeId const interface = unit_->node(node.x).type;
  std::vector<NodeId> clauses;
  for (Ast clause_node : view.clauses()) {
    syntax::views::CaseClause const clause(tree_, clause_node);
    Node entry = make(Op::Case, TypeId(), clause_node);
    std::vector<NodeId> types;
    for (Ast each : clause.expressions()) types.push_back(case_type(each, interface));
    entry.list = add_list(types);
    if (auto it = info_.implicits.find(clause_node.value); it != info_.implicits.end() && it->second) {
      check_supported(object_type(it->second), clause_node);
      LocalId const local = new_variable(it->second);
      unit_->locals[local.value].pos = pos_of_clause_variable(clause_node);
      entry.y = declaration_of(local);
      entry.x = local_node(local);
    }
    std::vector<NodeId> body_list;
    statements(clause.body(), body_list);
    entry.list2 = add_list(body_list);
    clauses.push_back(add(entry));
  }
  node.list = add_list(clauses);
  out.push_back(add(node));
}

NodeId Lowering::case_type(Ast id, TypeId interface) {
  if (info_.modes[id.value] != check::Mode::Type) return expr(id);
  return dynamic_type(id, type_of(id), interface);
}

// gc places a clause's variable where its last type ends, as far as it looks (quirks.go: typeExprEndPos);
// without types, at the clause.
uint32_t Lowering::pos_of_clause_variable(Ast clause_node) {
  auto const listed = syntax::views::CaseClause(tree_, clause_node).expressions();
  if (listed.empty()) return pos(clause_node);
  Ast type = listed.back();
  for (;;) {
    const syntax::Node& n = ast(type);
    Ast inner;
    switch (n.kind) {
      case NodeKind::Selector: return pos(Ast(n.a));
      case NodeKind::Paren:
      case NodeKind::Star:
      case NodeKind::SliceType:
      case NodeKind::ChanType:
      case NodeKind::Ellipsis: inner = Ast(n.a); break;
      case NodeKind::ArrayType:
      case NodeKind::MapType: inner = Ast(n.b); break;
      case NodeKind::Index: inner = tree_.list(n.b).back(); break;
      case NodeKind::InterfaceType: inner = last_field_type(n.a); break;
      case NodeKind::FuncType: inner = last_field_type(n.c) ? last_field_type(n.c) : last_field_type(n.b); break;
      default: break;
    }
    if (!inner) return pos(type);
    type = inner;
  }
}

Lowering::Ast Lowering::last_field_type(uint32_t fields) const {
  auto const list = tree_.list(fields);
  return list.empty() ? Ast() : syntax::views::Field(tree_, list.back()).type();
}

void Lowering::select(Ast id, std::vector<NodeId>& out) {
  Node node = make(Op::Select, TypeId(), id);
  std::vector<NodeId> clauses;
  for (Ast clause_node : tree_.list(ast(id).a)) {
    syntax::views::CommClause const clause(tree_, clause_node);
    Node entry = make(Op::Case, TypeId(), clause_node);
    std::vector<NodeId> list;
    statement(clause.communication(), list);
    entry.token = list.empty() ? 0 : static_cast<uint16_t>(unit_->node(list.back()).op);
    receive_into_temporary(clause_node, list);
    receive_first(list);
    statements(clause.body(), list);
    entry.list2 = add_list(list);
    clauses.push_back(add(entry));
  }
  node.list = add_list(clauses);
  out.push_back(add(node));
}

// `case v, ok := <-c` receives into temporaries; the assignment from them begins the clause's body.
void Lowering::receive_first(std::vector<NodeId>& list) {
  if (list.empty() || unit_->node(list.back()).op != Op::AssignList) return;
  NodeId const assigned = list.back();
  std::vector<NodeId> values = unit_->copy_of_list(unit_->node(assigned).list2);
  if (unit_->node(values[0]).op != Op::Init) return;
  Node const init = unit_->node(values[0]);
  values[0] = init.x;
  unit_->node(assigned).list2 = add_list(values);
  auto const first = unit_->list(init.list);
  list.insert(list.begin(), first.begin(), first.end());
}

// `case i = <-c` with a conversion to an interface receives into a temporary, and converts in the clause's
// body.
void Lowering::receive_into_temporary(Ast clause_node, std::vector<NodeId>& list) {
  if (list.empty() || unit_->node(list.back()).op != Op::Assign || (unit_->node(list.back()).flags & kDefine) != 0) return;
  NodeId const conversion_id = unit_->node(list.back()).y;
  if (!conversion_id || unit_->node(conversion_id).op != Op::ConvIface || unit_->node(unit_->node(conversion_id).x).op != Op::Recv) return;
  NodeId const received = unit_->node(conversion_id).x;
  LocalId const local = temp(unit_->node(received).type, clause_node);
  Node receive = make(Op::Assign, TypeId(), clause_node);
  receive.x = local_node(local);
  receive.y = received;
  unit_->node(conversion_id).x = local_node(local);
  NodeId const assigned = list.back();
  list.pop_back();
  define(add(receive), {local}, list);
  list.push_back(assigned);
}

}  // namespace escapement::ir
