#include "analysis/escape/whole_program.h"

#include <algorithm>
#include <limits>
#include <mutex>

#include "analysis/escape/analyse.h"
#include "analysis/ir/static_init.h"

namespace escapement::escape {

void Tags::add(ir::ObjectId function, facts::FunctionFacts tags) {
  std::unique_lock const lock(mutex_);
  tags_.insert_or_assign(function.value, std::make_unique<const facts::FunctionFacts>(std::move(tags)));
}

const facts::FunctionFacts* Tags::find(ir::ObjectId function) const {
  std::shared_lock const lock(mutex_);
  auto const it = tags_.find(function.value);
  return it == tags_.end() ? nullptr : it->second.get();
}

namespace {

void add_tags(const Function& function, Tags& tags) {
  const ir::Func& func = function.func();
  if (!func.object) return;
  facts::FunctionFacts entry;
  entry.name = func.name;
  if (func.no_body || func.pragmas.uintptr_keep_alive) entry.uintptr_arguments = facts::UintptrArguments::KeptAlive;
  if (func.uintptrescapes) entry.uintptr_arguments = facts::UintptrArguments::Escape;
  for (const Leaks& each : function.tags[static_cast<size_t>(Bound::Pessimistic)]) entry.params.push_back({each, each});
  tags.add(func.object, std::move(entry));
}

// Initialisers in the order in which they run, then the rest.
void finish(check::Program& program, const inlining::InlinedPackage& package) {
  std::vector<ir::Unit*> units;
  for (const auto& [unit, index] : package.functions) {
    if (index == 0) units.push_back(unit);
  }
  std::ranges::stable_sort(units, {}, [](const ir::Unit* unit) {
    return unit->funcs[0].package_init ? unit->funcs[0].initialises : std::numeric_limits<uint32_t>::max();
  });
  uint32_t names = 0;
  for (ir::Unit* unit : units) ir::finish(program, *unit, names);
}

}  // namespace

Result analyse(check::Program& program, const inlining::InlinedPackage& package, Tags& tags, Flows flows) {
  finish(program, package);
  Functions functions(program, package, [&](ObjectId object) { return tags.find(object); });
  Result result;
  for (auto& members : functions.batches()) {
    program.throw_if_stopped();
    Batch batch(program, functions, members, Bound::Pessimistic, flows);
    batch.run();
    report(program, functions, batch, result);
  }
  for (const Function& function : functions.all()) add_tags(function, tags);
  result.literals = std::move(functions.literals);
  return result;
}

}  // namespace escapement::escape
