#include "analysis/inline/resolve.h"

#include <algorithm>

#include "analysis/inline/runtime_packages.h"

namespace escapement::inlining {

using ir::Node;
using ir::Op;

SpecialCall Resolver::special(const Unit& unit, NodeId call) const {
  const Node& fun = unit.node(unit.node(call).x);
  if (fun.op != Op::FuncName && fun.op != Op::MethodExpr) return SpecialCall::None;
  if (fun.token != 0) return special_by_name(unit, fun);
  auto const [known, first] = special_.try_emplace(fun.ref, SpecialCall::None);
  if (first) known->second = special_by_name(unit, fun);
  return known->second;
}

SpecialCall Resolver::special_by_name(const Unit& unit, const Node& fun) const {
  types::TypeTable& t = program_.types();
  const types::Object& object = t.object(ir::ObjectId(fun.ref));
  if (!object.package) return SpecialCall::None;
  const std::string& path = t.package(object.package).path;
  if (fun.op == Op::FuncName) return special_call(path, ir::symbol_name(program_, unit, fun), library_.goarch);
  // Methods of few packages are special, and their names are put together.
  bool const some = path == "encoding/binary" || path == "runtime";
  return some ? special_call(path, ir::symbol_name(program_, unit, fun), library_.goarch) : SpecialCall::None;
}

bool Resolver::may_inline(const Unit& unit, NodeId call) const {
  const Node& n = unit.node(call);
  if (n.op != Op::CallFunc || (n.flags & ir::kNoInline) != 0) return false;
  if (flags_.check_pointers && is_checked_apart(unit, unit.node(n.x))) return false;
  SpecialCall const kind = special(unit, call);
  return kind != SpecialCall::Intrinsic && kind != SpecialCall::EscapeNonString && kind != SpecialCall::CallerPC &&
         kind != SpecialCall::CallerSP;
}

// Where pointers are checked, the conversion of what these methods of reflect give must be seen.
bool Resolver::is_checked_apart(const Unit& unit, const Node& callee) const {
  if (callee.op != Op::MethodExpr) return false;
  types::PackageId const package = program_.types().object(ir::ObjectId(callee.ref)).package;
  if (!package || program_.types().package(package).path != "reflect") return false;
  std::string const name = ir::symbol_name(program_, unit, callee);
  return name == "Value.UnsafeAddr" || name == "Value.Pointer";
}

bool Resolver::is_of_runtime(ir::ObjectId object) const {
  types::PackageId const package = program_.types().object(object).package;
  return package && is_runtime_package(program_.types().package(package).path);
}

Target Resolver::target(const Function& caller, NodeId fun) {
  const Unit& unit = *caller.unit;
  const Node& n = unit.node(static_values(unit).of(fun));
  switch (n.op) {
    case Op::MethodExpr: {
      // A promoted method, or one called through another type, has a wrapper that is not looked through.
      types::TypeTable& t = program_.types();
      types::TypeId const signature = t.type_of(ir::ObjectId(n.ref));
      if (t.kind(signature) != types::TypeKind::Signature) return {};
      const types::Parameter* const receiver = t.signature_of(signature).receiver;
      bool const same = receiver != nullptr && (n.token != 0 || t.identical(receiver->type, unit.node(n.x).type));
      return same ? named(unit, n) : Target{};
    }
    case Op::FuncName: return named(unit, n);
    case Op::Closure: {
      Function& literal = functions_.of(unit, n.ref);
      // Not across the frames of literals.
      if (literal.is_capturing() && literal.func().outer != caller.index) return {};
      return {&literal, nullptr};
    }
    default: return {};
  }
}

void Resolver::import_from(const check::Package& package) {
  for (const auto& [path, imported] : package.known_imports) {
    if (imported == nullptr || !imported_.insert(imported->id.value).second) continue;
    if (auto passed_on = library_.passed_on_by(imported->id)) passed_on_.push_back(std::move(passed_on));
  }
}

bool Resolver::has_body(ir::ObjectId object) const {
  if (imported_.contains(program_.types().object(object).package.value)) return true;
  return std::ranges::any_of(passed_on_, [&](const auto& objects) { return objects->contains(object.value); });
}

Target Resolver::named(const Unit& unit, const Node& n) const {
  if (dependencies_ != nullptr) dependencies_->note(unit, ir::ObjectId(n.ref));
  // The runtime's own pointers are not checked.
  if (flags_.check_pointers && is_of_runtime(ir::ObjectId(n.ref))) return {};
  if (Function* const local = functions_.of(unit, n)) return {local, nullptr};
  if (n.token != 0) return {make_instance_ ? make_instance_(unit, n) : nullptr, nullptr};
  return {nullptr, has_body(ir::ObjectId(n.ref)) ? library_.find(ir::ObjectId(n.ref)) : nullptr};
}

int64_t Resolver::offset_of(types::TypeId type, const Node& field) const {
  types::TypeTable& t = program_.types();
  types::TypeId u = t.underlying(type);
  if (t.kind(u) == types::TypeKind::Pointer) u = t.underlying(t.elem(u));
  if (t.kind(u) != types::TypeKind::Struct) return -1;
  auto const fields = t.fields(u);
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == field.name) return i == 0 ? 0 : types::offsets_of(t, u)[i];
  }
  return -1;
}

ir::StaticValues& Resolver::static_values(const Unit& unit) {
  auto& slot = static_values_[&unit];
  if (!slot) slot = std::make_unique<ir::StaticValues>(program_, unit);
  slot->update();
  return *slot;
}

}  // namespace escapement::inlining
