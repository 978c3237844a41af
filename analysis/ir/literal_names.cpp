#include "analysis/ir/literal_names.h"

#include <fmt/format.h>

namespace escapement::ir {

namespace {

std::string with_inlined_names(const Unit& unit, const std::string& outer, uint32_t inlined) {
  std::string names;
  for (uint32_t i = inlined; i != 0; i = unit.inlined_calls[i].parent) names = "." + unit.inlined_calls[i].name + names;
  return outer + names;
}

}  // namespace

std::string next_literal_name(Unit& unit, FuncIndex outer, LiteralKind kind, uint32_t inlined) {
  if (unit.funcs[outer].range_parent) outer = *unit.funcs[outer].range_parent;
  Func& func = unit.funcs[outer];
  std::string const name = with_inlined_names(unit, func.name, inlined);
  switch (kind) {
    case LiteralKind::RangeBody: return fmt::format("{}-range{}", name, ++func.range_bodies);
    case LiteralKind::OfGo: return fmt::format("{}.gowrap{}", name, ++func.wrappers);
    case LiteralKind::OfDefer: return fmt::format("{}.deferwrap{}", name, ++func.wrappers);
    case LiteralKind::Written: break;
  }
  return fmt::format("{}.{}{}", name, func.outer ? "" : "func", ++func.literals);
}

}  // namespace escapement::ir
