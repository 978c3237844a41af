// Statements (specification: "Statements").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;
using types::ObjectKind;
using types::VarRole;

namespace {
constexpr int kDeepestStatement = 4000;
}

void Checker::body(NodeId block_node, uint32_t owner, TypeId signature) {
  if (!block_node) return;
  ScopeGuard const scope(*this);
  size_t const first = declared_vars_.size();
  FunctionContext context{owner, signature, {}};
  for (const types::Parameter& r : t_.signature_of(signature).results) context.results.push_back(r.object);
  auto enter = [&](const types::Parameter& p) {
    if (p.object && word(p.name) != "_") locals_.emplace_back(p.name, p.object);
  };
  if (t_.signature_of(signature).receiver) enter(*t_.signature_of(signature).receiver);
  for (const auto& p : std::vector<types::Parameter>(t_.signature_of(signature).params)) enter(p);
  for (const auto& r : std::vector<types::Parameter>(t_.signature_of(signature).results)) enter(r);
  functions_.push_back(std::move(context));
  statements(list(node(block_node).a));
  functions_.pop_back();
  for (size_t i = first; i < declared_vars_.size(); ++i) {
    const auto& [object, at] = declared_vars_[i];
    if (!t_.object(object).used && word(name(at)) != "_") {
      error(at, "check.unused-variable", fmt::format("{} is declared and not used", tree_.text(at)), ErrorStrength::Soft);
    }
  }
  declared_vars_.resize(first);
}

void Checker::statements(std::span<const NodeId> nodes) {
  for (NodeId each : nodes) statement(each);
}

void Checker::block(NodeId id) {
  if (!id) return;
  ScopeGuard const scope(*this);
  statements(list(node(id).a));
}

void Checker::statement(NodeId id) {
  if (!id) return;
  if (depth_ > kDeepestStatement) {
    error(id, "check.nesting", "this statement is nested too deeply to be checked");
    return;
  }
  ++depth_;
  const syntax::Node& n = node(id);
  switch (n.kind) {
    case NodeKind::ExprStmt: expression_statement(id); break;
    case NodeKind::SendStmt: {
      Operand channel = expr(NodeId(n.a));
      TypeId const u = channel ? types::core_type(t_, channel.type) : TypeId();
      bool const ok = u && t_.kind(u) == TypeKind::Chan && t_.chan_dir(u) != types::ChanDir::Receive;
      Operand value = expr(NodeId(n.b), ok ? t_.elem(u) : TypeId());
      if (ok) assign(value, t_.elem(u), "send");
      if (channel && !ok) error(NodeId(n.a), "check.send", fmt::format("cannot send to {}", text_of(channel.type)));
      break;
    }
    case NodeKind::IncDec: {
      Operand x = expr(NodeId(n.a));
      if (x && !types::is_numeric(t_, x.type)) error(id, "check.operator", fmt::format("{} is not a number", tree_.text(NodeId(n.a))));
      break;
    }
    case NodeKind::Assign: assign_statement(id); break;
    case NodeKind::GoStmt:
    case NodeKind::DeferStmt: raw_expr(NodeId(n.a)); break;
    case NodeKind::ReturnStmt: return_statement(id); break;
    case NodeKind::Block: block(id); break;
    case NodeKind::IfStmt: if_statement(id); break;
    case NodeKind::SwitchStmt: switch_statement(id); break;
    case NodeKind::TypeSwitchStmt: type_switch(id); break;
    case NodeKind::SelectStmt: select_statement(id); break;
    case NodeKind::ForStmt: for_statement(id); break;
    case NodeKind::RangeStmt: range_statement(id); break;
    case NodeKind::LabeledStmt: statement(NodeId(n.b)); break;
    case NodeKind::DeclStmt: local_declaration(NodeId(n.a)); break;
    case NodeKind::BadStmt: error(id, "check.syntax", "a syntax error stands here"); break;
    default: break;
  }
  --depth_;
}

