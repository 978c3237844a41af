// Selectors (specification: "Selectors", "Method expressions", "Method values", "Qualified identifiers").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using types::ObjectKind;
using types::Parameter;

Operand Checker::package_member(NodeId id, ObjectId package_name, bool want_type) {
  syntax::views::Selector const view(tree_, id);
  info_.use_import(id, package_name);
  info_.objects[view.operand().value] = package_name;
  const Package* const other = program_.imported_package(package_name);
  if (other == nullptr) {
    error(id, errors::kUnresolvedImport, fmt::format("{} comes from a package that was not found", tree_.text(id)),
          ErrorStrength::Consequence);
    return invalid(id);
  }
  auto it = other->scope.find(name(view.name()));
  bool const exported = types::is_exported(word(name(view.name())));
  if (it == other->scope.end() || !exported) {
    error(id, errors::kUndeclared, fmt::format("package {} has no exported {}", tree_.text(view.operand()), tree_.text(view.name())));
    return invalid(id);
  }
  Operand x = object_operand(view.name(), it->second, want_type);
  if (x) record(view.name(), x.mode, x.type);
  info_.selections[id.value] = {SelectionKind::Qualified, {}, TypeId()};
  return x;
}

Operand Checker::selector(NodeId id, bool want_type) {
  syntax::views::Selector const view(tree_, id);
  if (node(view.operand()).kind == NodeKind::Name) {
    ObjectId const object = lookup(name(view.operand()));
    if (object && t_.object(object).kind == ObjectKind::Package) return package_member(id, object, want_type);
  }
  Operand const x = expr_or_type(view.operand());
  if (!x) return invalid(id);
  if (x.mode == Mode::Builtin) {
    error(view.name(), errors::kSelector, fmt::format("{} has no fields or methods", source_of(view.operand())));
    return invalid(id);
  }
  if (want_type) {
    error(view.name(), errors::kNotAType, fmt::format("{} is not a type", source_of(id)));
    return invalid(id);
  }
  return member(id, x, types::lookup(t_, x.type, package_.id, name(view.name())));
}

Operand Checker::member(NodeId id, const Operand& x, LookupResult found) {
  syntax::views::Selector const view(tree_, id);
  using Kind = LookupResult::Kind;
  if (found.kind == Kind::NotFound || found.kind == Kind::Ambiguous) {
    if (t_.underlying_kind(x.type) == TypeKind::Invalid) return invalid(id);
    bool const ambiguous = found.kind == Kind::Ambiguous;
    error(view.name(), errors::kSelector,
          fmt::format("{} {} field or method {}", text_of(x.type), ambiguous ? "has more than one" : "has no", tree_.text(view.name())));
    return invalid(id);
  }
  if (found.pointer_receiver && !found.indirect && x.mode != Mode::Variable) {
    error(view.name(), errors::kSelector,
          fmt::format("{} has a pointer receiver, and {} has no address", tree_.text(view.name()), source_of(view.operand())));
    return invalid(id);
  }
  Operand out;
  out.node = id;
  out.mode = Mode::Value;
  out.type = found.type;
  SelectionKind kind = SelectionKind::Field;
  if (x.mode == Mode::Type) {
    if (!found.is_method()) {
      error(view.name(), errors::kSelector, fmt::format("{} has no method {}", text_of(x.type), tree_.text(view.name())));
      return invalid(id);
    }
    kind = SelectionKind::MethodExpression;
    if (t_.kind(found.type) != TypeKind::Signature) return invalid(id);
    out.type = method_expression(x.type, found.type);
    depends_on(found.object);
  } else if (found.kind == Kind::Field) {
    if (x.mode == Mode::Variable || found.indirect) out.mode = Mode::Variable;
  } else {
    kind = found.kind == Kind::Method ? SelectionKind::MethodValue : SelectionKind::InterfaceMethod;
    depends_on(found.object);
  }
  info_.objects[view.name().value] = found.object;
  record(view.name(), out.mode, out.type);
  info_.selections[id.value] = {kind, std::move(found), x.type};
  if (!is_valid(out.type)) return invalid(id);
  return out;
}

// T.m: the method as a function whose first parameter is the receiver.
TypeId Checker::method_expression(TypeId receiver, TypeId method) {
  Signature signature = t_.signature_of(method);
  absl::InlinedVector<Parameter, 8> params{{base::NameId(), receiver, ObjectId()}};
  // Parameters have names all or none.
  bool const named = !signature.params.empty() && signature.params[0].name;
  if (named) params[0].name = signature.receiver != nullptr && signature.receiver->name ? signature.receiver->name : program_.blank();
  params.insert(params.end(), signature.params.begin(), signature.params.end());
  signature.params = params;
  signature.receiver = nullptr;
  signature.receiver_type_params = {};
  return t_.signature(signature);
}

}  // namespace escapement::check
