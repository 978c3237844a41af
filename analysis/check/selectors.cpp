// Selectors (specification: "Selectors", "Method expressions", "Method values", "Qualified identifiers").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using types::ObjectKind;

Operand Checker::package_member(NodeId id, ObjectId package_name) {
  syntax::views::Selector const view(tree_, id);
  t_.object(package_name).used = true;
  info_.objects[view.operand().value] = package_name;
  Operand bad;
  bad.type = t_.invalid();
  const Package* const other = program_.package(t_.object(package_name).imported);
  if (other == nullptr) {
    error(id, "check.unresolved-import", fmt::format("{} comes from a package that was not found", tree_.text(id)));
    return bad;
  }
  auto it = other->scope.find(name(view.name()));
  bool const exported = types::is_exported(word(name(view.name())));
  if (it == other->scope.end() || !exported) {
    error(id, "check.undeclared", fmt::format("package {} has no exported {}", tree_.text(view.operand()), tree_.text(view.name())));
    return bad;
  }
  Operand x = object_operand(view.name(), it->second);
  record(view.name(), x.mode, x.type);
  info_.selections[id.value] = {SelectionKind::Qualified, {}, TypeId()};
  return x;
}

Operand Checker::selector(NodeId id) {
  syntax::views::Selector const view(tree_, id);
  if (node(view.operand()).kind == NodeKind::Name) {
    ObjectId const object = lookup(name(view.operand()));
    if (object && t_.object(object).kind == ObjectKind::Package) return package_member(id, object);
  }
  Operand x = expr_or_type(view.operand());
  Operand out;
  out.type = t_.invalid();
  if (!x) return out;
  if (x.mode == Mode::Builtin || x.mode == Mode::NoValue || x.mode == Mode::Nil || types::is_untyped(t_, x.type)) {
    if (x.mode == Mode::Constant) use_default(x);
    if (x.mode != Mode::Constant) {
      error(id, "check.selector", fmt::format("{} has no fields or methods", tree_.text(view.operand())));
      return out;
    }
  }
  LookupResult found = types::lookup(t_, x.type, package_.id, name(view.name()));
  if (found.kind == LookupResult::Kind::NotFound || found.kind == LookupResult::Kind::Ambiguous) {
    bool const ambiguous = found.kind == LookupResult::Kind::Ambiguous;
    error(view.name(), "check.selector",
          fmt::format("{} {} field or method {}", text_of(x.type), ambiguous ? "has more than one" : "has no", tree_.text(view.name())));
    return out;
  }
  info_.objects[view.name().value] = found.object;
  out.type = found.type;
  SelectionKind kind = SelectionKind::Field;
  if (found.kind == LookupResult::Kind::Field) {
    if (x.mode == Mode::Type) {
      error(id, "check.selector", fmt::format("{} is a field; a value of {} is needed", tree_.text(view.name()), text_of(x.type)));
      return out;
    }
    bool const through_pointer = found.indirect || t_.kind(t_.underlying(x.type)) == TypeKind::Pointer;
    out.mode = x.mode == Mode::Variable || through_pointer ? Mode::Variable : Mode::Value;
  } else if (x.mode == Mode::Type) {
    kind = SelectionKind::MethodExpression;
    Signature signature = t_.signature_of(found.type);
    signature.params.insert(signature.params.begin(), {base::NameId(), x.type, ObjectId()});
    signature.receiver.reset();
    out.type = t_.signature(std::move(signature));
    out.mode = Mode::Value;
  } else {
    kind = found.kind == LookupResult::Kind::Method ? SelectionKind::MethodValue : SelectionKind::InterfaceMethod;
    out.mode = Mode::Value;
    bool const addressable = x.mode == Mode::Variable || found.indirect || t_.kind(t_.underlying(x.type)) == TypeKind::Pointer;
    if (found.pointer_receiver && !addressable) {
      error(id, "check.selector", fmt::format("{} needs an addressable receiver", tree_.text(id)));
      out.mode = Mode::Invalid;
    }
  }
  record(view.name(), out.mode, out.type);
  info_.selections[id.value] = {kind, std::move(found), x.type};
  return out;
}

}  // namespace escapement::check