void Checker::expression_statement(NodeId id) {
  Operand const x = raw_expr(NodeId(node(id).a));
  NodeId at(node(id).a);
  while (node(at).kind == NodeKind::Paren) at = NodeId(node(at).a);
  bool const is_call = node(at).kind == NodeKind::Call;
  bool const is_receive = node(at).kind == NodeKind::Unary && node(at).token() == Token::Arrow;
  if (x && (x.mode == Mode::Type || (!is_call && !is_receive))) {
    error(NodeId(node(id).a), "check.unused-value", fmt::format("{} is not used", tree_.text(at).substr(0, 60)));
  }
}

TypeId Checker::target_type(NodeId left) {
  NodeId bare = left;
  while (node(bare).kind == NodeKind::Paren) bare = NodeId(node(bare).a);
  if (node(bare).kind == NodeKind::Name && word(name(bare)) == "_") return {};
  bool was_used = true;
  ObjectId object;
  if (node(bare).kind == NodeKind::Name) {
    object = lookup(name(bare));
    if (object) was_used = t_.object(object).used;
  }
  Operand const x = expr(left);
  if (object && t_.object(object).role == VarRole::Local) t_.object(object).used = was_used;  // an assignment is no use
  if (!x) return t_.invalid();
  if (x.mode != Mode::Variable && x.mode != Mode::MapIndex) {
    error(left, "check.assignment", fmt::format("{} cannot be assigned to", tree_.text(left)));
    return t_.invalid();
  }
  return x.type;
}

void Checker::assign_statement(NodeId id) {
  syntax::views::Assign const view(tree_, id);
  if (view.op() == Token::Define) return define(id);
  if (view.op() != Token::Assign) {
    TypeId const type = target_type(view.left()[0]);
    Operand x = expr(view.left()[0]);
    Operand y = expr(view.right()[0], type);
    if (!x || !y) return;
    if (view.op() == Token::ShlAssign || view.op() == Token::ShrAssign) {
      shift(id, x, y, view.op() == Token::ShlAssign ? Token::Shl : Token::Shr);
    } else if (!match_types(x, y) || !t_.identical(x.type, y.type)) {
      error(id, "check.mismatched-types", fmt::format("mismatched types {} and {}", text_of(x.type), text_of(y.type)));
    }
    return;
  }
  std::vector<TypeId> targets;
  for (NodeId left : view.left()) targets.push_back(target_type(left));
  std::vector<Operand> values = unpack(view.right(), targets, true);
  if (values.size() != targets.size()) {
    if (std::ranges::all_of(values, [](const Operand& v) { return static_cast<bool>(v); })) {
      error(id, "check.count", fmt::format("{} values are assigned to {} places", values.size(), targets.size()));
    }
    return;
  }
  for (size_t i = 0; i < values.size(); ++i) {
    if (targets[i]) {
      assign(values[i], targets[i], "assignment");
    } else {
      use_default(values[i]);
      if (values[i].mode == Mode::Nil) error(values[i].node, "check.untyped-nil", "nil has no type of its own");
    }
  }
}

void Checker::define(NodeId id) {
  syntax::views::Assign const view(tree_, id);
  std::vector<TypeId> hints(view.left().size());
  auto existing = [&](NodeId left) {
    // Declared in this very scope: := assigns to it. Scopes are told apart by the object's owner and the list of locals.
    ObjectId found;
    if (node(left).kind != NodeKind::Name) return found;
    for (size_t i = locals_.size(); i-- > scope_start_;) {
      if (locals_[i].first == name(left)) return locals_[i].second;
    }
    return found;
  };
  for (size_t i = 0; i < hints.size(); ++i) {
    if (ObjectId const object = existing(view.left()[i])) hints[i] = t_.type_of(object);
  }
  std::vector<Operand> values = unpack(view.right(), hints, true);
  bool const counts = values.size() == view.left().size();
  if (!counts && std::ranges::all_of(values, [](const Operand& v) { return static_cast<bool>(v); })) {
    error(id, "check.count", fmt::format("{} values for {} variables", values.size(), view.left().size()));
  }
  std::vector<std::pair<NodeId, TypeId>> fresh;
  bool any_new = false;
  for (size_t i = 0; i < view.left().size(); ++i) {
    NodeId const left = view.left()[i];
    if (node(left).kind != NodeKind::Name) {
      error(left, "check.define", fmt::format("{} is not a name", tree_.text(left)));
      continue;
    }
    if (ObjectId const object = existing(left)) {
      info_.objects[left.value] = object;
      record(left, Mode::Variable, t_.type_of(object));
      if (counts) assign(values[i], t_.type_of(object), "assignment");
      continue;
    }
    TypeId type = t_.invalid();
    if (counts && values[i]) {
      if (values[i].mode == Mode::Nil) {
        error(values[i].node, "check.untyped-nil", "nil has no type of its own; declare the variable with a type");
      } else {
        use_default(values[i]);
        type = values[i].type;
      }
    }
    any_new = any_new || word(name(left)) != "_";
    fresh.emplace_back(left, type);
  }
  for (const auto& [left, type] : fresh) {
    declare_local(left, ObjectKind::Var, VarRole::Local, type);
    record(left, Mode::Variable, type);
  }
  if (!any_new) error(id, "check.define", "no new variable on the left of :=");
}

