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
    function.initialiser = unit.funcs[0].package_init;
    if (unit.funcs[0].instance.generic) by_instance_[key_of(unit.funcs[0].instance)] = &function;
  }
}

Function& Functions::add_literal(Unit& unit, FuncIndex index) { return enter(unit, index); }

void Functions::remove(const Unit& unit) {
  auto const it = by_unit_.find(&unit);
  if (it == by_unit_.end()) return;
  for (Function* function : it->second) {
    if (function != nullptr) function->gone = true;
  }
  if (auto const object = by_object_.find(unit.funcs[0].object.value); object != by_object_.end() && object->second->unit == &unit)
    by_object_.erase(object);
  by_unit_.erase(it);
}

Function* Functions::of(ir::ObjectId object) const {
  auto it = by_object_.find(object.value);
  return it == by_object_.end() ? nullptr : it->second;
}

std::vector<Function*> Functions::initialisers() {
  std::vector<Function*> out;
  for (Function& function : all_) {
    if (function.initialiser) out.push_back(&function);
  }
  return out;
}

std::vector<uint32_t> Functions::key_of(const ir::Instance& instance) const {
  std::vector<uint32_t> key{instance.generic.value, instance.shaped ? 1U : 0U};
  for (ir::TypeId each : instance.arguments) key.push_back(t_.canon(each).value);
  return key;
}

Function* Functions::of(const Unit& unit, const ir::Node& name) const {
  if (name.token == 0) return of(ir::ObjectId(name.ref));
  auto it = by_instance_.find(key_of(unit.instances[name.token]));
  return it == by_instance_.end() ? nullptr : it->second;
}

}  // namespace escapement::inlining
