#include "analysis/escape/open_decisions.h"

#include <algorithm>

#include "analysis/escape/analyse.h"
#include "analysis/ir/mentions.h"

namespace escapement::escape {

std::vector<Location> UnitDecisions::locations() const {
  std::vector<Location> out;
  for (const auto& part : parts) out.insert(out.end(), part->locations.begin(), part->locations.end());
  return out;
}

std::vector<Line> UnitDecisions::lines() const {
  std::vector<Line> out;
  for (const auto& part : parts) out.insert(out.end(), part->lines.begin(), part->lines.end());
  return out;
}

namespace {

// A function that another mentions: a literal of the same unit, or the first of a unit, which may not be analysed now, but is again later.
struct Mention {
  uint32_t unit;
  FuncIndex index;
  bool operator==(const Mention&) const = default;
};

struct OfUnit {
  std::shared_ptr<const Unit> unit;
  FuncIndex written_funcs = 0;
  std::vector<Function*> functions;            // by index
  std::vector<std::vector<Mention>> mentions;  // by function
  std::optional<facts::FunctionFacts> tags;    // that callers saw last
  bool is_new = false;                         // since the last update
  bool has_other_tags = false;
  std::vector<std::pair<uint32_t, uint32_t>> parts;  // what is said of it: batches, in order, and which of their parts
};

// A batch that is solved.
struct Solved {
  std::vector<Function*> members;
  std::vector<std::pair<uint32_t, std::shared_ptr<const UnitPart>>> parts;  // by number of the unit
  // Its lines in order, as so many of one of the parts, and so many of another.
  std::vector<std::pair<uint32_t, uint32_t>> order;
};

}  // namespace

struct OpenDecisions::Impl {
  Impl(check::Program& p, const inlining::OpenPackage& open, const Tags& tags, Flows flows_told)
      : program(p),
        package(open),
        flows(flows_told),
        functions(
            p, [&open](const Unit& unit, const ir::Node& name) { return open.unit_of(unit, name); },
            [this, &tags](ObjectId object) { return program.types().object(object).package == own ? nullptr : tags.find(object); }),
        of_units(open.units().units.size()),
        decisions(of_units.size()) {}

  void update();
  void take_new_units();
  void take(uint32_t number);
  std::vector<std::vector<Mention>> mentions_in(uint32_t number);
  std::optional<uint32_t> unit_named(const Unit& unit, const ir::Node& name) const;
  void form_batches();
  void number_functions();
  std::vector<uint32_t> numbers_mentioned_by(const Function& function);
  void solve_batches();
  bool is_to_solve(const Solved& batch) const;
  void solve(Solved& batch);
  void split(Solved& batch, Result result);
  void compare_tags(const Solved& batch);
  void put_together();
  void note_parts();
  bool is_as_decided(uint32_t number) const;

