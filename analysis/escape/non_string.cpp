// abi.EscapeNonString, whose body says nothing of what it is for (cmd/compile/internal/escape, call.go: callCommon, hasNonStringPointers).
#include <algorithm>

#include "analysis/escape/batch.h"
#include "analysis/inline/special_functions.h"
#include "analysis/types/sizes.h"

namespace escapement::escape {

namespace {

// Whether a value holds a pointer that is not a string's.
bool has_other_pointers(types::TypeTable& t, types::TypeId type) {
  if (!types::has_pointers(t, type)) return false;
  types::TypeId const form = t.underlying(type);
  switch (t.kind(form)) {
    case types::TypeKind::Basic: return t.basic_kind(form) != types::BasicKind::String;
    case types::TypeKind::Array: return has_other_pointers(t, t.elem(form));
    case types::TypeKind::Struct:
      return std::ranges::any_of(t.fields(form), [&](const types::Field& field) { return has_other_pointers(t, field.type); });
    default: return true;
  }
}

}  // namespace

// The hole of its arguments, if the function that is called is an instance of it for a shape.
std::optional<Hole> Batch::hole_of_non_string(NodeId function) {
  const ir::Node& n = node(static_value(function));
  if (n.op != ir::Op::FuncName || n.token == 0) return {};
  const ir::Instance& instance = unit().instances[n.token];
  const types::Object& object = t_.object(ir::ObjectId(n.ref));
  if (!instance.shaped || !object.package || t_.package(object.package).path != "internal/abi") return {};
  if (inlining::special_call("internal/abi", ir::symbol_name(program_, unit(), n), {}) != inlining::SpecialCall::EscapeNonString) return {};
  return has_other_pointers(t_, instance.arguments[0]) ? heap_hole() : discard();
}

}  // namespace escapement::escape
