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

// The instances of the package's own generic types among the types that a body uses: their methods come with them.
class InstancesOfTypes {
 public:
  InstancesOfTypes(types::TypeTable& t, types::PackageId package) : t_(t), package_(package) {}

  void add(types::TypeId type) {
    while (type && seen_.insert(type.value).second) {
      type = t_.unalias(type);
      switch (t_.kind(type)) {
        case types::TypeKind::Map: add(t_.key(type)); [[fallthrough]];
        case types::TypeKind::Pointer:
        case types::TypeKind::Slice:
        case types::TypeKind::Array:
        case types::TypeKind::Chan: type = t_.elem(type); break;
        case types::TypeKind::Named: return add_named(type);
        default: return;
      }
    }
  }
  std::vector<uint32_t> take() { return std::move(found_); }

 private:
  void add_named(types::TypeId type) {
    const types::Named& named = t_.named_of(type);
    if (!named.origin) return;
    if (t_.object(named.object).package == package_) found_.push_back(t_.canon(type).value);
    for (types::TypeId each : named.args) add(each);
  }

  types::TypeTable& t_;
  types::PackageId package_;
  absl::flat_hash_set<uint32_t> seen_;
  std::vector<uint32_t> found_;
};

}  // namespace

Edits::Edits(types::TypeTable& t, const check::Package& package, const ir::Bodies& bodies)
    : t_(t), package_(package), initialisers_(initialisers_of(package)), next_starts_(package.files.size(), 0) {
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

Edits::Declaration Edits::described(size_t slot, const Unit& unit) const {
  Declaration out{slot, unit.funcs[0].object, !unit.failed, {}, {}, {}};
  InstancesOfTypes types(t_, package_.id);
  for (const ir::Local& local : unit.locals) types.add(local.type);
  for (const ir::Node& n : unit.nodes) {
    types.add(n.type);
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
  out.types = types.take();
  as_set(out.types);
  as_set(out.mentions);
  as_set(out.instances);
  return out;
}

void Edits::note_circle(std::span<Function* const> group) {
  std::vector<ir::ObjectId> declared;
  for (const Function* function : group) {
    if (!function->is_literal()) declared.push_back(function->func().object);
  }
  if (declared.size() < 2) return;
  for (ir::ObjectId each : declared) circle_of_[each.value] = circles_.size();
  circles_.push_back(std::move(declared));
}

std::span<const ir::ObjectId> Edits::circle_of(uint32_t decl) const {
  auto const it = circle_of_.find(declarations_.at(decl).function.value);
  return it == circle_of_.end() ? std::span<const ir::ObjectId>() : circles_[it->second];
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
  Declaration now = described(before.slot, lowered);
  // What cannot be lowered says nothing of what it uses: that is asked when it can be again.
  if (lowered.failed) return true;
  if (now.instances != before.instances || now.types != before.types) return false;
  for (uint32_t mention : now.mentions) {
    if (mention == now.function.value || std::ranges::binary_search(before.mentions, mention)) continue;
    if (!in_one_circle(mention, now.function.value) && reaches(mention, now.function.value)) return false;
  }
  before = std::move(now);
  return true;
}

bool Edits::in_one_circle(uint32_t a, uint32_t b) const {
  auto const of_a = circle_of_.find(a);
  auto const of_b = circle_of_.find(b);
  return of_a != circle_of_.end() && of_b != circle_of_.end() && of_a->second == of_b->second;
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
  for (const Unit* unit : dependencies.on(object)) {
    if (unit->package == &package_) out.push_back(unit->decl);
  }
  return out;
}

bool Edits::add_dependents(uint32_t decl, absl::btree_set<uint32_t>& to) const {
  ir::ObjectId const object = declarations_.at(decl).function;
  for (const Unit* unit : dependencies.on(object)) {
    if (unit->funcs[0].object == object) continue;
    auto const it = declarations_.find(unit->decl);
    bool const alone = it != declarations_.end() && it->second.function == unit->funcs[0].object && !unit->funcs[0].instance.generic;
    if (!alone) return false;
    to.insert(unit->decl);
  }
  return true;
}

}  // namespace escapement::inlining
