#include "analysis/inline/edits.h"

#include <algorithm>

namespace escapement::inlining {

using ir::Op;

namespace {

std::vector<std::pair<uint32_t, uint32_t>> initialisers_of(const check::Package& package) {
  std::vector<std::pair<uint32_t, uint32_t>> out;
  for (const check::Initializer& each : package.init_order) out.emplace_back(each.decl, each.value.value);
  return out;
}

}  // namespace

Edits::Edits(const check::Package& package, const ir::Bodies& bodies)
    : package_(package), initialisers_(initialisers_of(package)), next_starts_(package.files.size(), 0) {
  for (size_t slot = 0; slot < bodies.units.size(); ++slot) {
    const Unit& unit = *bodies.units[slot];
    if (!unit.funcs[0].object || unit.funcs[0].package_init) continue;
    bool const numbered = unit.funcs[0].name.starts_with("init.");
    bool const generic = unit.failed && unit.failed->construct == ir::kGenericFunction;
    if (numbered || generic) continue;
    declarations_.emplace(unit.decl, described(slot, unit));
    decl_of_[unit.funcs[0].object.value] = unit.decl;
  }
  for (const check::PackageDecl& decl : package.decls) {
    uint32_t& next = next_starts_[decl.file];
    next = std::max(next, decl.start + static_cast<uint32_t>(decl.tree->text().size()) + 1);
  }
}

Edits::Declaration Edits::described(size_t slot, const Unit& unit) {
  Declaration out{slot, unit.funcs[0].object, {}, {}};
  for (const ir::Node& n : unit.nodes) {
    if (n.op == Op::FuncName || n.op == Op::MethodExpr || n.op == Op::MethodValue) out.mentions.push_back(n.ref);
  }
  for (size_t i = 1; i < unit.instances.size(); ++i) {
    const ir::Instance& instance = unit.instances[i];
    std::vector<uint32_t> key{instance.generic.value, instance.shaped ? 1U : 0U};
    for (types::TypeId each : instance.arguments) key.push_back(each.value);
    out.instances.push_back(std::move(key));
  }
  auto const as_set = [](auto& list) {
    std::ranges::sort(list);
    auto const rest = std::ranges::unique(list);
    list.erase(rest.begin(), rest.end());
  };
  as_set(out.mentions);
  as_set(out.instances);
  return out;
}

void Edits::note_circle(std::span<Function* const> group) {
  size_t const declared = static_cast<size_t>(std::ranges::count_if(group, [](const Function* f) { return !f->is_literal(); }));
  if (declared < 2) return;
  for (const Function* function : group) {
    if (!function->is_literal()) circular_.insert(function->func().object.value);
  }
}

bool Edits::same_initialisers() const { return initialisers_ == initialisers_of(package_); }

std::optional<size_t> Edits::slot_of(uint32_t decl) const {
  auto const it = declarations_.find(decl);
  return it == declarations_.end() ? std::nullopt : std::optional(it->second.slot);
}

uint32_t Edits::new_start(uint32_t decl) {
  uint32_t& next = next_starts_[package_.decls[decl].file];
  return std::exchange(next, next + static_cast<uint32_t>(package_.decls[decl].tree->text().size()) + 1);
}

bool Edits::take(uint32_t decl, const Unit& lowered) {
  constexpr uint32_t kLastStart = uint32_t{1} << 31;
  if (std::ranges::any_of(next_starts_, [](uint32_t next) { return next > kLastStart; })) return false;
  Declaration& before = declarations_.at(decl);
  if (circular_.contains(before.function.value)) return false;
  Declaration now = described(before.slot, lowered);
  // What cannot be lowered says nothing of what it uses: that is asked when it can be again.
  if (lowered.failed) return true;
  if (now.instances != before.instances) return false;
  for (uint32_t mention : now.mentions) {
    if (mention == now.function.value || std::ranges::binary_search(before.mentions, mention)) continue;
    if (reaches(mention, now.function.value)) return false;
  }
  before = std::move(now);
  return true;
}

bool Edits::reaches(uint32_t from, uint32_t object) const {
  absl::flat_hash_set<uint32_t> seen{from};
  std::vector<uint32_t> todo{from};
  while (!todo.empty()) {
    uint32_t const at = todo.back();
    todo.pop_back();
    if (at == object) return true;
    auto const decl = decl_of_.find(at);
    if (decl == decl_of_.end()) continue;
    for (uint32_t mention : declarations_.at(decl->second).mentions) {
      if (seen.insert(mention).second) todo.push_back(mention);
    }
  }
  return false;
}

std::vector<uint32_t> Edits::dependents(ir::ObjectId object) const {
  std::vector<uint32_t> out;
  for (const auto& [unit, objects] : dependencies) {
    if (unit->package == &package_ && objects.contains(object.value)) out.push_back(unit->decl);
  }
  return out;
}

bool Edits::add_dependents(uint32_t decl, absl::btree_set<uint32_t>& to) const {
  ir::ObjectId const object = declarations_.at(decl).function;
  for (const auto& [unit, objects] : dependencies) {
    if (!objects.contains(object.value) || unit->funcs[0].object == object) continue;
    auto const it = declarations_.find(unit->decl);
    bool const alone = it != declarations_.end() && it->second.function == unit->funcs[0].object && !unit->funcs[0].instance.generic;
    if (!alone || circular_.contains(it->second.function.value)) return false;
    to.insert(unit->decl);
  }
  return true;
}

}  // namespace escapement::inlining
