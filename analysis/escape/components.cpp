// The order of analysis: strongly connected components of the graph of mentions, callees first (cmd/compile/internal/ir, scc.go). A literal
// that captures variables belongs to the function it stands in. All initialisers of the package are one function, `init`.
#include <algorithm>

#include "analysis/escape/batch.h"
#include "analysis/escape/declared_facts.h"
#include "analysis/ir/components.h"
#include "analysis/ir/mentions.h"

namespace escapement::escape {

using ir::Op;

Functions::Functions(check::Program& program, const ir::Bodies& bodies, const facts::Facts& known) : program_(program) {
  known_ = [this, &known](ObjectId object) -> const facts::FunctionFacts* {
    const types::Object& o = program_.types().object(object);
    if (!o.package) return nullptr;
    return known.find(program_.types().package(o.package).path, ir::function_name(program_, o.package, object));
  };
  for (const auto& unit : bodies.units) {
    if (unit->failed) continue;
    for (FuncIndex i = 0; i < unit->funcs.size(); ++i) add(unit.get(), i);
  }
}

Functions::Functions(check::Program& program, const inlining::InlinedPackage& package, KnownFunction known, const ir::GcFlags& flags)
    : program_(program), flags_(flags), known_(std::move(known)), unit_of_(package.unit_of) {
  for (const auto& [unit, index] : package.functions) add(unit, index);
}

void Functions::add(const Unit* unit, FuncIndex index) {
  Function& function = all_.emplace_back();
  function.unit = unit;
  function.index = index;
  function.number = static_cast<uint32_t>(all_.size() - 1);
  auto& list = by_unit_[unit];
  if (list.size() <= index) list.resize(index + 1);
  list[index] = &function;
  if (unit->funcs[index].object) by_object_[unit->funcs[index].object.value] = &function;
  if (index == 0 && unit->funcs[0].package_init) initialisers_.push_back(&function);
}

Function* Functions::named(const Unit& unit, const ir::Node& name) {
  if (!unit_of_) return of(ObjectId(name.ref));
  const Unit* const found = unit_of_(unit, name);
  auto const it = by_unit_.find(found);
  return found == nullptr || it == by_unit_.end() ? nullptr : it->second[0];
}

Function* Functions::of(ObjectId object) {
  auto it = by_object_.find(object.value);
  return it == by_object_.end() ? nullptr : it->second;
}

Function* Functions::of(const Unit* unit, FuncIndex index) { return by_unit_[unit][index]; }

const ir::StaticValues& Functions::static_values(const Unit* unit) {
  auto& slot = static_values_[unit];
  if (!slot) slot = std::make_unique<ir::StaticValues>(program_, *unit);
  return *slot;
}

bool Functions::is_within(const Function& literal, FuncIndex outer) {
  const Unit& unit = *literal.unit;
  if (literal.index == outer) return true;
  std::vector<bool>& within = within_[{&unit, outer}];
  if (within.empty()) {
    within.resize(unit.funcs.size());
    std::vector<FuncIndex> todo{outer};
    while (!todo.empty()) {
      FuncIndex const at = todo.back();
      todo.pop_back();
      if (within[at]) continue;
      within[at] = true;
      ir::for_each_mention(unit, unit.funcs[at], [&](const ir::Node& n) {
        if (n.op == Op::Closure) todo.push_back(n.ref);
      });
    }
  }
  return within[literal.index];
}

const facts::FunctionFacts* Functions::facts_of(ObjectId object) {
  auto const [it, added] = declared_.try_emplace(object.value);
  if (added) it->second = std::make_unique<std::optional<facts::FunctionFacts>>(declared_facts(program_, object));
  if (it->second->has_value()) return &**it->second;
  return known_(object);
}

facts::UintptrArguments Functions::uintptr_arguments(const Callee& callee) const {
  if (callee.facts != nullptr) return callee.facts->uintptr_arguments;
  if (callee.function == nullptr) return facts::UintptrArguments::Plain;
  const ir::Func& func = callee.function->func();
  if (func.uintptrescapes) return facts::UintptrArguments::Escape;
  return func.no_body || func.pragmas.uintptr_keep_alive ? facts::UintptrArguments::KeptAlive : facts::UintptrArguments::Plain;
}

std::vector<uint32_t> Functions::mentions_of(const Function& function) {
  std::vector<uint32_t> out;
  const Unit& unit = *function.unit;
  ir::for_each_mention(unit, function.func(), [&](const ir::Node& n) {
    Function* const mention = n.op == Op::Closure ? of(&unit, n.ref) : named(unit, n);
    if (mention != nullptr) out.push_back(mention->number);
  });
  return out;
}

std::vector<uint32_t> Functions::mentions_of_init() {
  std::vector<uint32_t> out;
  std::vector<const Function*> parts(initialisers_.begin(), initialisers_.end());
  for (const Function& function : all_) {
    if (function.index == 0 && function.func().is_outlined_map()) parts.push_back(&function);
  }
  std::ranges::sort(parts, {}, [](const Function* part) { return part->func().initialises; });
  for (const Function* part : parts) {
    if (part->func().is_outlined_map()) {
      out.push_back(part->number);
      continue;
    }
    auto const mentions = mentions_of(*part);
    out.insert(out.end(), mentions.begin(), mentions.end());
  }
  return out;
}

std::vector<std::vector<Function*>> Functions::batches() {
  // The first of the initialisers stands for all.
  auto const is_init = [&](uint32_t i) { return !initialisers_.empty() && &all_[i] == initialisers_[0]; };
  auto const is_merged = [&](uint32_t i) { return !is_init(i) && std::ranges::find(initialisers_, &all_[i]) != initialisers_.end(); };
  auto const mentions = [&](uint32_t i) {
    if (is_merged(i)) return std::vector<uint32_t>();
    return is_init(i) ? mentions_of_init() : mentions_of(all_[i]);
  };
  ir::MentionGraph const graph{all_.size(), mentions, [&](uint32_t i) { return all_[i].is_capturing(); }};
  std::vector<std::vector<Function*>> out;
  ir::visit_bottom_up(graph, 0, [&](std::span<const uint32_t> members) {
    if (is_merged(members[0])) return;
    std::vector<Function*>& batch = out.emplace_back();
    for (uint32_t member : members) {
      batch.push_back(&all_[member]);
      if (is_init(member)) batch.insert(batch.end(), initialisers_.begin() + 1, initialisers_.end());
    }
  });
  return out;
}

}  // namespace escapement::escape
