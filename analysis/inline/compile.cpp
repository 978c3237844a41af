#include "analysis/inline/compile.h"

#include <absl/container/btree_set.h>
#include <fmt/format.h>

#include <ranges>

#include "analysis/inline/bottom_up.h"
#include "analysis/inline/call_sites.h"
#include "analysis/inline/copy_body.h"
#include "analysis/inline/cost.h"
#include "analysis/inline/devirtualize.h"
#include "analysis/inline/edits.h"
#include "analysis/inline/explainer.h"
#include "analysis/inline/exports.h"
#include "analysis/inline/library.h"
#include "analysis/inline/wrappers.h"
#include "analysis/ir/instances.h"

namespace escapement::inlining {

using ir::Node;
using ir::Op;

Library::Library(std::string goarch) : contents_(std::make_unique<Contents>()) { contents_->goarch = std::move(goarch); }
Library::~Library() = default;

namespace {

// Ids of callees: a declared function's is its object's; a literal's is its number, marked.
constexpr uint64_t kLiteralId = uint64_t{1} << 40;
// What a body may name, with room for devirtualized calls: a limit of ours, since gc has none.
constexpr size_t kMostInstances = UINT16_MAX - 1024;
// Limits of ours on inlining that would not end, or not soon: gc has none. Of all packages of std and cmd none has 36,000 inlined calls.
// Calls that came by inlining are counted, not those that were written.
constexpr size_t kMostInlinedCalls = 20'000;  // into one function, and so many more for each call it was written with:
constexpr size_t kMoreForEachCall = 16;
constexpr size_t kMostInlinedInAll = 300'000;
constexpr size_t kDeepestInlining = 500;  // calls inside inlined calls

// Build: for importers. Explain: that, and answers for people. Edit: answers, and what it takes to compile single functions again.
enum class Purpose : uint8_t { Build, Explain, Edit };

class Compiler {
 public:
  Compiler(check::Program& program, check::Package& package, Library::Contents& library, Purpose purpose)
      : program_(program),
        package_(package),
        library_(library),
        bodies_(ir::lower(program, package, ir::WithInstances::Yes)),
        functions_(program.types()),
        resolver_(program, functions_, library),
        devirtualizer_(program) {
    if (purpose != Purpose::Build) explainer_.emplace(Explainer::Sources{program, package, functions_, resolver_, library});
    if (purpose == Purpose::Edit) edits_.emplace(package, bodies_);
    for (const check::PackageDecl& decl : package.decls) starts_.push_back(decl.start);
  }

  Compiled run() {
    decide_and_inline();
    inline_into_wrappers();
    library_.pass_on(package_.id, handed_on(program_, package_, library_, inlined_imports_));
    return std::move(out_);
  }

  void decide_and_inline() {
    out_.not_analysed = bodies_.not_analysed;
    resolver_.import_from(package_);
    if (edits_) resolver_.note_dependencies(edits_->dependencies);
    for (const auto* list : {&bodies_.made_first, &bodies_.units, &bodies_.instances}) {
      for (const auto& unit : *list) {
        if (!unit->failed) functions_.add(*unit);
      }
    }
    for (const Function* function : functions_.in_reading_order()) {
      if (function->unit->funcs[0].instance.shaped) say_imprecise_calls(*function);
    }
    decide_inlinable(0);
    keep_originals(0);
    if (!edits_) export_inlinable();
    inline_from(0);
    if (explainer_) explain();
    if (edits_) release(0);
  }

  bool update(std::span<const uint32_t> declarations) {
    if (!edits_->same_initialisers()) return false;
    size_t const first = functions_.all().size();
    std::vector<Again> again;
    if (!decide_again(declarations, again)) return false;
    keep_originals(first);
    inline_from(first);
    out_.messages.clear();
    answer_again(again);
    release(first);
    compiled_again_ = again.size();
    return true;
  }

  const Explanation& explanation() const { return out_.explanation; }
  size_t compiled_again() const { return compiled_again_; }

 private:
  // A function that is worked on, not a literal that was copied into one.
  struct State {
    CallSites sites;
    size_t written = 0;  // calls
    size_t nested = 0;   // calls that came by inlining and were inlined
    bool is_without_bounds = false;
  };

