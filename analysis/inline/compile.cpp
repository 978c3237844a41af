#include "analysis/inline/compile.h"

#include <fmt/format.h>

#include <ranges>

#include "analysis/inline/bottom_up.h"
#include "analysis/inline/call_sites.h"
#include "analysis/inline/copy_body.h"
#include "analysis/inline/cost.h"
#include "analysis/inline/devirtualize.h"
#include "analysis/inline/exports.h"
#include "analysis/inline/library.h"
#include "analysis/inline/wrappers.h"
#include "analysis/ir/instances.h"
#include "analysis/ir/type_descriptors.h"

namespace escapement::inlining {

using ir::Node;
using ir::Op;

Library::Library(std::string goarch) : contents_(std::make_unique<Contents>()) { contents_->goarch = std::move(goarch); }
Library::~Library() = default;

namespace {

// Ids of callees: a declared function's is its object's; a literal's is its number, marked.
constexpr uint64_t kLiteralId = uint64_t{1} << 40;

class Compiler {
 public:
  Compiler(check::Program& program, check::Package& package, Library::Contents& library)
      : program_(program),
        package_(package),
        library_(library),
        bodies_(ir::lower(program, package, ir::WithInstances::Yes)),
        functions_(program.types()),
        resolver_(program, functions_, library),
        devirtualizer_(program) {}

  Compiled run() {
    out_.not_analysed = bodies_.not_analysed;
    resolver_.import_from(package_);
    for (const auto* list : {&bodies_.units, &bodies_.instances}) {
      for (const auto& unit : *list) {
        if (!unit->failed) functions_.add(*unit);
      }
    }
    for (const Function* function : functions_.in_reading_order()) say_imprecise_calls(*function);
    visit_bottom_up(functions_, [&](std::span<Function* const> group) {
      program_.throw_if_stopped();
      for (Function* function : group) can_inline(*function);
    });
    say_made_with_descriptors();
    keep_originals(0);
    export_inlinable();
    resolver_.make_instances_with([&](const Unit& unit, const Node& name) { return instance(unit, name); });
    prepare();
    visit_bottom_up(functions_, [&](std::span<Function* const> group) {
      program_.throw_if_stopped();
      inline_calls(group);
    });
    inline_into_wrappers();
    library_.pass_on(package_.id, handed_on(program_, package_, library_, inlined_imports_));
    return std::move(out_);
  }

 private:
  // A function that is worked on, not a literal that was copied into one.
  struct State {
    CallSites sites;
    bool big = false;
  };

  // ---- first: what can be inlined

  // Decides once whether the function can be inlined.
  void can_inline(Function& function) {
    if (function.initialiser) return;
    std::string reason = reason_against(function.func());
    if (reason.empty()) {
      if (std::exchange(function.inlinability.checked, true)) return;
      reason = measure(function);
    }
    if (!reason.empty()) say(MessageKind::CannotInline, function, fmt::format("cannot inline {}: {}", shown_name(function), reason), {});
  }

  std::string measure(Function& function) {
    Cost const cost = cost_of(resolver_, function, [&](Function& literal) { can_inline(literal); });
    if (!cost.reason.empty()) return cost.reason;
    int const budget = function.is_literal() ? kMostCostOfLiteralOnce : kMostCost;
    if (cost.cost > budget) return fmt::format("function too complex: cost {} exceeds budget {}", cost.cost, budget);
    function.inlinability.inlinable = true;
    function.inlinability.cost = cost.cost;
    function.inlinability.delays_results = can_delay_results(function);
    if (silent_) return {};
    std::string brief = fmt::format("can inline {}", shown_name(function));
    std::string text =
        fmt::format("{} with cost {} as: {} {{ {} }}", brief, cost.cost, ir::print_type(program_, *function.unit, function.func()),
                    ir::print_body(program_, *function.unit, function.func()));
    say(MessageKind::CanInline, function, std::move(text), std::move(brief));
    return {};
  }

  // Functions that gc makes along with type descriptors while it reads bodies; it inlines none.
  void say_made_with_descriptors() {
    ir::TypeDescriptors descriptors(program_, *bodies_.more_instances, package_.id);
    for (const auto* list : {&bodies_.units, &bodies_.instances}) {
      for (const auto& unit : *list) {
        if (!unit->failed) descriptors.read_unit(*unit);
      }
    }
    for (const auto& [type, interface] : bodies_.more_instances->interface_tables()) descriptors.interface_table(type, interface);
    for (const std::string& function : descriptors.functions()) {
      out_.messages.push_back(
          {MessageKind::CannotInline, {{}, 0, true}, fmt::format("cannot inline {}: marked go:noinline", function), {}});
    }
  }

  // Bodies are inlined as they are now, before anything is inlined into them: those of the functions from a number on.
  void keep_originals(size_t first) {
    absl::flat_hash_map<const Unit*, std::shared_ptr<const Unit>> kept;
    auto const functions = std::views::drop(functions_.all(), first);
    for (const Function& function : functions) {
      if (!function.inlinability.inlinable) continue;
      auto& original = kept[function.unit];
      if (!original) original = std::make_shared<const Unit>(*function.unit);
    }
    for (Function& function : functions) {
      if (auto it = kept.find(function.unit); it != kept.end()) function.original = it->second;
    }
  }

