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
  auto& list = by_unit_[unit];
  if (list.size() <= index) list.resize(index + 1);
  if (list[index] == nullptr) {
    if (free_.empty()) {
      list[index] = &all_.emplace_back();
    } else {
      list[index] = free_.back();
      free_.pop_back();
    }
  }
  Function& function = *list[index];
  uint32_t const batch = function.batch;
  function = Function(*unit, index);
  function.batch = batch;
  function.number = static_cast<uint32_t>(all_.size() - 1);
  if (unit->funcs[index].object) by_object_[unit->funcs[index].object.value] = &function;
}

void Functions::replace(const Unit* before, const Unit* now) {
  std::vector<Function*> list;
  if (before != nullptr) {
    list = std::move(by_unit_[before]);
    by_unit_.erase(before);
    static_values_.erase(before);
    within_.erase(before);
    if (before->funcs[0].object) by_object_.erase(before->funcs[0].object.value);
  }
  size_t const count = now == nullptr ? 0 : now->funcs.size();
  for (; list.size() > count; list.pop_back()) free_.push_back(list.back());
  if (now == nullptr) return;
  by_unit_[now] = std::move(list);
  for (FuncIndex index = 0; index < count; ++index) add(now, index);
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
  std::vector<bool>& within = within_[&unit][outer];
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

std::vector<std::vector<Function*>> Functions::batches() {
  std::vector<Function*> functions;
  for (Function& function : all_) functions.push_back(&function);
  return batches_of(functions, [&](const Function& function) { return mentions_of(function); });
}

namespace {

// The package's initialisers are one function, `init`, which the first of them stands for.
class Initialisers {
 public:
  explicit Initialisers(std::span<Function* const> functions) {
    for (Function* function : functions) {
      if (function->initialiser) all_.push_back(function);
      if (function->initialiser || function->outlined_map) parts_.push_back(function);
    }
    std::ranges::sort(parts_, {}, [](const Function* part) { return part->func().initialises; });
  }

  bool is_first(const Function& function) const { return !all_.empty() && all_[0] == &function; }
  bool is_merged(const Function& function) const { return function.initialiser && !is_first(function); }
  std::vector<uint32_t> mentions(const MentionsOf& mentions_of) const {
    std::vector<uint32_t> out;
    for (const Function* part : parts_) {
      if (part->outlined_map) {
        out.push_back(part->number);
        continue;
      }
      auto const mentions = mentions_of(*part);
      out.insert(out.end(), mentions.begin(), mentions.end());
    }
    return out;
  }
  std::span<Function* const> others() const { return std::span(all_).subspan(1); }

 private:
  std::vector<Function*> all_;
  std::vector<const Function*> parts_;  // with the functions that make maps, in the order in which they run
};

}  // namespace

std::vector<std::vector<Function*>> batches_of(std::span<Function* const> functions, const MentionsOf& mentions_of) {
  Initialisers const init(functions);
  auto const mentions = [&](uint32_t i) {
    const Function& function = *functions[i];
    if (init.is_merged(function)) return std::vector<uint32_t>();
    return init.is_first(function) ? init.mentions(mentions_of) : mentions_of(function);
  };
  ir::MentionGraph const graph{functions.size(), mentions, [&](uint32_t i) { return functions[i]->is_capturing(); }};
  std::vector<std::vector<Function*>> out;
  ir::visit_bottom_up(graph, 0, [&](std::span<const uint32_t> members) {
    if (init.is_merged(*functions[members[0]])) return;
    std::vector<Function*>& batch = out.emplace_back();
    for (uint32_t member : members) {
      batch.push_back(functions[member]);
      if (init.is_first(*functions[member])) std::ranges::copy(init.others(), std::back_inserter(batch));
    }
  });
  return out;
}

}  // namespace escapement::escape
