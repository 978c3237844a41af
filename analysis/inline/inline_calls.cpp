// Calls become the bodies that they call, until nothing changes (cmd/compile/internal/inline/interleaved: DevirtualizeAndInlinePackage).
#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "analysis/inline/compiler.h"
#include "analysis/inline/cost.h"
#include "analysis/inline/wrappers.h"

namespace escapement::inlining {

using ir::Node;
using ir::Op;

namespace {

// What a body may name, with room for devirtualized calls: a limit of ours, since gc has none.
constexpr size_t kMostInstances = UINT16_MAX - 1024;
// Limits of ours on inlining that would not end, or not soon: gc has none. Of all packages of std and cmd none has 36,000 inlined calls.
// Calls that came by inlining are counted, not those that were written.
constexpr size_t kMostInlinedCalls = 20'000;  // into one function, and so many more for each call it was written with:
constexpr size_t kMoreForEachCall = 16;
constexpr size_t kMostInlinedInAll = 300'000;
constexpr size_t kDeepestInlining = 500;  // calls inside inlined calls
// Names of the inlined calls around a call, together: literals that inlining brings along are named after all of these, so literals in literals that
// are called where they stand double the length with each level.
constexpr size_t kLongestNames = 200'000;
constexpr size_t kLettersOfOneCall = 256;  // of names of literals that come along: so many count as a call

}  // namespace

// The functions from a number on; all of them in the order in which gc looks at them.
std::vector<Function*> Compiler::to_prepare(size_t first) {
  if (first == 0) return read_ = functions_.in_reading_order(bodies_.more_instances->read_units());
  std::vector<Function*> out;
  for (Function& function : std::views::drop(functions_.all(), first)) out.push_back(&function);
  return out;
}

void Compiler::prepare(size_t first) {
  int of_initialisers = 0;
  for (const Function& function : std::views::drop(functions_.all(), first)) {
    if (function.initialiser) of_initialisers += count_nodes(function);
  }
  bool said = false;
  size_t const count = functions_.all().size();
  states_.resize(count);
  for (Function* const each : to_prepare(first)) {
    Function& function = *each;
    if (function.gone) continue;
    State& state = states_[function.number];
    function.big = !inlines_ ? false : function.initialiser ? of_initialisers >= kBigFunctionNodes : is_big(function);
    if (function.big && !(function.initialiser && std::exchange(said, true))) {
      say(MessageKind::BigFunction, function,
          fmt::format("function {} considered 'big'; reducing max cost of inlinees", shown_name(function)), {});
    }
    state.sites.enter_function(function);
    state.written = state.sites.size();
    for (size_t site = 0; site < state.sites.size(); ++site) resolve(function, state.sites[site]);
  }
}

// The site's callee, once it is known; a call through an interface may become one of a method.
Target Compiler::resolve(Function& function, CallSites::Site& site) {
  if (site.target) return site.target;
  Unit& unit = *function.unit;
  if (!ir::is_call(unit.node(site.call))) return {};
  std::string message = devirtualizer_.call(unit, site.call);
  if (!message.empty()) {
    say_at(MessageKind::Devirtualizing, function, site.call, message, message);
    if (explainer_) explainer_->devirtualized(unit, site.call, message);
  }
  if (!resolver_.may_inline(unit, site.call)) return {};
  site.target = resolver_.target(function, unit.node(site.call).x);
  if (site.target.local != nullptr) ++site.target.local->uses;
  return site.target;
}

// Wrappers are made and inlined into when all else is done, each on its own.
void Compiler::inline_into_wrappers() {
  auto const inlinable = [&](const Unit& unit, NodeId callee) {
    Target const target = resolver_.named(unit, unit.node(callee));
    return target && target.inlinability().inlinable;
  };
  MethodWrappers wrappers(program_, package_, inlinable,
                          [&](std::unique_ptr<Unit> unit) -> const Unit& { return inline_into_wrapper(std::move(unit)); });
  for (types::TypeId type : bodies_.more_instances->wrapped_types()) wrappers.of_type(type);
  for (const ir::MethodValue& value : bodies_.more_instances->method_values()) wrappers.of_method_value(value);
  read_wrappers_.assign(wrappers.finished().begin(), wrappers.finished().end());
}

const Unit& Compiler::inline_into_wrapper(std::unique_ptr<Unit> unit) {
  program_.throw_if_stopped();
  functions_.add(*unit);
  wrappers_.push_back(std::move(unit));
  Function& function = functions_.all().back();
  states_.resize(functions_.all().size());
  states_[function.number].sites.enter_function(function);
  Function* const group[] = {&function};
  inline_calls(group);
  return *wrappers_.back();
}

void Compiler::inline_calls(std::span<Function* const> group) {
  for (bool changed = true; changed;) {
    changed = false;
    for (std::span<Function* const> rest = group; !rest.empty();) {
      size_t const parts = std::max<size_t>(1, std::ranges::find_if_not(rest, &Function::initialiser) - rest.begin());
      if (rest[0]->number < states_.size()) changed = inline_batches(rest.first(parts)) || changed;
      rest = rest.subspan(parts);
    }
  }
}

// The calls of one function, which initialisers make up together, level by level.
bool Compiler::inline_batches(std::span<Function* const> parts) {
  std::vector<std::pair<size_t, size_t>> batch;  // of each part's sites
  for (const Function* part : parts) batch.emplace_back(0, states_[part->number].sites.size());
  bool changed = false;
  while (std::ranges::any_of(batch, [](const auto& range) { return range.first != range.second; })) {
    for (size_t part = 0; part < parts.size(); ++part) {
      for (size_t i = batch[part].first; i < batch[part].second; ++i) changed = try_inline(*parts[part], i) || changed;
    }
    for (size_t part = 0; part < parts.size(); ++part) {
      CallSites& sites = states_[parts[part]->number].sites;
      batch[part] = {batch[part].second, sites.size()};
      for (size_t i = batch[part].first; i < batch[part].second; ++i) resolve(*parts[part], sites[i]);
    }
  }
  return changed;
}

// What becomes of a call that is not inlined yet, by gc's questions in their order (inline.TryInlineCall, canInlineCallExpr).
Decision Compiler::decide(Function& function, size_t i) {
  State& state = states_[function.number];
  Unit& unit = *function.unit;
  NodeId const call = state.sites[i].call;
  Target const counted = resolve(function, state.sites[i]);
  if (!counted) return {CallVerdict::UnknownFunction};
  bool const once = counted.is_literal() && counted.local->uses == 1;
  if (!resolver_.may_inline(unit, call)) return {CallVerdict::UnknownFunction};
  Target const target = resolver_.target(function, unit.node(call).x);
  if (!target) return {CallVerdict::UnknownFunction};
  if (target.is_literal()) can_inline(*target.local);
  if (!target.inlinability().inlinable) return {CallVerdict::CannotInline, target};
  int const limit = largest_cost(function.big, target.is_literal(), once);
  if (target.inlinability().cost > limit) return {CallVerdict::TooDear, target, limit};
  bool const has_body = target.local == nullptr ? target.imported->body != nullptr : target.local->original != nullptr;
  return {has_body ? CallVerdict::Inlined : CallVerdict::BodyNotSeen, target, limit};
}

bool Compiler::try_inline(Function& function, size_t i) {
  State& state = states_[function.number];
  Unit& unit = *function.unit;
  NodeId const call = state.sites[i].call;
  if (unit.node(call).op == Op::InlCall) return false;
  auto const [verdict, target, limit] = decide(function, i);
  if (verdict != CallVerdict::Inlined || !inlines_) return false;
  Callee const local = target.local != nullptr ? callee_of(*target.local) : Callee{};
  const Callee& callee = target.local != nullptr ? local : *target.imported;
  if (!callee.body || unit.instances.size() + callee.body->instances.size() >= kMostInstances) return false;
  if (is_without_bounds(function, call)) return false;
  Recursion const recursion = recursion_of(function, call, callee);
  if (recursion == Recursion::Cycle) {
    say_at(MessageKind::RecursiveCycle, function, call,
           fmt::format("cannot inline {} into {}: repeated recursive cycle", callee.name, name_of(function)), {});
  }
  if (recursion != Recursion::None) return false;
  if (!edits_) say_inlining(function, call, callee);
  if (explainer_ && is_written(function, call)) explainer_->inlined(unit, call, callee, limit);
  // Of an open package nobody asks for the wrappers that the body's types need.
  if (target.local == nullptr && inlined_imports_.insert(static_cast<uint32_t>(callee.id)).second && !edits_)
    take_late(bodies_.more_instances->lower_now(*callee.body));
  if (needs_no_copy(*callee.body, callee.index)) {
    replace_call({unit, function.index, call, Copied::Operands}, callee, {});
    return true;
  }
  replace(function, call, callee, target);
  size_t const first = state.sites.size();
  state.sites.enter_inlined(unit, call);
  say_imprecise_calls(function, state.sites, first);
  devirtualizer_.inlined(unit, function.index, call);
  return true;
}

// Of an open package people ask about the calls that are written in it. A body that was inlined tells of them by what it gives back, a value in an
// interface or a function, and by the functions that it is given and calls. One that does neither need not be copied.
bool Compiler::needs_no_copy(const Unit& body, FuncIndex callee) const {
  const ir::Func& func = body.funcs[callee];
  if (!edits_ || whole_ || func.outer) return false;
  types::TypeTable& t = program_.types();
  auto const type_of = [&](ir::LocalId local) { return body.local(local).type; };
  auto const is_function = [&](ir::LocalId local) { return t.underlying_kind(type_of(local)) == types::TypeKind::Signature; };
  auto const is_interface = [&](ir::LocalId local) { return types::is_interface(t, type_of(local)); };
  return std::ranges::none_of(func.params, is_function) && std::ranges::none_of(func.results, is_function) &&
         std::ranges::none_of(func.results, is_interface);
}

void Compiler::replace(Function& function, NodeId call, const Callee& callee, const Target& target) {
  Unit& unit = *function.unit;
  std::vector<ir::LocalId> const captures = target.is_literal() ? target.local->func().captures : std::vector<ir::LocalId>();
  for (CopiedLiteral const& literal : replace_call({unit, function.index, call}, callee, captures)) {
    Function& copied = functions_.add_literal(unit, literal.index);
    if (whole_ && open_.order.empty()) copied_into_.try_emplace(&unit, copied_into_.size());
    copied.original = callee.body;
    copied.original_index = literal.original;
    inlined_in_all_ += unit.funcs[literal.index].name.size() / kLettersOfOneCall;
    say_imprecise_calls(copied);
  }
}

// What is inlined into a function from there on is not known, which is said once.
bool Compiler::is_without_bounds(const Function& function, NodeId call) {
  const Unit& unit = *function.unit;
  State& state = states_[function.number];
  size_t depth = 0, names = 0;
  for (uint32_t i = unit.node(call).inlined; i != 0 && depth <= kDeepestInlining; i = unit.inlined_calls[i].parent) {
    ++depth;
    names += unit.inlined_calls[i].name.size();
  }
  if (depth == 0) return false;
  bool const too_many = state.nested >= kMostInlinedCalls + kMoreForEachCall * state.written || inlined_in_all_ >= kMostInlinedInAll;
  if (depth <= kDeepestInlining && names <= kLongestNames && !too_many) {
    ++state.nested;
    ++inlined_in_all_;
    return false;
  }
  if (!std::exchange(state.is_without_bounds, true)) {
    const ir::Func& func = function.func();
    out_.not_analysed.push_back(
        {name_of(function), "more calls are inlined than can be followed", {file_of(function), {func.begin, func.end}}});
  }
  return true;
}

// A call that came here by inlining is not inlined if it would be again (inline.canInlineCallExpr).
Compiler::Recursion Compiler::recursion_of(const Function& function, NodeId call, const Callee& callee) {
  const Unit& unit = *function.unit;
  const Node& n = unit.node(call);
  auto const file_of = [&](uint32_t inlined) {
    if (inlined != 0) return unit.inlined_calls[inlined].file;
    return function.func().file ? function.func().file : unit.file_id();
  };
  for (uint32_t i = n.inlined; i != 0; i = unit.inlined_calls[i].parent) {
    const ir::InlinedCall& outer = unit.inlined_calls[i];
    if (outer.pos == n.pos && file_of(outer.parent) == file_of(n.inlined)) return Recursion::SameCall;
  }
  for (uint32_t i = n.inlined; i != 0; i = unit.inlined_calls[i].parent) {
    if (unit.inlined_calls[i].callee == callee.id) return Recursion::Cycle;
  }
  return Recursion::None;
}

}  // namespace escapement::inlining