  // An instance that an imported body needs: it was compiled with that body, so nothing is said of it (noder.readBodies).
  Function* instance(const Unit& unit, const Node& name) {
    size_t const first = functions_.all().size();
    silent_ = true;
    for (auto& lowered : bodies_.more_instances->lower_now(unit.instances[name.token])) {
      if (!lowered->failed) functions_.add(*lowered);
      late_instances_.push_back(std::move(lowered));
    }
    visit_bottom_up(functions_, first, [&](std::span<Function* const> group) {
      for (Function* function : group) can_inline(*function);
    });
    silent_ = false;
    for (size_t i = first; i < functions_.all().size(); ++i) say_imprecise_calls(functions_.all()[i]);
    keep_originals(first);
    return functions_.of(unit, name);
  }

  void export_inlinable() {
    for (Function& function : functions_.all()) {
      const ir::Func& func = function.func();
      if (!function.inlinability.inlinable || !func.object) continue;
      Callee callee = callee_of(function);
      callee.name = fmt::format("{}.{}", program_.names().text(package_.name), func.name);
      library_.add(func.object, std::move(callee));
    }
  }

  Callee callee_of(const Function& function) {
    const ir::Func& func = function.func();
    uint64_t const id = func.object ? func.object.value : kLiteralId | function.number;
    return {function.original, function.original_index, function.inlinability, id, shown_name(function), func.name};
  }

  // ---- then: calls

  void prepare() {
    int of_initialisers = 0;
    for (Function& function : functions_.all()) {
      if (function.initialiser) of_initialisers += count_nodes(function, kBigFunctionNodes);
    }
    bool said = false;
    size_t const count = functions_.all().size();
    states_.resize(count);
    for (Function* const each : functions_.in_reading_order()) {
      Function& function = *each;
      State& state = states_[function.number];
      int const nodes = function.initialiser ? of_initialisers : count_nodes(function, kBigFunctionNodes);
      state.big = nodes >= kBigFunctionNodes;
      if (state.big && !(function.initialiser && std::exchange(said, true))) {
        say(MessageKind::BigFunction, function,
            fmt::format("function {} considered 'big'; reducing max cost of inlinees", shown_name(function)), {});
      }
      state.sites.enter_function(function);
      for (size_t site = 0; site < state.sites.size(); ++site) resolve(function, state.sites[site]);
    }
  }

  // The site's callee, once it is known; a call through an interface may become one of a method.
  Target resolve(Function& function, CallSites::Site& site) {
    if (site.target) return site.target;
    Unit& unit = *function.unit;
    if (!ir::is_call(unit.node(site.call))) return {};
    std::string message = devirtualizer_.call(unit, site.call);
    if (!message.empty()) say_at(MessageKind::Devirtualizing, function, site.call, message, message);
    if (!resolver_.may_inline(unit, site.call)) return {};
    site.target = resolver_.target(function, unit.node(site.call).x);
    if (site.target.local != nullptr) ++site.target.local->uses;
    return site.target;
  }

  // Wrappers are made and inlined into when all else is done, each on its own.
  void inline_into_wrappers() {
    std::vector<const Unit*> units;
    for (const auto* list : {&bodies_.units, &bodies_.instances}) {
      for (const auto& unit : *list) {
        if (!unit->failed) units.push_back(unit.get());
      }
    }
    wrappers_ = method_wrappers(program_, package_, bodies_.more_instances->wrapped_types(), units);
    for (const auto& unit : wrappers_) {
      program_.throw_if_stopped();
      functions_.add(*unit);
      Function& function = functions_.all().back();
      states_.resize(functions_.all().size());
      states_[function.number].sites.enter_function(function);
      Function* const group[] = {&function};
      inline_calls(group);
    }
  }

