// Assignments and what initialises (specification: "Assignment statements", "Short variable declarations", "Variable declarations").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using types::BasicKind;
using types::ObjectKind;
using types::VarRole;

namespace {
constexpr std::string_view kAssignment = "assignment";
}

// The function type that a generic function assigned to a place of this type is inferred from; none if it has no such type.
TypeId Checker::function_target(TypeId type) {
  if (!type) return {};
  TypeId const u = t_.underlying(type);
  return t_.kind(u) == TypeKind::Signature ? u : TypeId();
}

Operands Checker::values_of(NodeId id, bool allow_comma_ok, bool& comma_ok) {
  comma_ok = false;
  Operands out;
  Operand x = raw_expr(id);
  exclude(x, {Mode::NoValue, Mode::Builtin, Mode::Type});
  if (x && t_.kind(x.type) == TypeKind::Tuple) {
    for (TypeId type : t_.elements(x.type)) {
      Operand& each = out.emplace_back();
      each.mode = Mode::Value;
      each.type = type;
      each.node = id;
    }
    return out;
  }
  comma_ok = allow_comma_ok && (x.mode == Mode::MapIndex || x.mode == Mode::CommaOk);
  out.push_back(std::move(x));
  if (comma_ok) {
    Operand& ok = out.emplace_back();
    ok.mode = Mode::Value;
    ok.type = basic(BasicKind::UntypedBool);
    // No node: the second value's type is not that of the expression.
  }
  return out;
}

void Checker::record_comma_ok(NodeId id, TypeId first, TypeId second) {
  TypeId const both[] = {first, second};
  TypeId const pair = t_.tuple(both);
  for (;;) {
    info_.types[id.value] = pair;
    if (node(id).kind != NodeKind::Paren) return;
    id = NodeId(node(id).a);
  }
}

void Checker::init_const(ObjectId object, Operand& x) {
  TypeId const declared = t_.object(object).type;
  if (!x || !is_valid(x.type) || (declared && !is_valid(declared))) {
    if (!declared) t_.object(object).type = t_.invalid();
    return;
  }
  if (x.mode != Mode::Constant) {
    error(x.node, errors::kConstant, fmt::format("{} is not constant", source_of(x.node)));
    if (!declared) t_.object(object).type = t_.invalid();
    return;
  }
  if (!declared) t_.object(object).type = x.type;
  assign(x, t_.object(object).type, "constant declaration");
  if (x) t_.object(object).value = x.value;
}

void Checker::init_var(ObjectId object, Operand& x, std::string_view context) {
  TypeId const declared = t_.object(object).type;
  if (!x || !is_valid(x.type) || (declared && !is_valid(declared))) {
    if (!declared) t_.object(object).type = t_.invalid();
    x.mode = Mode::Invalid;
    return;
  }
  if (!declared) {
    if (is_nil(x)) {
      error(x.node, errors::kUntypedNil, "nil has no type of its own; give the variable one");
      t_.object(object).type = t_.invalid();
      x.mode = Mode::Invalid;
      return;
    }
    t_.object(object).type = types::default_type(t_, x.type);
  }
  assign(x, t_.object(object).type, context);
}

void Checker::assignment_mismatch(NodeId at, size_t wanted, size_t found, std::string_view context) {
  // Several values of a package's variables have been counted when the declaration was collected.
  bool const counted = context == "variable declaration" && found > 1;
  error(at, errors::kCount, fmt::format("{} values where {} are needed in this {}", found, wanted, context),
        counted ? ErrorStrength::Consequence : ErrorStrength::Hard);
}

void Checker::init_vars(std::span<const ObjectId> objects, std::span<const NodeId> values, NodeId return_statement) {
  std::string_view const context = return_statement ? std::string_view("return statement") : kAssignment;
  bool const one_call = values.size() == 1 && node(unparen(values[0])).kind == NodeKind::Call;
  if (objects.size() == values.size() && !one_call) {
    for (size_t i = 0; i < objects.size(); ++i) {
      Operand x = expr(values[i], function_target(t_.object(objects[i]).type));
      init_var(objects[i], x, context);
    }
    return;
  }
  bool comma_ok = false;
  Operands found;
  if (values.size() == 1) {
    found = values_of(values[0], objects.size() == 2 && !return_statement, comma_ok);
    if (found.size() == objects.size()) {
      for (size_t i = 0; i < objects.size(); ++i) init_var(objects[i], found[i], context);
      if (comma_ok && found[0] && found[1]) record_comma_ok(values[0], found[0].type, found[1].type);
      return;
    }
  } else {
    use_all(values);
  }
  if (found.empty() || found[0]) {
    NodeId const at = !values.empty() ? values[0] : return_statement;
    assignment_mismatch(at, objects.size(), found.empty() ? values.size() : found.size(), context);
  }
  for (ObjectId each : objects) {
    if (!t_.object(each).type) t_.object(each).type = t_.invalid();
  }
}