  check::Program& program;
  const inlining::OpenPackage& package;
  Flows flows;
  types::PackageId own;
  Functions functions;
  std::vector<OfUnit> of_units;
  absl::flat_hash_map<const Unit*, uint32_t> numbers;    // of the units that are there
  absl::flat_hash_map<uint32_t, uint32_t> of_functions;  // units that are or were there, by ObjectId
  bool same_graph = true;                                // the functions mention each other as before
  std::vector<Function*> ordered;
  std::vector<Solved> batches;
  std::vector<UnitDecisionsPtr> decisions;
  std::vector<uint32_t> changed;
  bool some_other_tags = false;
  size_t solved = 0;
};

void OpenDecisions::Impl::update() {
  take_new_units();
  if (!same_graph) form_batches();
  solve_batches();
  put_together();
}

// ---- units

void OpenDecisions::Impl::take_new_units() {
  const auto& now = package.units().units;
  same_graph = !ordered.empty();
  some_other_tags = false;
  changed.clear();
  for (uint32_t number = 0; number < now.size(); ++number) {
    of_units[number].is_new = of_units[number].has_other_tags = false;
    if (now[number].unit != of_units[number].unit) changed.push_back(number);
  }
  for (uint32_t number : changed) take(number);
  // Once all are there: what they mention.
  for (uint32_t number : changed) {
    OfUnit& each = of_units[number];
    if (!each.unit) continue;
    auto mentions = mentions_in(number);
    same_graph = same_graph && mentions == each.mentions;
    each.mentions = std::move(mentions);
  }
}

void OpenDecisions::Impl::take(uint32_t number) {
  OfUnit& each = of_units[number];
  const auto& now = package.units().units[number];
  auto const captures = [](const Unit& unit) {
    std::vector<bool> out;
    for (const ir::Func& func : unit.funcs) out.push_back(func.outer && !func.captures.empty());
    return out;
  };
  same_graph =
      same_graph && each.unit && now.unit && each.written_funcs == now.written_funcs && captures(*each.unit) == captures(*now.unit);
  functions.replace(each.unit.get(), now.unit.get());
  if (each.unit) numbers.erase(each.unit.get());
  each.unit = now.unit;
  each.written_funcs = now.written_funcs;
  each.is_new = true;
  each.functions.clear();
  if (!each.unit) {
    each.has_other_tags = some_other_tags = true;
    each.tags.reset();
    return;
  }
  numbers[each.unit.get()] = number;
  own = each.unit->compiled_in;
  for (FuncIndex index = 0; index < each.unit->funcs.size(); ++index) {
    each.functions.push_back(functions.of(each.unit.get(), index));
    each.functions.back()->unit_number = number;
  }
  if (each.unit->funcs[0].object) of_functions[each.unit->funcs[0].object.value] = number;
}

std::vector<std::vector<Mention>> OpenDecisions::Impl::mentions_in(uint32_t number) {
  const Unit& unit = *of_units[number].unit;
  std::vector<std::vector<Mention>> out(unit.funcs.size());
  for (FuncIndex index = 0; index < unit.funcs.size(); ++index) {
    ir::for_each_mention(unit, unit.funcs[index], [&](const ir::Node& n) {
      if (n.op == ir::Op::Closure) {
        out[index].push_back({number, n.ref});
      } else if (auto const named = unit_named(unit, n)) {
        out[index].push_back({*named, 0});
      }
    });
  }
  return out;
}

std::optional<uint32_t> OpenDecisions::Impl::unit_named(const Unit& unit, const ir::Node& name) const {
  auto const declared = name.token == 0 ? of_functions.find(name.ref) : of_functions.end();
  if (declared != of_functions.end()) return declared->second;
  const Unit* const named = package.unit_of(unit, name);
  auto const it = numbers.find(named);
  return it == numbers.end() ? std::nullopt : std::optional(it->second);
}

// ---- batches

void OpenDecisions::Impl::number_functions() {
  ordered.clear();
  package.units().for_each_function([&](uint32_t number, FuncIndex index) {
    Function* const function = of_units[number].functions[index];
    function->number = static_cast<uint32_t>(ordered.size());
    ordered.push_back(function);
  });
}

std::vector<uint32_t> OpenDecisions::Impl::numbers_mentioned_by(const Function& function) {
  std::vector<uint32_t> out;
  const auto& mentions = of_units[function.unit_number].mentions[function.index];
  out.reserve(mentions.size());
  for (Mention const mention : mentions) {
    const auto& mentioned = of_units[mention.unit].functions;
    if (!mentioned.empty()) out.push_back(mentioned[mention.index]->number);
  }
  return out;
}

// A batch with the members of one that is solved is that one.
void OpenDecisions::Impl::form_batches() {
  number_functions();
  auto formed = batches_of(ordered, [&](const Function& function) { return numbers_mentioned_by(function); });
  std::vector<Solved> now;
  now.reserve(formed.size());
  for (auto& members : formed) {
    uint32_t& batch = members[0]->batch;
    if (batch < batches.size() && batches[batch].members == members) {
      now.push_back(std::move(batches[batch]));
    } else {
      now.push_back({std::move(members), {}, {}});
    }
    batch = static_cast<uint32_t>(now.size() - 1);
  }
  batches = std::move(now);
}

void OpenDecisions::Impl::solve_batches() {
  solved = 0;
  for (Solved& batch : batches) {
    if (!is_to_solve(batch)) continue;
    program.throw_if_stopped();
    solve(batch);
    compare_tags(batch);
    ++solved;
  }
}

// Callees have been solved by now.
bool OpenDecisions::Impl::is_to_solve(const Solved& batch) const {
  if (batch.parts.empty()) return true;
  return std::ranges::any_of(batch.members, [&](const Function* member) {
    const OfUnit& unit = of_units[member->unit_number];
    if (unit.is_new) return true;
    return some_other_tags &&
           std::ranges::any_of(unit.mentions[member->index], [&](Mention mention) { return of_units[mention.unit].has_other_tags; });
  });
}

void OpenDecisions::Impl::solve(Solved& batch) {
  Batch work(program, functions, batch.members, Bound::Pessimistic, flows);
  work.run();
  Result result;
  report(program, work, result);
  split(batch, std::move(result));
}

// Each member's unit has a part, even if there is nothing in it.
void OpenDecisions::Impl::split(Solved& batch, Result result) {
  std::vector<std::pair<uint32_t, std::shared_ptr<UnitPart>>> parts;
  absl::flat_hash_map<const Unit*, uint32_t> part_of;
  auto const part = [&](const Unit* unit) {
    auto const [it, added] = part_of.try_emplace(unit, static_cast<uint32_t>(parts.size()));
    if (added) parts.emplace_back(numbers.at(unit), std::make_shared<UnitPart>());
    return it->second;
  };
  for (const Function* member : batch.members) part(member->unit);
  for (UnitResult& unit : result.units) parts[part(unit.unit)].second->locations = std::move(unit.locations);
  batch.order.clear();
  for (Line& line : result.lines) {
    uint32_t const of = part(line.unit);
    if (batch.order.empty() || batch.order.back().first != of) batch.order.emplace_back(of, 0);
    ++batch.order.back().second;
    parts[of].second->lines.push_back(std::move(line));
  }
  batch.parts.assign(std::make_move_iterator(parts.begin()), std::make_move_iterator(parts.end()));
}

void OpenDecisions::Impl::compare_tags(const Solved& batch) {
  for (const Function* member : batch.members) {
    if (member->index != 0) continue;
    OfUnit& unit = of_units[member->unit_number];
    std::optional<facts::FunctionFacts> now = tags_of(*member);
    if (now == unit.tags) continue;
    unit.tags = std::move(now);
    unit.has_other_tags = some_other_tags = true;
  }
}

// ---- answers

void OpenDecisions::Impl::put_together() {
  if (!same_graph) note_parts();
  changed.clear();
  for (uint32_t number = 0; number < of_units.size(); ++number) {
    if (is_as_decided(number)) continue;
    changed.push_back(number);
    const OfUnit& each = of_units[number];
    decisions[number] = nullptr;
    if (!each.unit) continue;
    auto now = std::make_shared<UnitDecisions>();
    now->unit = each.unit;
    for (const auto& [batch, part] : each.parts) now->parts.push_back(batches[batch].parts[part].second);
    decisions[number] = std::move(now);
  }
}

void OpenDecisions::Impl::note_parts() {
  for (OfUnit& each : of_units) each.parts.clear();
  for (uint32_t batch = 0; batch < batches.size(); ++batch) {
    const auto& parts = batches[batch].parts;
    for (uint32_t part = 0; part < parts.size(); ++part) of_units[parts[part].first].parts.emplace_back(batch, part);
  }
}

bool OpenDecisions::Impl::is_as_decided(uint32_t number) const {
  const OfUnit& each = of_units[number];
  const UnitDecisionsPtr& before = decisions[number];
  if (!before || !each.unit) return !before && !each.unit;
  auto const is_part = [&](const auto& part, const auto& at) { return part == batches[at.first].parts[at.second].second; };
  return before->unit == each.unit && std::ranges::equal(before->parts, each.parts, is_part);
}

OpenDecisions::OpenDecisions(check::Program& program, const inlining::OpenPackage& package, const Tags& tags, Flows flows)
    : impl_(std::make_unique<Impl>(program, package, tags, flows)) {
  impl_->update();
}
OpenDecisions::~OpenDecisions() = default;
void OpenDecisions::update() { impl_->update(); }
const std::vector<UnitDecisionsPtr>& OpenDecisions::units() const { return impl_->decisions; }
std::span<const uint32_t> OpenDecisions::changed() const { return impl_->changed; }
size_t OpenDecisions::solved() const { return impl_->solved; }

std::vector<Line> OpenDecisions::lines() const {
  std::vector<Line> out;
  std::vector<size_t> next;
  for (const Solved& batch : impl_->batches) {
    next.assign(batch.parts.size(), 0);
    for (const auto& [of, count] : batch.order) {
      const auto& lines = batch.parts[of].second->lines;
      auto const first = lines.begin() + static_cast<std::ptrdiff_t>(next[of]);
      out.insert(out.end(), first, first + count);
      next[of] += count;
    }
  }
  return out;
}

const facts::FunctionFacts* OpenDecisions::tags(ir::ObjectId function) const {
  auto const it = impl_->of_functions.find(function.value);
  if (it == impl_->of_functions.end()) return nullptr;
  const auto& tags = impl_->of_units[it->second].tags;
  return tags ? &*tags : nullptr;
}

}  // namespace escapement::escape