  // Of the functions from a number on.
  void decide_inlinable(size_t first) {
    resolver_.make_instances_with({});
    visit_bottom_up(functions_, first, [&](std::span<Function* const> group) {
      program_.throw_if_stopped();
      if (edits_) edits_->note_circle(group);
      for (Function* function : group) can_inline(*function);
    });
  }

  void inline_from(size_t first) {
    resolver_.make_instances_with([&](const Unit& unit, const Node& name) { return instance(unit, name); });
    prepare(first);
    visit_bottom_up(functions_, first, [&](std::span<Function* const> group) {
      program_.throw_if_stopped();
      inline_calls(group);
    });
  }

  // ---- first: what can be inlined

  // Decides once whether the function can be inlined.
  void can_inline(Function& function) {
    if (function.initialiser) return;
    std::string reason = reason_against(function.func());
    if (reason.empty()) {
      if (std::exchange(function.inlinability.checked, true)) return;
      reason = measure(function);
    }
    if (reason.empty()) return;
    say(MessageKind::CannotInline, function, fmt::format("cannot inline {}: {}", shown_name(function), reason), {});
    function.inlinability.reason = std::move(reason);
  }

  std::string measure(Function& function) {
    Cost const cost =
        cost_of(resolver_, function, [&](Function& literal) { can_inline(literal); }, explainer_ ? WithParts::Yes : WithParts::No);
    if (!cost.reason.empty()) return cost.reason;
    function.inlinability.cost = cost.cost;
    if (explainer_) function.measured = measured_of(cost.parts);
    int const budget = function.is_literal() ? kMostCostOfLiteralOnce : kMostCost;
    if (cost.cost > budget) return fmt::format("function too complex: cost {} exceeds budget {}", cost.cost, budget);
    function.inlinability.inlinable = true;
    function.inlinability.delays_results = can_delay_results(function);
    if (silent_ || edits_) return {};
    std::string brief = fmt::format("can inline {}", shown_name(function));
    std::string text =
        fmt::format("{} with cost {} as: {} {{ {} }}", brief, cost.cost, ir::print_type(program_, *function.unit, function.func()),
                    ir::print_body(program_, *function.unit, function.func()));
    say(MessageKind::CanInline, function, std::move(text), std::move(brief));
    return {};
  }

  // Bodies are inlined as they are now, before anything is inlined into them: those of the functions from a number on.
  void keep_originals(size_t first) {
    absl::flat_hash_map<const Unit*, std::shared_ptr<const Unit>> kept;
    auto const functions = std::views::drop(functions_.all(), first);
    for (const Function& function : functions) {
      if (!function.inlinability.inlinable || function.gone) continue;
      auto& original = kept[function.unit];
      if (!original) original = std::make_shared<const Unit>(*function.unit);
    }
    for (Function& function : functions) {
      if (auto it = kept.find(function.unit); it != kept.end() && !function.gone) function.original = it->second;
    }
  }

  // An instance that an imported body needs: it was compiled with that body, so nothing is said of it (noder.readBodies).
  Function* instance(const Unit& unit, const Node& name) {
    take_late(bodies_.more_instances->lower_now(unit.instances[name.token]));
    return functions_.of(unit, name);
  }

  void take_late(std::vector<std::unique_ptr<Unit>> units) {
    if (units.empty()) return;
    size_t const first = functions_.all().size();
    silent_ = true;
    for (auto& lowered : units) {
      if (!lowered->failed) functions_.add(*lowered);
      late_instances_.push_back(std::move(lowered));
    }
    visit_bottom_up(functions_, first, [&](std::span<Function* const> group) {
      for (Function* function : group) can_inline(*function);
    });
    silent_ = false;
    for (size_t i = first; i < functions_.all().size(); ++i) say_imprecise_calls(functions_.all()[i]);
    keep_originals(first);
  }

  void export_inlinable() {
    for (Function& function : functions_.all()) {
      const ir::Func& func = function.func();
      if (!function.is_literal() && !function.initialiser) out_.functions.push_back(decision_on(function));
      if (!func.object || function.initialiser) continue;
      std::string name = fmt::format("{}.{}", program_.names().text(package_.name), func.name);
      if (!function.inlinability.inlinable) {
        library_.refuse(func.object, {std::move(name), function.inlinability.reason});
        continue;
      }
      Callee callee = callee_of(function);
      callee.name = std::move(name);
      library_.add(func.object, std::move(callee));
    }
    for (const auto& unit : bodies_.units) {
      if (!unit->failed || !unit->funcs[0].object) continue;
      library_.refuse(unit->funcs[0].object,
                      {fmt::format("{}.{}", program_.names().text(package_.name), unit->funcs[0].name), unit->failed->construct, true});
    }
  }

