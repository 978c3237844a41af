#include "analysis/inline/functions.h"

namespace escapement::inlining {

Function& Functions::enter(Unit& unit, FuncIndex index) {
  Function& function = all_.emplace_back();
  function.unit = &unit;
  function.index = index;
  function.number = static_cast<uint32_t>(all_.size() - 1);
  function.original_index = index;
  auto& list = by_unit_[&unit];
  if (list.size() <= index) list.resize(index + 1);
  list[index] = &function;
  return function;
}

void Functions::add(Unit& unit) {
  for (FuncIndex index = 0; index < unit.funcs.size(); ++index) {
    Function& function = enter(unit, index);
    if (index != 0) continue;
    if (unit.funcs[0].object) by_object_[unit.funcs[0].object.value] = &function;
    function.initialiser = !unit.funcs[0].object;
  }
}

Function& Functions::add_literal(Unit& unit, FuncIndex index) { return enter(unit, index); }

Function* Functions::of(ir::ObjectId object) const {
  auto it = by_object_.find(object.value);
  return it == by_object_.end() ? nullptr : it->second;
}

Function* Functions::of(const Unit&, const ir::Node& name) const { return name.token == 0 ? of(ir::ObjectId(name.ref)) : nullptr; }

}  // namespace escapement::inlining
