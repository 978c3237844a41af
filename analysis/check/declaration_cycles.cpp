// Declarations that say nothing but themselves (`type T T`, an alias that leads back to itself), and local types of infinite size; those of
// the package are looked at together (valid_type.h). They become invalid, so that whoever measures or compares types comes to an end.
#include <fmt/format.h>

#include "analysis/check/checker.h"
#include "analysis/check/valid_type.h"

namespace escapement::check {

void Checker::validate_type(ObjectId object) {
  TypeId const type = t_.object(object).type;
  NodeId const at(t_.object(object).node);
  bool const named = t_.kind(type) == TypeKind::Named;
  TypeId const written = named ? t_.named_of(type).rhs : t_.alias_of(type).target;
  if (!written || t_.kind(written) == TypeKind::Invalid) return;
  bool const endless = named ? !is_valid(t_.underlying(type)) && !types::is_type_param(t_, written) : !is_valid(t_.unalias(type));
  bool const infinite = named && t_.named_of(type).is_local && !FiniteTypes(t_).cycle_of(type).empty();
  if (!endless && !infinite) return;
  error(at, errors::kRecursiveType, fmt::format("the type {} contains itself", word(t_.object(object).name)));
  if (named) {
    t_.named_of(type).rhs = t_.invalid();
    t_.named_of(type).underlying = t_.invalid();
  } else {
    t_.alias_of(type).target = t_.invalid();
  }
}

}  // namespace escapement::check