void Checker::return_statement(NodeId id) {
  std::span<const NodeId> const nodes = list(node(id).a);
  const FunctionContext context = functions_.back();
  Signature const signature = t_.signature_of(context.signature);
  if (nodes.empty()) {
    bool const named = signature.results.empty() || signature.results[0].object;
    if (!named) error(id, "check.return", fmt::format("{} results are missing", signature.results.size()));
    return;
  }
  std::vector<TypeId> hints;
  for (const auto& r : signature.results) hints.push_back(r.type);
  std::vector<Operand> values = unpack(nodes, hints, false);
  if (values.size() != hints.size()) {
    if (std::ranges::all_of(values, [](const Operand& v) { return static_cast<bool>(v); })) {
      error(id, "check.return", fmt::format("{} values are returned where the function has {} results", values.size(), hints.size()));
    }
    return;
  }
  for (size_t i = 0; i < values.size(); ++i) assign(values[i], hints[i], "return");
}

void Checker::if_statement(NodeId id) {
  syntax::views::If const view(tree_, id);
  ScopeGuard const scope(*this);
  statement(view.init());
  Operand condition = expr(view.condition());
  if (condition && !types::is_boolean(t_, condition.type)) error(view.condition(), "check.condition", "a condition must be boolean");
  use_default(condition);
  {
    ScopeGuard const inner(*this);
    block(view.then_block());
  }
  if (view.else_branch()) {
    ScopeGuard const inner(*this);
    statement(view.else_branch());
  }
}

void Checker::switch_statement(NodeId id) {
  syntax::views::Switch const view(tree_, id);
  ScopeGuard const scope(*this);
  statement(view.init());
  Operand tag;
  if (view.tag()) {
    tag = expr(view.tag());
    use_default(tag);
  }
  for (NodeId clause_node : view.clauses()) {
    syntax::views::CaseClause const clause(tree_, clause_node);
    for (NodeId each : clause.expressions()) {
      Operand x = expr(each, tag.type);
      if (!x) continue;
      if (!view.tag()) {
        if (!types::is_boolean(t_, x.type)) error(each, "check.case", fmt::format("{} is not boolean", tree_.text(each)));
        use_default(x);
        continue;
      }
      if (!tag) continue;
      Operand left = tag;
      if (!match_types(x, left)) {
        error(each, "check.case", fmt::format("{} cannot be compared with the switch's value of type {}", tree_.text(each), text_of(tag.type)));
      } else {
        comparison(each, x, left, Token::Eql);
      }
    }
    ScopeGuard const inner(*this);
    statements(clause.body());
  }
}

