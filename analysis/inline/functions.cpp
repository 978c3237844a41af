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

std::vector<Function*> Functions::in_reading_order() {
  std::vector<Function*> out = initialisers();
  std::vector<Function*> declared;
  std::vector<Function*> instances;
  std::vector<std::span<Function* const>> bodies;  // the functions of one unit, of which the first is around the others
  std::vector<Function*> all;
  for (Function& function : all_) all.push_back(&function);
  for (std::span<Function* const> rest = all; !rest.empty(); rest = rest.subspan(bodies.back().size())) {
    auto const other = std::ranges::find_if(rest, [&](const Function* each) { return each->unit != rest[0]->unit; });
    bodies.push_back(rest.first(other - rest.begin()));
  }
  std::vector<std::span<Function* const>> with_literals;
  for (std::span<Function* const> body : bodies) {
    auto const literals = body.subspan(1);
    if (body[0]->initialiser) {
      out.insert(out.end(), literals.begin(), literals.end());
    } else if (body[0]->func().instance.generic) {
      instances.insert(instances.end(), literals.begin(), literals.end());
      instances.push_back(body[0]);
    } else {
      declared.push_back(body[0]);
      with_literals.push_back(literals);
    }
  }
  out.insert(out.end(), declared.begin(), declared.end());
  for (auto it = with_literals.rbegin(); it != with_literals.rend(); ++it) out.insert(out.end(), it->begin(), it->end());
  out.insert(out.end(), instances.begin(), instances.end());
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
