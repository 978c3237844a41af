// Function types, parameters, receivers, type parameters (specification: "Function types", "Method declarations",
// "Type parameter declarations").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using types::ObjectKind;
using types::Parameter;
using types::VarRole;

TypeId Checker::declare_type_param(NodeId name_node, size_t index) {
  ObjectId const object = make_local(name_node, ObjectKind::TypeName, VarRole::None, {});
  TypeId const type = t_.type_param(object, static_cast<uint32_t>(index));
  t_.object(object).type = type;
  enter(name_node, object);
  return type;
}

void Checker::declare_type_params(std::span<const NodeId> fields, TypeVector& out) {
  // All names are in scope in all constraints.
  for (NodeId field : fields) {
    for (NodeId name_node : syntax::views::Field(tree_, field).names()) out.push_back(declare_type_param(name_node, out.size()));
  }
  size_t next = 0;
  bool const outer = std::exchange(in_type_params_, true);
  for (NodeId field : fields) {
    syntax::views::Field const view(tree_, field);
    TypeId constraint = constraint_expr(view.type());
    if (types::is_type_param(t_, constraint)) {
      error(view.type(), errors::kTypeParameter, "a type parameter cannot be a constraint");
      constraint = t_.invalid();
    }
    for (size_t i = 0; i < view.names().size(); ++i) t_.type_param_of(out[next++]).constraint = constraint;
  }
  in_type_params_ = outer;
}

void Checker::collect_params(std::span<const NodeId> fields, VarRole role, absl::InlinedVector<Parameter, 8>& out,
                             absl::InlinedVector<std::pair<NodeId, ObjectId>, 8>& names, bool& variadic) {
  for (NodeId field : fields) {
    syntax::views::Field const view(tree_, field);
    NodeId written = view.type();
    bool const spread = node(written).kind == NodeKind::Ellipsis;
    if (spread) written = NodeId(node(written).a);
    TypeId type = var_type(written);
    if (spread) {
      bool const last = field == fields.back() && view.names().size() <= 1 && role == VarRole::Param;
      if (!last) error(view.type(), errors::kVariadic, "only the last parameter can take ...");
      variadic = variadic || last;
      type = t_.slice(type);
      record(view.type(), Mode::Type, type);
    }
    if (view.names().empty()) out.push_back({base::NameId(), type, ObjectId()});
    for (NodeId name_node : view.names()) {
      ObjectId const object = make_local(name_node, ObjectKind::Var, role, type);
      out.push_back({name(name_node), type, object});
      names.emplace_back(name_node, object);
    }
  }
}

void Checker::record_receiver(NodeId id, TypeId type) {
  for (;;) {
    record(id, Mode::Type, type);
    if (node(id).kind == NodeKind::Star) {
      if (t_.kind(type) != TypeKind::Pointer) return;
      type = t_.elem(type);
    } else if (node(id).kind != NodeKind::Paren) {
      return;
    }
    id = NodeId(node(id).a);
  }
}

// func (p *pair[A, B]): the receiver declares type parameters of its own, with the constraints that the type's have.
TypeId Checker::generic_receiver(NodeId base, TypeVector& type_params) {
  syntax::views::Index const view(tree_, base);
  TypeId const generic = generic_type(view.operand());
  for (NodeId arg : view.indices()) {
    if (node(arg).kind != NodeKind::Name) {
      error(arg, errors::kReceiver, "a type parameter of a receiver is a name");
      continue;
    }
    type_params.push_back(declare_type_param(arg, type_params.size()));
    record(arg, Mode::Type, type_params.back());
  }
  if (t_.kind(generic) != TypeKind::Named) {
    if (is_valid(generic))
      error(base, errors::kReceiver, fmt::format("{} is an alias with type parameters, so it cannot get methods", text_of(generic)));
    return t_.invalid();
  }
  TypeList const declared = t_.type_params(generic);
  if (declared.size() != type_params.size()) {
    error(base, errors::kReceiver, fmt::format("{} has {} type parameters", text_of(generic), declared.size()));
    return t_.invalid();
  }
  for (size_t i = 0; i < declared.size(); ++i) {
    TypeId const constraint = t_.type_param_of(declared[i]).constraint;
    t_.type_param_of(type_params[i]).constraint = constraint ? types::substitute(t_, constraint, {declared, type_params}) : constraint;
  }
  require(base, 18, "an instance of a generic type");
  TypeId const instance = t_.instance(generic, type_params);
  record_instance(view.operand(), t_.named_of(instance).args, instance);
  return instance;
}