void Checker::type_switch(NodeId id) {
  syntax::views::TypeSwitch const view(tree_, id);
  ScopeGuard const scope(*this);
  statement(view.init());
  Operand x = expr(syntax::views::TypeAssert(tree_, view.guard()).operand());
  if (x && !types::is_interface(t_, x.type)) {
    error(view.guard(), "check.type-switch", fmt::format("{} is not an interface", text_of(x.type)));
  }
  bool any_used = view.clauses().empty();
  for (NodeId clause_node : view.clauses()) {
    syntax::views::CaseClause const clause(tree_, clause_node);
    TypeId only;
    for (NodeId each : clause.expressions()) {
      const syntax::Node& n = node(each);
      if (n.kind == NodeKind::Name && word(name(each)) == "nil" && !package_.scope.contains(name(each))) {
        info_.objects[each.value] = lookup(name(each));
        record(each, Mode::Nil, t_.basic(BasicKind::UntypedNil));
        only = x ? x.type : t_.invalid();
        continue;
      }
      only = type_expr(each);
    }
    ScopeGuard const inner(*this);
    ObjectId object;
    if (view.name()) {
      TypeId const type = clause.expressions().size() == 1 ? only : (x ? x.type : t_.invalid());
      object = declare_local(view.name(), ObjectKind::Var, VarRole::Local, type);
      declared_vars_.pop_back();
      info_.implicits[clause_node.value] = object;
    }
    statements(clause.body());
    any_used = any_used || (object && t_.object(object).used);
  }
  if (view.name() && !any_used) {
    error(view.name(), "check.unused-variable", fmt::format("{} is declared and not used", tree_.text(view.name())), ErrorStrength::Soft);
  }
}

void Checker::select_statement(NodeId id) {
  for (NodeId clause_node : list(node(id).a)) {
    syntax::views::CommClause const clause(tree_, clause_node);
    ScopeGuard const scope(*this);
    statement(clause.communication());
    statements(clause.body());
  }
}

void Checker::for_statement(NodeId id) {
  syntax::views::For const view(tree_, id);
  ScopeGuard const scope(*this);
  statement(view.init());
  if (view.condition()) {
    Operand condition = expr(view.condition());
    if (condition && !types::is_boolean(t_, condition.type)) error(view.condition(), "check.condition", "a condition must be boolean");
    use_default(condition);
  }
  statement(view.post());
  ScopeGuard const inner(*this);
  block(view.body());
}

bool Checker::range_types(NodeId id, const Operand& x, TypeId& key, TypeId& value) {
  TypeId const integer = t_.basic(BasicKind::Int);
  TypeId u = types::core_type(t_, x.type);
  if (!u && types::is_string(t_, x.type)) u = t_.basic(BasicKind::String);
  if (!u) return false;
  if (t_.kind(u) == TypeKind::Pointer) u = t_.underlying(t_.elem(u));
  switch (t_.kind(u)) {
    case TypeKind::Basic:
      if (types::is_string(t_, u)) {
        key = integer;
        value = t_.rune_type();
        return true;
      }
      key = x.type;
      return types::is_integer(t_, u);
    case TypeKind::Array:
    case TypeKind::Slice:
      key = integer;
      value = t_.elem(u);
      return true;
    case TypeKind::Map:
      key = t_.key(u);
      value = t_.elem(u);
      return true;
    case TypeKind::Chan: key = t_.elem(u); return true;
    case TypeKind::Signature: {
      Signature const iterator = t_.signature_of(u);
      if (iterator.params.size() != 1 || !iterator.results.empty()) return false;
      TypeId const yield = types::core_type(t_, iterator.params[0].type);
      if (!yield || t_.kind(yield) != TypeKind::Signature) return false;
      Signature const signature = t_.signature_of(yield);
      if (signature.params.size() > 2 || signature.results.size() != 1) return false;
      if (!signature.params.empty()) key = signature.params[0].type;
      if (signature.params.size() == 2) value = signature.params[1].type;
      return true;
    }
    default: break;
  }
  static_cast<void>(id);
  return false;
}

