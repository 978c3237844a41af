#include "analysis/inline/explainer.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "analysis/inline/cost.h"

namespace escapement::inlining {

using ir::Node;
using ir::Op;

namespace {

base::Span relative(base::Span span, uint32_t start) {
  return span.size() == 0 ? base::Span{} : base::Span{span.begin - start, span.end - start};
}

FunctionAnswer function_answer(const WrittenFunction& text, const Function& function, std::string name, uint32_t start) {
  FunctionAnswer out;
  out.name = std::move(name);
  out.span = text.span;
  out.anchor = text.anchor;
  out.head_end = text.head_end;
  out.literal = function.is_literal();
  out.big = function.big;
  out.budget = function.is_literal() ? kMostCostOfLiteralOnce : kMostCost;
  const Inlinability& known = function.inlinability;
  bool const too_complex = !known.inlinable && known.cost > out.budget;
  if (known.inlinable || too_complex) out.cost = known.cost;
  out.verdict = known.inlinable ? FunctionVerdict::CanInline : too_complex ? FunctionVerdict::TooComplex : FunctionVerdict::Impossible;
  out.reason = function.inlinability.reason;
  if (!function.measured) return out;
  out.other_cost = function.measured->other_cost;
  for (CostPart part : function.measured->dearest) {
    part.span = relative(part.span, start);
    out.dearest.push_back(part);
  }
  return out;
}

CallAnswer answer_at(const WrittenCall& text, std::string caller, CallVerdict verdict) {
  CallAnswer out;
  out.span = text.span;
  out.anchor = text.anchor;
  out.caller = std::move(caller);
  out.verdict = verdict;
  return out;
}

}  // namespace

void Explainer::inlined(const Unit& unit, NodeId call, const Callee& callee, int limit) {
  facts_[&unit].inlined[call.value] = {callee.name, callee.inlinability.cost, limit};
}

void Explainer::devirtualized(const Unit& unit, NodeId call, std::string message) {
  facts_[&unit].devirtualized[call.value] = std::move(message);
}

void Explainer::failed(const Unit& unit) {
  if (unit.funcs[0].object) failed_[unit.funcs[0].object.value] = unit.failed->construct;
}

void Explainer::forget(const Unit& unit) {
  facts_.erase(&unit);
  if (unit.failed) failed_.erase(unit.funcs[0].object.value);
}

std::string Explainer::shown_name(const Function& function) const {
  const Unit& unit = *function.unit;
  if (unit.compiled_in == unit.package->id) return function.func().name;
  return fmt::format("{}.{}", s_.program.names().text(unit.package->name), function.func().name);
}

std::string Explainer::shown_symbol(const Unit& unit, const Node& name) const {
  std::string symbol = ir::symbol_name(s_.program, unit, name);
  types::PackageId const package = s_.program.types().object(ir::ObjectId(name.ref)).package;
  if (!package || package == s_.package.id) return symbol;
  return fmt::format("{}.{}", s_.program.names().text(s_.program.types().package(package).name), symbol);
}

Answers Explainer::answers(const Unit& unit, uint32_t start, std::span<const CallSiteAnswered> calls) const {
  Answers out;
  Written const written = written_in(s_.program.types(), s_.package.decls[unit.decl]);
  for (FuncIndex index = 0; index < unit.funcs.size(); ++index) {
    const ir::Func& func = unit.funcs[index];
    // What inlining copied, and what gc makes of go and defer statements and of loops over functions, is written nowhere.
    if (func.file || func.wrapper || func.range_parent || func.package_init) continue;
    base::Span const span = relative({func.begin, func.end}, start);
    auto const text = std::ranges::find(written.functions, span, &WrittenFunction::span);
    if (text == written.functions.end()) continue;
    const Function& function = s_.functions.of(unit, index);
    out.functions.push_back(function_answer(*text, function, shown_name(function), start));
  }
  std::ranges::sort(out.functions, {}, [](const FunctionAnswer& f) { return f.span.begin; });
  absl::flat_hash_map<std::pair<uint32_t, uint32_t>, const CallSiteAnswered*> by_span;
  for (const CallSiteAnswered& each : calls) {
    const Node& n = unit.node(each.call);
    const Target& target = each.decision.target;
    bool const of_wrapper = target.is_literal() && target.local->func().wrapper;
    if (n.end > n.begin && !of_wrapper) by_span.try_emplace({n.begin - start, n.end - start}, &each);
  }
  std::string const name = shown_name(s_.functions.of(unit, FuncIndex{0}));
  for (const WrittenCall& text : written.calls) {
    auto const it = by_span.find({text.span.begin, text.span.end});
    if (it != by_span.end()) {
      out.calls.push_back(call_answer(text, unit, *it->second));
    } else if (!unit.funcs[0].package_init) {  // of the declaration's other variables
      out.calls.push_back(answer_at(text, name, CallVerdict::NoCall));
    }
  }
  return out;
}

Answers Explainer::answers_of_failed(const Unit& unit) const {
  Answers out;
  Written const written = written_in(s_.program.types(), s_.package.decls[unit.decl]);
  bool const generic = unit.failed->construct == ir::kGenericFunction;
  std::string const reason = generic ? "it is generic, and this package has no instance of it" : unit.failed->construct;
  // Literals are answered with the function that they stand in.
  if (!written.functions.empty()) {
    FunctionAnswer answer;
    answer.name = unit.failed->function;
    answer.span = written.functions[0].span;
    answer.anchor = written.functions[0].anchor;
    answer.head_end = written.functions[0].head_end;
    answer.verdict = generic ? FunctionVerdict::Generic : FunctionVerdict::NotAnalysed;
    answer.reason = reason;
    out.functions.push_back(std::move(answer));
  }
  for (const WrittenCall& text : written.calls) {
    out.calls.push_back(answer_at(text, unit.failed->function, CallVerdict::CallerNotAnalysed));
    out.calls.back().reason = reason;
  }
  return out;
}

CallAnswer Explainer::call_answer(const WrittenCall& text, const Unit& unit, const CallSiteAnswered& site) const {
  CallAnswer out = answer_at(text, shown_name(*site.caller), CallVerdict::Inlined);
  out.caller_is_big = site.caller->big;
  auto const facts = facts_.find(&unit);
  if (facts != facts_.end()) {
    auto const devirtualized = facts->second.devirtualized.find(site.call.value);
    if (devirtualized != facts->second.devirtualized.end()) out.devirtualized = devirtualized->second;
    auto const inlined = facts->second.inlined.find(site.call.value);
    if (inlined != facts->second.inlined.end()) {
      out.callee = inlined->second.callee;
      out.cost = inlined->second.cost;
      out.limit = inlined->second.limit;
      return out;
    }
  }
  not_inlined(unit, site, out);
  return out;
}

void Explainer::not_inlined(const Unit& unit, const CallSiteAnswered& site, CallAnswer& out) const {
  const Target& target = site.decision.target;
  // Where nothing else has kept it from being inlined, it was around this call already.
  out.verdict = site.decision.verdict == CallVerdict::Inlined ? CallVerdict::RepeatedCycle : site.decision.verdict;
  out.limit = site.decision.limit;
  if (!target) return unresolved(unit, site.call, out);
  out.callee = target.local == nullptr ? target.imported->name : shown_name(*target.local);
  if (target.inlinability().inlinable) out.cost = target.inlinability().cost;
  if (target.local != nullptr) out.reason = target.local->inlinability.reason;
}

// Why a call has no function that could be inlined.
void Explainer::unresolved(const Unit& unit, NodeId call, CallAnswer& out) const {
  const Node& n = unit.node(call);
  if (n.op == Op::CallInter) {
    out.verdict = CallVerdict::InterfaceCall;
    return;
  }
  const Node& callee = unit.node(s_.resolver.static_values(unit).of(n.x));
  bool const named = callee.op == Op::FuncName || callee.op == Op::MethodExpr;
  if (named) out.callee = shown_symbol(unit, callee);
  if ((n.flags & ir::kNoInline) != 0) {
    out.verdict = CallVerdict::OfGoOrDefer;
  } else if (named && !s_.resolver.may_inline(unit, call)) {
    out.verdict = CallVerdict::Intrinsic;
  } else if (named) {
    refused(unit, callee, out);
  }
}

void Explainer::refused(const Unit& unit, const Node& callee, CallAnswer& out) const {
  out.verdict = CallVerdict::BodyNotSeen;
  ir::ObjectId const object(callee.ref);
  if (auto const it = failed_.find(object.value); it != failed_.end()) {
    out.verdict = CallVerdict::CalleeNotAnalysed;
    out.reason = it->second;
    return;
  }
  const Refusal* const refusal = s_.library.refusal(object);
  if (callee.token != 0 || refusal == nullptr || s_.program.types().object(object).package == unit.package->id) return;
  out.verdict = refusal->not_analysed ? CallVerdict::CalleeNotAnalysed : CallVerdict::CannotInline;
  out.callee = refusal->name;
  out.reason = refusal->reason;
}

std::unique_ptr<const Measured> measured_of(std::vector<CostPart> parts) {
  auto out = std::make_unique<Measured>();
  for (const CostPart& part : parts) out->other_cost += part.cost;
  std::erase_if(parts, [](const CostPart& part) { return part.cost <= 0 || part.span.size() == 0; });
  std::ranges::stable_sort(parts, std::ranges::greater(), &CostPart::cost);
  parts.resize(std::min(parts.size(), kDearestParts));
  for (const CostPart& part : parts) out->other_cost -= part.cost;
  out->dearest = std::move(parts);
  return out;
}

}  // namespace escapement::inlining