  void inline_calls(std::span<Function* const> group) {
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
  bool inline_batches(std::span<Function* const> parts) {
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

  bool try_inline(Function& function, size_t i) {
    State& state = states_[function.number];
    Unit& unit = *function.unit;
    NodeId const call = state.sites[i].call;
    if (unit.node(call).op == Op::InlCall) return false;
    Target const counted = resolve(function, state.sites[i]);
    if (!counted) return false;
    bool const once = counted.is_literal() && counted.local->uses == 1;
    if (!resolver_.may_inline(unit, call)) return false;
    Target const target = resolver_.target(function, unit.node(call).x);
    if (!target) return false;
    if (target.is_literal()) can_inline(*target.local);
    if (!target.inlinability().inlinable) return false;
    if (target.inlinability().cost > largest_cost(state.big, target.is_literal(), once)) return false;
    Callee const local = target.local != nullptr ? callee_of(*target.local) : Callee{};
    const Callee& callee = target.local != nullptr ? local : *target.imported;
    if (!callee.body || is_recursive(function, call, callee)) return false;
    std::string const message = fmt::format("inlining call to {}", callee.name);
    say_at(MessageKind::InliningCall, function, call, message, message);
    if (target.local == nullptr) inlined_imports_.insert(static_cast<uint32_t>(callee.id));
    replace(function, call, callee, target);
    size_t const first = state.sites.size();
    state.sites.enter_inlined(unit, call);
    say_imprecise_calls(function, state.sites, first);
    devirtualizer_.inlined(unit, function.index, call);
    return true;
  }

  void replace(Function& function, NodeId call, const Callee& callee, const Target& target) {
    Unit& unit = *function.unit;
    std::vector<ir::LocalId> const captures = target.is_literal() ? target.local->func().captures : std::vector<ir::LocalId>();
    for (CopiedLiteral const& literal : replace_call({unit, function.index, call}, callee, captures)) {
      Function& copied = functions_.add_literal(unit, literal.index);
      copied.original = callee.body;
      copied.original_index = literal.original;
      say_imprecise_calls(copied);
    }
  }

  // A call that came here by inlining is not inlined if it would be again (inline.canInlineCallExpr).
  bool is_recursive(const Function& function, NodeId call, const Callee& callee) {
    const Unit& unit = *function.unit;
    const Node& n = unit.node(call);
    auto const file_of = [&](uint32_t inlined) {
      if (inlined != 0) return unit.inlined_calls[inlined].file;
      return function.func().file ? function.func().file : unit.file_id();
    };
    for (uint32_t i = n.inlined; i != 0; i = unit.inlined_calls[i].parent) {
      const ir::InlinedCall& outer = unit.inlined_calls[i];
      if (outer.pos == n.pos && file_of(outer.parent) == file_of(n.inlined)) return true;
    }
    for (uint32_t i = n.inlined; i != 0; i = unit.inlined_calls[i].parent) {
      if (unit.inlined_calls[i].callee != callee.id) continue;
      say_at(MessageKind::RecursiveCycle, function, call,
             fmt::format("cannot inline {} into {}: repeated recursive cycle", callee.name, name_of(function)), {});
      return true;
    }
    return false;
  }

  // ---- messages

  // What gc says when it reads a body, which it does anew for each inlined copy (noder.reader: expr, exprCall).
  void say_imprecise_calls(const Function& function) {
    CallSites sites;
    sites.enter_function(function);
    say_imprecise_calls(function, sites, 0);
  }
  void say_imprecise_calls(const Function& function, CallSites& sites, size_t first) {
    std::string const text = "imprecise interface call";
    for (size_t i = first; i < sites.size(); ++i) {
      if (!ir::is_imprecise(program_.types(), *function.unit, sites[i].call)) continue;
      say_at(MessageKind::ImpreciseCall, function, function.unit->node(sites[i].call).x, text, text);
      const Position& at = out_.messages.back().at;
      if (!imprecise_.insert({at.file.value, at.offset}).second) out_.messages.pop_back();
    }
  }

  void say(MessageKind kind, const Function& function, std::string text, std::string brief) {
    if (silent_) return;
    out_.messages.push_back({kind, {file_of(function), function.func().pos, function.initialiser}, std::move(text), std::move(brief)});
  }

  // At a node of the function's body: where the outermost inlined call stands that brought it here.
  void say_at(MessageKind kind, const Function& function, NodeId node, std::string text, std::string brief) {
    const Unit& unit = *function.unit;
    uint32_t pos = unit.node(node).pos;
    for (uint32_t i = unit.node(node).inlined; i != 0; i = unit.inlined_calls[i].parent) pos = unit.inlined_calls[i].pos;
    bool const autogenerated = function.func().autogenerated;
    out_.messages.push_back({kind, {file_of(function), pos, autogenerated}, std::move(text), std::move(brief)});
  }

  static base::FileId file_of(const Function& function) { return function.func().file ? function.func().file : function.unit->file_id(); }
  static const std::string& name_of(const Function& function) { return function.func().name; }
  // With the package's name in front where it is not the one that is compiled.
  std::string shown_name(const Function& function) const {
    const Unit& unit = *function.unit;
    if (unit.compiled_in == unit.package->id) return name_of(function);
    return fmt::format("{}.{}", program_.names().text(unit.package->name), name_of(function));
  }

  check::Program& program_;
  check::Package& package_;
  Library::Contents& library_;
  ir::Bodies bodies_;
  Functions functions_;
  Resolver resolver_;
  Devirtualizer devirtualizer_;
  std::vector<State> states_;  // by number
  std::vector<std::unique_ptr<Unit>> late_instances_;
  std::vector<std::unique_ptr<Unit>> wrappers_;
  bool silent_ = false;
  absl::flat_hash_set<std::pair<uint32_t, uint32_t>> imprecise_;  // file and offset: gc says one thing of a place once
  absl::flat_hash_set<uint32_t> inlined_imports_;                 // objects
  Compiled out_;
};

}  // namespace

Compiled compile(check::Program& program, check::Package& package, Library& library) {
  return Compiler(program, package, library.contents()).run();
}

}  // namespace escapement::inlining
