#include "analysis/inline/compile.h"

#include <fmt/format.h>

#include "analysis/inline/bottom_up.h"
#include "analysis/inline/cost.h"
#include "analysis/inline/library.h"

namespace escapement::inlining {

Library::Library(std::string goarch) : contents_(std::make_unique<Contents>()) { contents_->goarch = std::move(goarch); }
Library::~Library() = default;

namespace {

class Compiler {
 public:
  Compiler(check::Program& program, check::Package& package, Library::Contents& library)
      : program_(program),
        package_(package),
        library_(library),
        bodies_(ir::lower(program, package)),
        resolver_(program, functions_, library) {}

  Compiled run() {
    out_.not_analysed = bodies_.not_analysed;
    for (const auto& unit : bodies_.units) {
      if (!unit->failed) functions_.add(*unit);
    }
    visit_bottom_up(functions_, [&](std::span<Function* const> group) {
      program_.throw_if_stopped();
      for (Function* function : group) can_inline(*function);
    });
    export_inlinable();
    return std::move(out_);
  }

 private:
  // Decides once whether the function can be inlined.
  void can_inline(Function& function) {
    if (function.initialiser) return;
    std::string reason = reason_against(function.func());
    if (reason.empty()) {
      if (std::exchange(function.inlinability.checked, true)) return;
      reason = measure(function);
    }
    if (!reason.empty()) say(MessageKind::CannotInline, function, fmt::format("cannot inline {}: {}", name_of(function), reason), {});
  }

  std::string measure(Function& function) {
    Cost const cost = cost_of(resolver_, function, [&](Function& literal) { can_inline(literal); });
    if (!cost.reason.empty()) return cost.reason;
    int const budget = function.is_literal() ? kMostCostOfLiteralOnce : kMostCost;
    if (cost.cost > budget) return fmt::format("function too complex: cost {} exceeds budget {}", cost.cost, budget);
    function.inlinability.inlinable = true;
    function.inlinability.cost = cost.cost;
    function.inlinability.delays_results = can_delay_results(function);
    std::string brief = fmt::format("can inline {}", name_of(function));
    std::string text =
        fmt::format("{} with cost {} as: {} {{ {} }}", brief, cost.cost, ir::print_type(program_, *function.unit, function.func()),
                    ir::print_body(program_, *function.unit, function.func()));
    say(MessageKind::CanInline, function, std::move(text), std::move(brief));
    return {};
  }

  void say(MessageKind kind, const Function& function, std::string text, std::string brief) {
    const ir::Func& func = function.func();
    out_.messages.push_back({kind, {func.file ? func.file : function.unit->file_id(), func.pos}, std::move(text), std::move(brief)});
  }

  const std::string& name_of(const Function& function) const { return function.func().name; }

  void export_inlinable() {
    for (Function& function : functions_.all()) {
      const ir::Func& func = function.func();
      if (!function.inlinability.inlinable || !func.object) continue;
      Callee callee;
      callee.inlinability = function.inlinability;
      callee.plain = func.name;
      callee.name = fmt::format("{}.{}", program_.names().text(package_.name), func.name);
      library_.add(func.object, std::move(callee));
    }
  }

  check::Program& program_;
  check::Package& package_;
  Library::Contents& library_;
  ir::Bodies bodies_;
  Functions functions_;
  Resolver resolver_;
  Compiled out_;
};

}  // namespace

Compiled compile(check::Program& program, check::Package& package, Library& library) {
  return Compiler(program, package, library.contents()).run();
}

}  // namespace escapement::inlining