// Whether aliases and pointers lead to a type with type arguments.
bool Checker::stands_for_instance(TypeId type) {
  constexpr int kMostSteps = 100;
  for (int i = 0; i < kMostSteps; ++i) {
    if (t_.kind(type) == TypeKind::Pointer) {
      type = t_.elem(type);
    } else if (t_.kind(type) == TypeKind::Alias && t_.alias_of(type).args.empty()) {
      t_.unalias(type);  // so that its target is known
      type = t_.alias_of(type).target;
      if (!type) return false;
      TypeId base = type;
      while (t_.kind(base) == TypeKind::Pointer) base = t_.elem(base);
      if (t_.kind(base) == TypeKind::Named && !t_.named_of(base).args.empty()) return true;
      if (t_.kind(base) == TypeKind::Alias && !t_.alias_of(base).args.empty()) return true;
    } else {
      return false;
    }
  }
  return false;
}

Parameter Checker::receiver_param(NodeId field, TypeVector& type_params, NodeId& name_node) {
  syntax::views::Field const view(tree_, field);
  NodeId base = view.type();
  bool pointer = false;
  while (node(base).kind == NodeKind::Star || node(base).kind == NodeKind::Paren) {
    pointer = pointer || node(base).kind == NodeKind::Star;
    base = NodeId(node(base).a);
  }
  TypeId type;
  if (node(base).kind == NodeKind::Index) {
    type = generic_receiver(base, type_params);
    if (pointer && is_valid(type)) type = t_.pointer(type);
    record_receiver(view.type(), type);
  } else {
    type = var_type(view.type());
    if (stands_for_instance(type)) {
      error(base, errors::kReceiver,
            fmt::format("{} is an instance of a generic type, so it cannot get methods of its own", source_of(base)));
      type = t_.invalid();
    }
  }
  Parameter out{base::NameId(), type, ObjectId()};
  if (!view.names().empty()) {
    name_node = view.names()[0];
    out.name = name(name_node);
    out.object = make_local(name_node, ObjectKind::Var, VarRole::Receiver, type);
  }
  return out;
}

TypeId Checker::func_type(NodeId id, NodeId receiver_field) {
  syntax::views::FuncType const view(tree_, id);
  Signature signature;
  TypeVector receiver_type_params;
  TypeVector type_params;
  absl::InlinedVector<Parameter, 8> params;
  absl::InlinedVector<Parameter, 8> results;
  absl::InlinedVector<std::pair<NodeId, ObjectId>, 8> names;
  Parameter receiver;
  NodeId receiver_name;
  bool ignored = false;
  if (receiver_field) {
    receiver = receiver_param(receiver_field, receiver_type_params, receiver_name);
    signature.receiver = &receiver;
  }
  declare_type_params(view.type_parameters(), type_params);
  if (ObjectId const function = std::exchange(declared_function_, {}); function && !type_params.empty()) {
    // It may be instantiated in its own signature, as func().
    Signature generic;
    generic.type_params = type_params;
    t_.object(function).type = t_.signature(generic);
  }
  collect_params(view.parameters(), VarRole::Param, params, names, signature.variadic);
  collect_params(view.results(), VarRole::Result, results, names, ignored);
  // Names of values come into scope behind the signature, so that they do not hide types in it.
  if (receiver_name) enter(receiver_name, receiver.object);
  for (const auto& [name_node, object] : names) enter(name_node, object);
  signature.receiver_type_params = receiver_type_params;
  signature.type_params = type_params;
  signature.params = params;
  signature.results = results;
  return t_.signature(signature);
}

}  // namespace escapement::check