  static FunctionDecision decision_on(const Function& function) {
    const ir::Func& func = function.func();
    const Inlinability& known = function.inlinability;
    return {func.name,    func.object,  known.inlinable, known.delays_results, known.cost,
            known.reason, func.pragmas, func.no_body,    func.noescape,        func.uintptrescapes};
  }

  Callee callee_of(const Function& function) {
    const ir::Func& func = function.func();
    uint64_t const id = func.object ? func.object.value : kLiteralId | function.number;
    return {function.original, function.original_index, function.inlinability, id, shown_name(function), func.name};
  }

  // ---- then: calls

  // The functions from a number on; all of them in the order in which gc looks at them.
  std::vector<Function*> to_prepare(size_t first) {
    if (first == 0) return functions_.in_reading_order();
    std::vector<Function*> out;
    for (Function& function : std::views::drop(functions_.all(), first)) out.push_back(&function);
    return out;
  }

  void prepare(size_t first) {
    int of_initialisers = 0;
    for (const Function& function : std::views::drop(functions_.all(), first)) {
      if (function.initialiser) of_initialisers += count_nodes(function, kBigFunctionNodes);
    }
    bool said = false;
    size_t const count = functions_.all().size();
    states_.resize(count);
    for (Function* const each : to_prepare(first)) {
      Function& function = *each;
      if (function.gone) continue;
      State& state = states_[function.number];
      int const nodes = function.initialiser ? of_initialisers : count_nodes(function, kBigFunctionNodes);
      function.big = nodes >= kBigFunctionNodes;
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
  Target resolve(Function& function, CallSites::Site& site) {
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

  // What becomes of a call that is not inlined yet, by gc's questions in their order (inline.TryInlineCall, canInlineCallExpr).
  Decision decide(Function& function, size_t i) {
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

  bool try_inline(Function& function, size_t i) {
    State& state = states_[function.number];
    Unit& unit = *function.unit;
    NodeId const call = state.sites[i].call;
    if (unit.node(call).op == Op::InlCall) return false;
    auto const [verdict, target, limit] = decide(function, i);
    if (verdict != CallVerdict::Inlined) return false;
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
    std::string const message = fmt::format("inlining call to {}", callee.name);
    say_at(MessageKind::InliningCall, function, call, message, message);
    if (explainer_ && is_written(function, call)) explainer_->inlined(unit, call, callee, limit);
    // Of an open package nobody asks for the wrappers that the body's types need.
    if (target.local == nullptr && inlined_imports_.insert(static_cast<uint32_t>(callee.id)).second && !edits_)
      take_late(bodies_.more_instances->lower_now(*callee.body));
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

  // What is inlined into a function from there on is not known, which is said once.
  bool is_without_bounds(const Function& function, NodeId call) {
    const Unit& unit = *function.unit;
    State& state = states_[function.number];
    size_t depth = 0;
    for (uint32_t i = unit.node(call).inlined; i != 0 && depth <= kDeepestInlining; i = unit.inlined_calls[i].parent) ++depth;
    if (depth == 0) return false;
    bool const too_many = state.nested >= kMostInlinedCalls + kMoreForEachCall * state.written || inlined_in_all_ >= kMostInlinedInAll;
    if (depth <= kDeepestInlining && !too_many) {
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

  enum class Recursion : uint8_t { None, SameCall, Cycle };

  // A call that came here by inlining is not inlined if it would be again (inline.canInlineCallExpr).
  static Recursion recursion_of(const Function& function, NodeId call, const Callee& callee) {
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

  // ---- answers

  // The text of the function's declaration has the call.
  static bool is_written(const Function& function, NodeId call) {
    return !function.func().file && !function.func().autogenerated && function.unit->node(call).inlined == 0;
  }

  // Of a generic function's instance there is a function for the shapes of its arguments, which is explained, and one that calls it.
  static bool is_instance_wrapper(const Unit& unit) { return unit.funcs[0].instance.generic && !unit.funcs[0].instance.shaped; }

  void explain() {
    out_.explanation.declarations.resize(package_.decls.size());
    for (const auto& unit : bodies_.units) {
      if (unit->failed) explainer_->failed(*unit);
    }
    for (const auto* list : {&bodies_.units, &bodies_.instances}) {
      for (const auto& unit : *list) explain(*unit);
    }
    for (const auto& unit : bodies_.units) {
      auto& answers = out_.explanation.declarations[unit->decl];
      if (unit->failed && answers.empty()) answers.push_back(std::make_shared<const Answers>(explainer_->answers_of_failed(*unit)));
    }
  }

  void explain(const Unit& unit) {
    if (unit.package != &package_ || unit.failed || is_instance_wrapper(unit)) return;
    std::vector<CallSiteAnswered> const calls = answered_calls(unit);
    out_.explanation.declarations[unit.decl].push_back(
        std::make_shared<const Answers>(explainer_->answers(unit, starts_[unit.decl], calls)));
  }

  std::vector<CallSiteAnswered> answered_calls(const Unit& unit) {
    std::vector<CallSiteAnswered> out;
    for (FuncIndex index = 0; index < unit.funcs.size(); ++index) {
      Function& function = functions_.of(unit, index);
      if (function.number >= states_.size()) continue;
      CallSites& sites = states_[function.number].sites;
      for (size_t i = 0; i < sites.size(); ++i) {
        NodeId const call = sites[i].call;
        if (!is_written(function, call)) continue;
        out.push_back({&function, call, unit.node(call).op == Op::InlCall ? Decision{} : decide(function, i)});
      }
    }
    return out;
  }

  // ---- again, after edits

  // A declaration that is compiled again.
  struct Again {
    uint32_t decl;
    std::unique_ptr<Unit> before;  // functions that are gone point to it
    bool analysed = false;         // as it was
    Inlinability inlinability;
    std::string refusal;  // or why it was not analysed
  };

  // Lowers the declarations and decides about them, and about those for which this makes a difference.
  bool decide_again(std::span<const uint32_t> edited, std::vector<Again>& again) {
    constexpr size_t kMost = 500;  // beyond, compiling everything is no slower
    absl::btree_set<uint32_t> todo(edited.begin(), edited.end());
    while (!todo.empty()) {
      if (again.size() + todo.size() > kMost) return false;
      size_t const first = functions_.all().size();
      size_t const first_again = again.size();
      for (uint32_t decl : todo) {
        if (!lower_again(decl, first_again == 0, again)) return false;
      }
      todo.clear();
      decide_inlinable(first);
      for (const Again& each : std::views::drop(again, static_cast<std::ptrdiff_t>(first_again))) {
        if (makes_difference(each, first_again == 0) && !edits_->add_dependents(each.decl, todo)) return false;
      }
    }
    return true;
  }

  bool lower_again(uint32_t decl, bool is_edited, std::vector<Again>& again) {
    auto const slot = edits_->slot_of(decl);
    if (!slot) return false;
    std::unique_ptr<Unit>& unit = bodies_.units[*slot];
    // Places in functions that are not edited stay as they are; those of an edited one are none of any other function.
    if (is_edited) starts_[decl] = edits_->new_start(decl);
    uint32_t const start = std::exchange(package_.decls[decl].start, starts_[decl]);
    std::unique_ptr<Unit> lowered = ir::lower_function(program_, package_, unit->funcs[0].object);
    package_.decls[decl].start = start;
    if (lowered->instances.size() > 1) {
      bodies_.more_instances->read_unit(*lowered);
      if (bodies_.more_instances->next()) return false;
    }
    if (is_edited && !edits_->take(decl, *lowered)) return false;
    again.push_back(described(decl, *unit));
    explainer_->forget(*unit);
    functions_.remove(*unit);
    resolver_.forget(*unit);
    devirtualizer_.forget(*unit);
    edits_->dependencies.erase(unit.get());
    again.back().before = std::exchange(unit, std::move(lowered));
    if (unit->failed) {
      explainer_->failed(*unit);
    } else {
      functions_.add(*unit);
    }
    return true;
  }

  Again described(uint32_t decl, const Unit& unit) const {
    Again out{decl, nullptr, !unit.failed, {}, {}};
    if (unit.failed) {
      out.refusal = unit.failed->construct;
      return out;
    }
    const Function& function = functions_.of(unit, FuncIndex{0});
    out.inlinability = function.inlinability;
    out.refusal = function.inlinability.reason;
    return out;
  }

  // Whether callers may be compiled in another way than before: because of what was decided about the function, or of its new body.
  bool makes_difference(const Again& before, bool is_edited) const {
    Again const now = described(before.decl, *bodies_.units[*edits_->slot_of(before.decl)]);
    if (now.analysed != before.analysed || now.inlinability.inlinable != before.inlinability.inlinable) return true;
    return now.inlinability.inlinable && (is_edited || now.inlinability.cost != before.inlinability.cost);
  }

  void answer_again(const std::vector<Again>& again) {
    absl::flat_hash_set<uint32_t> done;
    for (const Again& each : again) {
      if (!done.insert(each.decl).second) continue;
      const Unit& unit = *bodies_.units[*edits_->slot_of(each.decl)];
      auto& answers = out_.explanation.declarations[each.decl];
      answers.clear();
      explain(unit);
      if (unit.failed) answers.push_back(std::make_shared<const Answers>(explainer_->answers_of_failed(unit)));
    }
    for (const Again& each : again) answer_callers_again(each, done);
  }

  // Callers that stay as they are give the function's new reason.
  void answer_callers_again(const Again& before, const absl::flat_hash_set<uint32_t>& done) {
    const Unit& unit = *bodies_.units[*edits_->slot_of(before.decl)];
    Again const now = described(before.decl, unit);
    if (now.refusal == before.refusal) return;
    for (uint32_t caller : edits_->dependents(unit.funcs[0].object)) {
      if (done.contains(caller)) continue;
      for (AnswersPtr& answers : out_.explanation.declarations[caller]) {
        auto copy = std::make_shared<Answers>(*answers);
        for (CallAnswer& call : copy->calls) {
          bool const has_reason = call.verdict == CallVerdict::CannotInline || call.verdict == CallVerdict::CalleeNotAnalysed;
          if (has_reason && call.callee == unit.funcs[0].name) call.reason = now.refusal;
        }
        answers = std::move(copy);
      }
    }
  }

  // Frees the bodies of functions from a number on: what others need of them is in their originals.
  void release(size_t first) {
    for (const Function& function : std::views::drop(functions_.all(), static_cast<std::ptrdiff_t>(first))) {
      if (function.gone) continue;
      Unit& unit = *function.unit;
      resolver_.forget(unit);
      devirtualizer_.forget(unit);
      unit.nodes = {};
      unit.lists = {};
      unit.values = {};
      unit.locals = {};
      if (function.number < states_.size()) states_[function.number] = {};
    }
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
    out_.messages.push_back({kind,
                             {file_of(function), function.func().pos, function.initialiser || function.func().autogenerated},
                             std::move(text),
                             std::move(brief)});
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
  size_t inlined_in_all_ = 0;
  absl::flat_hash_set<std::pair<uint32_t, uint32_t>> imprecise_;  // file and offset: gc says one thing of a place once
  absl::flat_hash_set<uint32_t> inlined_imports_;                 // objects
  std::optional<Explainer> explainer_;
  std::vector<uint32_t> starts_;  // of declarations, when they were lowered
  std::optional<Edits> edits_;
  size_t compiled_again_ = 0;
  Compiled out_;
};

}  // namespace

Compiled compile(check::Program& program, check::Package& package, Library& library, WithExplanation explanation) {
  return Compiler(program, package, library.contents(), explanation == WithExplanation::Yes ? Purpose::Explain : Purpose::Build).run();
}

struct OpenPackage::Impl : Compiler {
  using Compiler::Compiler;
};

OpenPackage::OpenPackage(check::Program& program, check::Package& package, Library& library)
    : impl_(std::make_unique<Impl>(program, package, library.contents(), Purpose::Edit)) {
  impl_->decide_and_inline();
}
OpenPackage::~OpenPackage() = default;
bool OpenPackage::update(std::span<const uint32_t> declarations) { return impl_->update(declarations); }
const Explanation& OpenPackage::explanation() const { return impl_->explanation(); }
size_t OpenPackage::compiled_again() const { return impl_->compiled_again(); }

}  // namespace escapement::inlining
