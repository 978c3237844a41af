#include "analysis/inline/compile.h"

#include <fmt/format.h>

#include <ranges>

#include "analysis/inline/bottom_up.h"
#include "analysis/inline/compiler.h"
#include "analysis/inline/cost.h"
#include "analysis/inline/exports.h"

namespace escapement::inlining {

using ir::Node;

Library::Library(std::string goarch) : contents_(std::make_unique<Contents>()) { contents_->goarch = std::move(goarch); }
Library::~Library() = default;

namespace {

// Ids of callees: a declared function's is its object's; a literal's is its number, marked.
constexpr uint64_t kLiteralId = uint64_t{1} << 40;

std::vector<std::shared_ptr<Unit>> shared(std::vector<std::unique_ptr<Unit>>& units) {
  std::vector<std::shared_ptr<Unit>> out(std::make_move_iterator(units.begin()), std::make_move_iterator(units.end()));
  units.clear();
  return out;
}

}  // namespace

Compiler::Compiler(check::Program& program, check::Package& package, Library::Contents& library, Purpose purpose, const ir::GcFlags& flags)
    : program_(program),
      package_(package),
      library_(library),
      inlines_(!flags.no_inlining),
      whole_(purpose == Purpose::EditWhole),
      bodies_(ir::lower(program, package, ir::WithInstances::Yes)),
      functions_(program.types()),
      resolver_(program, functions_, library, flags),
      devirtualizer_(program) {
  bool const edit = purpose == Purpose::Edit || purpose == Purpose::EditWhole;
  if (purpose == Purpose::Explain || edit) explainer_.emplace(Explainer::Sources{program, package, functions_, resolver_, library});
  if (edit) edits_.emplace(program.types(), package, bodies_);
  units_ = shared(bodies_.units);
  made_first_ = shared(bodies_.made_first);
  instances_ = shared(bodies_.instances);
  for (const check::PackageDecl& decl : package.decls) starts_.push_back(decl.start);
}

Compiled Compiler::run(const AfterInlining& after) {
  decide_and_inline();
  inline_into_wrappers();
  if (after) after(inlined_package());
  library_.pass_on(package_.id, handed_on(program_, package_, library_, inlined_imports_));
  return std::move(out_);
}

InlinedPackage Compiler::inlined_package() {
  InlinedPackage out;
  absl::flat_hash_set<const Unit*> late;
  for (const auto& unit : late_instances_) late.insert(unit.get());
  std::vector<Function*> functions = read_;
  absl::flat_hash_set<const Function*> known(read_.begin(), read_.end());
  absl::flat_hash_set<const Unit*> const wrappers(read_wrappers_.begin(), read_wrappers_.end());
  for (Function& function : functions_.all()) {
    if (!known.contains(&function) && !late.contains(function.unit) && !wrappers.contains(function.unit)) functions.push_back(&function);
  }
  for (const Unit* wrapper : read_wrappers_) {
    std::vector<Function*> const made = functions_.of_unit(*wrapper);
    functions.insert(functions.end(), made.begin() + 1, made.end());
    functions.push_back(made[0]);
  }
  for (const Function* function : functions) out.functions.push_back({function->unit, function->index});
  out.failed = failed();
  out.unit_of = [this](const Unit& unit, const Node& name) {
    Function* const function = functions_.of(unit, name);
    return function == nullptr ? nullptr : function->unit;
  };
  return out;
}

std::vector<const Unit*> Compiler::failed() const {
  std::vector<const Unit*> out;
  for (const auto& unit : units_) {
    if (unit->failed) out.push_back(unit.get());
  }
  return out;
}

void Compiler::decide_and_inline() {
  out_.not_analysed = bodies_.not_analysed;
  resolver_.import_from(package_);
  if (edits_) resolver_.note_dependencies(edits_->dependencies);
  // What initialises variables is read first, and what is made for it comes next.
  auto const others = std::ranges::find_if(units_, [](const auto& unit) { return unit->funcs[0].initialises == 0; });
  add_functions({units_.begin(), others});
  add_functions(made_first_);
  add_functions({others, units_.end()});
  add_functions(instances_);
  for (const auto* units : {&units_, &instances_}) {
    for (const auto& unit : *units) say_kept_alive(*unit);
  }
  for (const Function* function : functions_.in_reading_order(bodies_.more_instances->read_units())) {
    if (function->unit->funcs[0].instance.shaped) say_imprecise_calls(*function);
  }
  decide_inlinable(0);
  keep_originals(0);
  if (!edits_) export_inlinable();
  inline_from(0);
  if (explainer_) explain();
  if (whole_) open_units(bodies_.more_instances->read_units());
  if (edits_) release(0);
}

void Compiler::add_functions(std::span<const std::shared_ptr<Unit>> units) {
  for (const auto& unit : units) {
    if (!unit->failed) functions_.add(*unit);
  }
}

// Of the functions from a number on.
void Compiler::decide_inlinable(size_t first) {
  resolver_.make_instances_with({});
  visit_bottom_up(functions_, first, [&](std::span<Function* const> group) {
    program_.throw_if_stopped();
    if (edits_ && first == 0) edits_->note_circle(group);
    for (Function* function : group) can_inline(*function);
  });
}

void Compiler::inline_from(size_t first) {
  resolver_.make_instances_with([&](const Unit& unit, const Node& name) { return instance(unit, name); });
  prepare(first);
  visit_bottom_up(functions_, first, [&](std::span<Function* const> group) {
    program_.throw_if_stopped();
    inline_calls(group);
    if (whole_ && first == 0) note_inlined(group);
  });
}

// Decides once whether the function can be inlined.
void Compiler::can_inline(Function& function) {
  if (function.initialiser || function.func().is_outlined_map() || !inlines_) return;
  std::string reason = reason_against(function.func(), resolver_.flags());
  if (reason.empty()) {
    if (std::exchange(function.inlinability.checked, true)) return;
    reason = measure(function);
  }
  if (reason.empty()) return;
  say(MessageKind::CannotInline, function, fmt::format("cannot inline {}: {}", shown_name(function), reason), {});
  function.inlinability.reason = std::move(reason);
}

std::string Compiler::measure(Function& function) {
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

// Bodies are inlined as they are now, before anything is inlined into them: those of the functions from a number on. Those of an open package are
// also what a function is compiled from again when another one is edited.
void Compiler::keep_originals(size_t first) {
  absl::flat_hash_map<const Unit*, std::shared_ptr<const Unit>> kept;
  auto const functions = std::views::drop(functions_.all(), first);
  for (const Function& function : functions) {
    bool const is_wanted = function.inlinability.inlinable || edits_;
    if (!is_wanted || function.gone) continue;
    auto& original = kept[function.unit];
    if (!original) original = std::make_shared<const Unit>(*function.unit);
  }
  for (Function& function : functions) {
    if (auto it = kept.find(function.unit); it != kept.end() && !function.gone) function.original = it->second;
  }
}

// An instance that an imported body needs: it was compiled with that body, so nothing is said of it (noder.readBodies).
Function* Compiler::instance(const Unit& unit, const Node& name) {
  take_late(bodies_.more_instances->lower_now(unit.instances[name.token]));
  return functions_.of(unit, name);
}

void Compiler::take_late(std::vector<std::unique_ptr<Unit>> units) {
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

void Compiler::export_inlinable() {
  for (Function& function : functions_.all()) {
    const ir::Func& func = function.func();
    if (!function.is_literal() && function.func().initialises == 0) out_.functions.push_back(decision_on(function));
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
  for (const auto& unit : units_) {
    if (!unit->failed || !unit->funcs[0].object) continue;
    library_.refuse(unit->funcs[0].object,
                    {fmt::format("{}.{}", program_.names().text(package_.name), unit->funcs[0].name), unit->failed->construct, true});
  }
}

FunctionDecision Compiler::decision_on(const Function& function) {
  const ir::Func& func = function.func();
  const Inlinability& known = function.inlinability;
  return {func.name,    func.object,  known.inlinable, known.delays_results, known.cost,
          known.reason, func.pragmas, func.no_body,    func.noescape,        func.uintptrescapes};
}

Callee Compiler::callee_of(const Function& function) {
  const ir::Func& func = function.func();
  uint64_t const id = func.object ? func.object.value : kLiteralId | function.number;
  return {function.original, function.original_index, function.inlinability, id, shown_name(function), func.name};
}

Compiled compile(check::Program& program, check::Package& package, Library& library, WithExplanation explanation,
                 const AfterInlining& after) {
  return Compiler(program, package, library.contents(), explanation == WithExplanation::Yes ? Purpose::Explain : Purpose::Build).run(after);
}

Compiled compile_with(const ir::GcFlags& flags, check::Program& program, check::Package& package, Library& library,
                      const AfterInlining& after) {
  return Compiler(program, package, library.contents(), Purpose::Build, flags).run(after);
}

struct OpenPackage::Impl : Compiler {
  using Compiler::Compiler;
};

OpenPackage::OpenPackage(check::Program& program, check::Package& package, Library& library, Copies copies)
    : impl_(std::make_unique<Impl>(program, package, library.contents(), copies == Copies::All ? Purpose::EditWhole : Purpose::Edit)) {
  impl_->decide_and_inline();
}
OpenPackage::~OpenPackage() = default;
bool OpenPackage::update(std::span<const uint32_t> declarations) { return impl_->update(declarations); }
const Explanation& OpenPackage::explanation() const { return impl_->explanation(); }
size_t OpenPackage::compiled_again() const { return impl_->compiled_again(); }
const OpenUnits& OpenPackage::units() const { return impl_->open_units(); }
const ir::Unit* OpenPackage::unit_of(const ir::Unit& unit, const ir::Node& name) const { return impl_->unit_of(unit, name); }
std::vector<const ir::Unit*> OpenPackage::failed() const { return impl_->failed(); }
std::span<const uint32_t> OpenPackage::starts() const { return impl_->starts(); }

}  // namespace escapement::inlining
