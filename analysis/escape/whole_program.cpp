#include "analysis/escape/whole_program.h"

#include <mutex>

#include "analysis/escape/analyse.h"

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

Result analyse(check::Program& program, const inlining::InlinedPackage& package, Tags& tags, Flows flows) {
  for (const auto& [unit, index] : package.functions) {
    if (index == 0) ir::finish(program, *unit);
  }
  types::PackageId const own = package.functions.empty() ? types::PackageId() : package.functions[0].unit->compiled_in;
  Functions functions(program, package, imported_tags(program, own, tags));
  Result result;
  for (auto& members : functions.batches()) {
    program.throw_if_stopped();
    Batch batch(program, functions, members, Bound::Pessimistic, flows);
    batch.run();
    report(program, batch, result);
  }
  for (const Function& function : functions.all()) add_tags(function, tags);
  return result;
}

}  // namespace escapement::escape