void Checker::range_statement(NodeId id) {
  syntax::views::Range const view(tree_, id);
  ScopeGuard const scope(*this);
  Operand x = expr(view.operand());
  bool const untyped = x && types::is_untyped(t_, x.type);
  TypeId key;
  TypeId value;
  if (untyped) {
    // range 10: the variable's type decides, int by default.
    TypeId wanted = t_.basic(BasicKind::Int);
    if (types::is_string(t_, x.type)) wanted = t_.basic(BasicKind::String);
    if (view.op() == Token::Assign && view.key()) {
      TypeId const target = target_type(view.key());
      if (target && t_.kind(target) != TypeKind::Invalid && types::is_integer(t_, x.type)) wanted = target;
    }
    if (!convert_untyped(x, wanted)) x.mode = Mode::Invalid;
  }
  if (x && !range_types(id, x, key, value)) {
    error(view.operand(), "check.range", fmt::format("cannot range over {} (of type {})", tree_.text(view.operand()).substr(0, 60), text_of(x.type)));
  }
  auto bind = [&](NodeId left, TypeId type) {
    if (!left) return;
    if (!type) {
      if (x) error(left, "check.range", "this range gives no such variable");
      type = t_.invalid();
    }
    if (view.op() == Token::Define) {
      if (node(left).kind != NodeKind::Name) return;
      declare_local(left, ObjectKind::Var, VarRole::Local, type);
      record(left, Mode::Variable, type);
      return;
    }
    TypeId const target = target_type(left);
    Operand each;
    each.mode = Mode::Value;
    each.type = type;
    each.node = left;
    if (target && t_.kind(type) != TypeKind::Invalid) assign(each, target, "range");
  };
  bind(view.key(), key);
  bind(view.value(), value);
  ScopeGuard const inner(*this);
  block(view.body());
}

void Checker::local_declaration(NodeId gen) {
  const syntax::Node& n = node(gen);
  if (n.token() == Token::Const) return local_consts(gen);
  for (NodeId spec : list(n.a)) {
    if (n.token() == Token::Var) local_vars(spec);
    if (n.token() == Token::Type) declare_local_type(spec);
  }
}

void Checker::local_vars(NodeId spec) {
  syntax::views::ValueSpec const view(tree_, spec);
  TypeId const type = view.type() ? type_expr(view.type()) : TypeId();
  std::vector<TypeId> const hints(view.names().size(), type);
  std::vector<Operand> values = unpack(view.values(), hints, true);
  bool const counts = view.values().empty() || values.size() == view.names().size();
  if (!counts && std::ranges::all_of(values, [](const Operand& v) { return static_cast<bool>(v); })) {
    error(spec, "check.count", fmt::format("{} values for {} variables", values.size(), view.names().size()));
  }
  for (size_t i = 0; i < view.names().size(); ++i) {
    TypeId each = type;
    if (i < values.size() && counts) {
      if (type) {
        assign(values[i], type, "variable declaration");
      } else if (values[i].mode == Mode::Nil) {
        error(values[i].node, "check.untyped-nil", "nil has no type of its own; give the variable one");
      } else {
        use_default(values[i]);
        each = values[i].type;
      }
    }
    if (!each) each = t_.invalid();
    declare_local(view.names()[i], ObjectKind::Var, VarRole::Local, each);
    record(view.names()[i], Mode::Variable, each);
  }
}

void Checker::local_consts(NodeId gen) {
  std::span<const NodeId> values;
  NodeId type_node;
  Value const saved = iota_;
  for (NodeId spec : list(node(gen).a)) {
    syntax::views::ValueSpec const view(tree_, spec);
    if (view.type() || !view.values().empty()) {
      values = view.values();
      type_node = view.type();
    }
    iota_ = Value::of(static_cast<int64_t>(view.iota()));
    TypeId const type = type_node ? type_expr(type_node) : TypeId();
    std::vector<std::pair<NodeId, Operand>> made;
    for (size_t i = 0; i < view.names().size(); ++i) {
      Operand x;
      x.type = t_.invalid();
      if (i < values.size()) {
        x = expr(values[i], type);
        if (type) assign(x, type, "constant declaration");
        if (x && x.mode != Mode::Constant) {
          error(values[i], "check.constant", fmt::format("{} is not constant", tree_.text(values[i])));
          x.type = t_.invalid();
        }
      } else {
        error(view.names()[i], "check.constant", fmt::format("constant {} has no value", tree_.text(view.names()[i])));
      }
      made.emplace_back(view.names()[i], x);
    }
    for (const auto& [at, x] : made) {
      ObjectId const object = declare_local(at, ObjectKind::Const, VarRole::None, x.type);
      t_.object(object).value = x.value;
      t_.object(object).used = true;
    }
  }
  iota_ = saved;
}

}  // namespace escapement::check
