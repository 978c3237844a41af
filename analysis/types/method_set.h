// All methods that a type has, its own and promoted ones, of both receivers (cmd/compile/internal/typecheck: CalcMethods; types: AllMethods).
#pragma once

#include "analysis/types/type.h"

namespace escapement::types {

struct MethodOfType {
  NameId name;
  PackageId package;  // of a name that is not exported
  LookupResult found;
};

// Exported ones first, each group by name. `type`: not a pointer.
std::vector<MethodOfType> methods_of(TypeTable& t, TypeId type);

// The function that a method is, whose first parameter is the receiver; no parameter has a name (typecheck.NewMethodType).
TypeId method_type(TypeTable& t, TypeId receiver, TypeId method);

// Whether the method is in the method set of the type itself; all are in that of a pointer to it (types.IsMethodApplicable).
inline bool applies_to_value(const LookupResult& found) {
  return !found.pointer_receiver || found.kind == LookupResult::Kind::InterfaceMethod || found.indirect;
}

}  // namespace escapement::types
