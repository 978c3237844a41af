// Declarations inside functions (specification: "Constant declarations", "Iota", "Variable declarations").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::Token;
using types::ObjectKind;
using types::VarRole;

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
  TypeId const type = view.type() ? var_type(view.type()) : TypeId();
  absl::InlinedVector<ObjectId, 4> all;
  for (NodeId each : view.names()) all.push_back(make_local(each, ObjectKind::Var, VarRole::Local, type));
  if (view.values().size() == all.size()) {
    for (size_t i = 0; i < all.size(); ++i) {
      Operand x = expr(view.values()[i], function_target(type));
      init_var(all[i], x, "variable declaration");
    }
  } else if (!view.values().empty()) {
    init_vars(all, view.values(), {});
  }
  for (size_t i = 0; i < all.size(); ++i) {
    if (!t_.object(all[i]).type) t_.object(all[i]).type = t_.invalid();
    record(view.names()[i], Mode::Variable, t_.object(all[i]).type);
    enter(view.names()[i], all[i]);
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
    if (values.size() > view.names().size()) {
      error(view.values().empty() ? spec : values[view.names().size()], errors::kCount, "there are more values than constants");
    }
    absl::InlinedVector<ObjectId, 4> all;
    for (size_t i = 0; i < view.names().size(); ++i) {
      NodeId const at = view.names()[i];
      iota_ = Value::of(static_cast<int64_t>(view.iota()));
      ObjectId const object = make_local(at, ObjectKind::Const, VarRole::None, {});
      all.push_back(object);
      if (type_node) {
        TypeId const type = type_expr(type_node);
        bool const ok = types::is_constant_type(t_, type);
        if (!ok && is_valid(type)) error(type_node, errors::kConstant, fmt::format("{} is no type of constants", text_of(type)));
        t_.object(object).type = ok ? type : t_.invalid();
      }
      if (i >= values.size()) {
        error(at, errors::kConstant, fmt::format("constant {} has no value", tree_.text(at)));
        t_.object(object).type = t_.invalid();
        continue;
      }
      if (!view.type() && view.values().empty()) inherited_at_ = at;
      Operand x = expr(values[i]);
      init_const(object, x);
      inherited_at_ = {};
    }
    for (size_t i = 0; i < all.size(); ++i) enter(view.names()[i], all[i]);
  }
  iota_ = saved;
}

}  // namespace escapement::check