// The type of a place to assign to: none for the blank identifier, invalid if it is no place.
TypeId Checker::left_side(NodeId left) {
  NodeId const bare = unparen(left);
  if (is_blank(bare)) return {};
  // An assignment is no use.
  ObjectId object;
  bool was_used = false;
  if (node(bare).kind == NodeKind::Name) {
    object = lookup(name(bare));
    if (object && (t_.object(object).kind != ObjectKind::Var || t_.object(object).package != package_.id)) object = {};
    if (object) was_used = t_.object(object).used;
  }
  Operand const x = expr(left);
  if (object) t_.object(object).used = was_used;
  if (!x || !is_valid(x.type)) return t_.invalid();
  if (x.mode == Mode::Variable || x.mode == Mode::MapIndex) return x.type;
  error(left, errors::kAssignment, fmt::format("{} cannot be assigned to", source_of(left)));
  return t_.invalid();
}

void Checker::assign_var(NodeId left, NodeId right, std::string_view context) {
  TypeId const type = left_side(left);
  if (type && !is_valid(type)) {
    use(right);
    return;
  }
  Operand x = expr(right, function_target(type));
  assign(x, type, context);
}

void Checker::assign_var(NodeId left, Operand& x, std::string_view context) {
  TypeId const type = left_side(left);
  if (type && !is_valid(type)) {
    x.mode = Mode::Invalid;
    return;
  }
  assign(x, type, context);
}

void Checker::assign_vars(std::span<const NodeId> left, std::span<const NodeId> right) {
  bool const one_call = right.size() == 1 && node(unparen(right[0])).kind == NodeKind::Call;
  if (left.size() == right.size() && !one_call) {
    for (size_t i = 0; i < left.size(); ++i) assign_var(left[i], right[i], kAssignment);
    return;
  }
  bool comma_ok = false;
  Operands found;
  if (right.size() == 1) {
    found = values_of(right[0], left.size() == 2, comma_ok);
    if (found.size() == left.size()) {
      for (size_t i = 0; i < left.size(); ++i) assign_var(left[i], found[i], kAssignment);
      if (comma_ok && found[0] && found[1]) record_comma_ok(right[0], found[0].type, found[1].type);
      return;
    }
  } else {
    use_all(right);
  }
  for (NodeId each : left) left_side(each);
  if (found.empty() || found[0]) assignment_mismatch(right[0], left.size(), found.empty() ? right.size() : found.size(), kAssignment);
}

void Checker::define(NodeId id) {
  syntax::views::Assign const view(tree_, id);
  absl::InlinedVector<ObjectId, 4> all;
  absl::InlinedVector<std::pair<NodeId, ObjectId>, 4> fresh;
  bool any_new = false;
  bool wrong = false;
  auto repeated = [&](NodeId left) {
    for (NodeId earlier : view.left()) {
      if (earlier == left) break;
      if (node(earlier).kind == NodeKind::Name && name(earlier) == name(left)) return true;
    }
    return false;
  };
  for (NodeId left : view.left()) {
    if (node(left).kind != NodeKind::Name) {
      use(left);
      error(left, errors::kDefine, fmt::format("{} is not a name", source_of(left)));
      wrong = true;
    } else if (!is_blank(left) && repeated(left)) {
      error(left, errors::kDefine, fmt::format("{} stands twice on the left of :=", source_of(left)));
      wrong = true;
    } else if (ObjectId const object = is_blank(left) ? ObjectId() : lookup_in_scope(name(left))) {
      info_.objects[left.value] = object;
      if (t_.object(object).kind == ObjectKind::Var) {
        record(left, Mode::Variable, t_.type_of(object));
        all.push_back(object);
        continue;
      }
      error(left, errors::kAssignment, fmt::format("{} cannot be assigned to", source_of(left)));
      wrong = true;
    } else {
      ObjectId const made = make_local(left, ObjectKind::Var, VarRole::Local, {});
      all.push_back(made);
      fresh.emplace_back(left, made);
      any_new = any_new || !is_blank(left);
      continue;
    }
    // A variable that nothing denotes takes the value.
    types::Object dummy;
    dummy.kind = ObjectKind::Var;
    dummy.role = VarRole::Local;
    dummy.package = package_.id;
    dummy.name = program_.blank();
    all.push_back(t_.add(std::move(dummy)));
  }
  init_vars(all, view.right(), {});
  for (const auto& [left, object] : fresh) {
    record(left, Mode::Variable, t_.type_of(object));
    enter(left, object);
  }
  if (!any_new && !wrong) error(id, errors::kDefine, "no new variable on the left of :=", ErrorStrength::Soft);
}

}  // namespace escapement::check
