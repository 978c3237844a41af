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
  if (function.func().object) tags.add(function.func().object, tags_of(function));
}

}  // namespace

facts::FunctionFacts tags_of(const Function& function) {
  const ir::Func& func = function.func();
  facts::FunctionFacts entry;
  entry.name = func.name;
  if (func.no_body || func.pragmas.uintptr_keep_alive) entry.uintptr_arguments = facts::UintptrArguments::KeptAlive;
  if (func.uintptrescapes) entry.uintptr_arguments = facts::UintptrArguments::Escape;
  for (const Leaks& each : function.tags[static_cast<size_t>(Bound::Pessimistic)]) entry.params.push_back({each, each});
  return entry;
}

KnownFunction imported_tags(check::Program& program, types::PackageId package, const Tags& tags) {
  return [&program, package, &tags](ObjectId object) {
    return program.types().object(object).package == package ? nullptr : tags.find(object);
  };
}

namespace {

// Initialisers in the order in which they run, then the rest.
void finish(check::Program& program, const inlining::InlinedPackage& package, const ir::GcFlags& flags) {
  std::vector<ir::Unit*> units;
  for (const auto& [unit, index] : package.functions) {
    if (index == 0) units.push_back(unit);
  }
  std::ranges::stable_sort(units, {}, [](const ir::Unit* unit) {
    return unit->funcs[0].package_init ? unit->funcs[0].initialises : std::numeric_limits<uint32_t>::max();
  });
  uint32_t names = 0;
  for (ir::Unit* unit : units) ir::finish(program, *unit, flags, names);
}

}  // namespace

Result analyse(check::Program& program, const inlining::InlinedPackage& package, Tags& tags, const Mode& mode) {
  return analyse(program, package, tags, mode, {});
}

Result analyse(check::Program& program, const inlining::InlinedPackage& package, Tags& tags, const Mode& mode,
               const SolvedObserver& observe) {
  finish(program, package, mode.flags);
  types::PackageId const own = package.functions.empty() ? types::PackageId() : package.functions[0].unit->compiled_in;
  Functions functions(program, package, imported_tags(program, own, tags), mode.flags);
  Result result;
  for (auto& members : functions.batches()) {
    program.throw_if_stopped();
    Batch batch(program, functions, members, Bound::Pessimistic, mode.flows);
    batch.run();
    size_t const before = result.lines.size();
    report(program, batch, result);
    if (observe) observe(batch, std::span(result.lines).subspan(before));
  }
  for (const Function& function : functions.all()) add_tags(function, tags);
  return result;
}

}  // namespace escapement::escape
