// gc's lines and the decisions as data (cmd/compile/internal/escape, escape.go: finish, paramTag).
#include <fmt/format.h>

#include "analysis/escape/analyse.h"

namespace escapement::escape {

using ir::Op;

namespace {

// ir.Func.Wrapper
bool is_wrapper(const ir::Func& func) { return func.wrapper || func.synthetic; }

class Reporter {
 public:
  Reporter(check::Program& program, Batch& pessimistic, Batch& optimistic, Result& result)
      : program_(program), t_(program.types()), batch_(pessimistic), other_(optimistic), result_(result) {}

  void run() {
    for (const Line& line : batch_.early_lines()) result_.lines.push_back(line);
    for (const Loc* each : other_.ordered()) {
      if (each->node) twins_[{each->func, each->node}] = each;
    }
    for (Function* member : batch_.members()) {
      for (LocalId param : member->func().params) param_lines(*member, param);
    }
    for (const Loc* location : batch_.ordered()) one(*location, twin_of(*location));
    const Literals& literals = batch_.literals();
    result_.literals.values.insert(literals.values.begin(), literals.values.end());
    result_.literals.lengths.insert(literals.lengths.begin(), literals.lengths.end());
  }

 private:
  // The same location under the other bound: both make the same variables and allocating expressions.
  const Loc* twin_of(const Loc& location) const {
    if (location.local) return other_.location_of(*location.func, location.local);
    auto const it = twins_.find({location.func, location.node});
    return it == twins_.end() ? nullptr : it->second;
  }

  void say(const Function& function, WrittenAt at, std::string text, Certainty certainty) {
    result_.lines.push_back(line_at(function, at, std::move(text), certainty));
  }

  // What gc says of a parameter (paramTag, reportLeaks).
  std::vector<std::string> param_texts(const Function& function, const Loc& location) {
    const ir::Func& func = function.func();
    const ir::Local& local = function.unit->local(location.local);
    bool const integer = t_.basic_kind(local.type) == types::BasicKind::Uintptr;
    bool const pointers = types::has_pointers(t_, local.type);
    if (func.no_body && integer) return {fmt::format("assuming {} is unsafe uintptr", local.name)};
    if (func.uintptrescapes && !func.no_body && integer) return {fmt::format("marking {} as escaping uintptr", local.name)};
    if (func.uintptrescapes && !func.no_body && is_variadic_uintptr(func, location.local)) {
      return {fmt::format("marking {} as escaping ...uintptr", local.name)};
    }
    if (!pointers || local.unnamed) return {};
    if (func.no_body) return {func.noescape ? local.name + " does not escape" : "leaking param: " + local.name};
    return leak_texts(function, location, local);
  }

  bool is_variadic_uintptr(const ir::Func& func, LocalId param) {
    const types::Signature& signature = t_.signature_of(func.type);
    if (!signature.variadic || func.params.empty() || func.params.back() != param) return false;
    return t_.basic_kind(t_.elem(t_.underlying(signature.params.back().type))) == types::BasicKind::Uintptr;
  }

  std::vector<std::string> leak_texts(const Function& function, const Loc& location, const ir::Local& local) {
    std::vector<std::string> texts;
    if (location.has(kEscapes)) return texts;
    Leaks leaks = location.leaks;
    leaks.optimise();
    if (leaks.heap == 0) texts.push_back("leaking param: " + local.name);
    if (leaks.heap > 0) texts.push_back("leaking param content: " + local.name);
    for (size_t i = 0; i < Leaks::kResults; ++i) {
      if (leaks.results[i] < 0) continue;
      std::string const& result = function.unit->local(function.func().results[i]).name;
      texts.push_back(fmt::format("leaking param: {} to result {} level={}", local.name, result, leaks.results[i]));
    }
    if (!batch_.flags().tell_mutations) {
      if (texts.empty()) texts.push_back(local.name + " does not escape");
      return texts;
    }
    if (leaks.mutator >= 0) texts.push_back(fmt::format("mutates param: {} derefs={}", local.name, leaks.mutator));
    if (leaks.callee >= 0) texts.push_back(fmt::format("calls param: {} derefs={}", local.name, leaks.callee));
    if (texts.empty()) texts.push_back(local.name + " does not escape, mutate, or call");
    return texts;
  }

  void param_lines(const Function& function, LocalId param) {
    const ir::Local& local = function.unit->local(param);
    if (is_wrapper(function.func()) || is_made_everywhere(function)) return;
    Loc* const mine = batch_.location_of(function, param);
    Loc* const theirs = other_.location_of(function, param);
    auto const texts = param_texts(function, *mine);
    Certainty const certainty = texts == param_texts(function, *theirs) ? Certainty::Exact : Certainty::Assumed;
    for (const std::string& text : texts) say(function, {local.pos, local.inlined}, text, certainty);
    if (texts.empty()) return;
    Location out = base_of(*mine, certainty);
    for (const std::string& text : texts) out.text += (out.text.empty() ? "" : "; ") + text;
    out.decision = texts[0].find("does not escape") != std::string::npos ? Decision::ParamDoesNotEscape : Decision::LeakingParam;
    add(*mine, std::move(out));
  }

  Location base_of(const Loc& location, Certainty certainty) {
    Location out;
    out.func = location.func->index;
    out.local = location.local;
    out.node = location.node;
    out.on_heap = location.has(kEscapes);
    out.certainty = certainty;
    out.explanation = location.explanation;
    if (out.explanation) out.why = steps_of(out.explanation->path());
    out.captured_by = location.captured_by;
    if (certainty == Certainty::Assumed) out.depends_on = batch_.unknown_callees();
    return out;
  }

  // Where it is written, not where the call stands that brought it.
  static base::Place place_of(const FlowReason& reason) {
    const Unit& unit = *reason.unit;
    const ir::Func& func = unit.funcs[reason.function];
    WrittenAt const at = reason.node ? WrittenAt{unit.node(reason.node).pos, unit.node(reason.node).inlined} : reason.at;
    base::FileId const own = func.file ? func.file : unit.file_id();
    return {at.inlined == 0 ? own : unit.inlined_calls[at.inlined].file, {at.pos, at.pos + 1}};
  }

  static std::vector<Step> steps_of(const Path& path) {
    std::vector<Step> out;
    for (const Flow& flow : path.flows) {
      for (const FlowReason& each : flow.reasons) {
        out.push_back({place_of(each), each.why});
      }
    }
    return out;
  }

  void add(const Loc& location, Location out) {
    auto const [it, added] = result_.place_of.try_emplace(location.func->unit, result_.units.size());
    if (added) result_.units.push_back({location.func->unit, {}});
    result_.units[it->second].locations.push_back(std::move(out));
  }

  std::string expression_text(const Loc& location) {
    const Unit& unit = *location.func->unit;
    const ir::Node& n = unit.node(location.node);
    if (n.op == Op::Append) return "append";
    return ir::print_expression(program_, unit, location.node, batch_.literals().of(program_, unit));
  }

  // The literals that replaced this location's operand or size.
  void note_literals(const Loc& location, Location& out) const {
    const Unit& unit = *location.func->unit;
    const ir::Node& n = unit.node(location.node);
    bool const make = n.op == Op::MakeSlice && !unit.list(n.list).empty();
    NodeId const operand = make ? unit.list(n.list).back() : n.op == Op::ConvIface ? n.x : NodeId();
    if (!operand) return;
    out.literal = unit.node(operand).op == Op::Literal ? operand : NodeId();
    const Literals& literals = batch_.literals();
    if (auto it = literals.values.find(NodeKey{&unit, operand}); it != literals.values.end()) out.literal = it->second;
    if (!make) return;
    if (auto it = literals.lengths.find(NodeKey{&unit, operand}); it != literals.lengths.end()) {
      out.length = unit.list(unit.node(it->second).list).size();
    }
    int64_t count = 0;
    if (out.literal && unit.values[unit.node(out.literal).ref].fits_int64(count) && count >= 0) out.length = static_cast<uint64_t>(count);
  }

  void one(const Loc& location, const Loc* twin) {
    bool const escapes = location.has(kEscapes);
    bool const waits = escapes && &batch_ == &other_ && !batch_.unknown_callees().empty();
    Certainty const certainty = twin != nullptr && twin->has(kEscapes) == escapes && !waits ? Certainty::Exact : Certainty::Assumed;
    const Unit& unit = *location.func->unit;
    if (location.local) {
      const ir::Local& local = unit.local(location.local);
      if (location.param && !escapes) return;  // said by param_lines
      Location out = base_of(location, certainty);
      if (escapes) {
        out.decision = Decision::MovedToHeap;
        out.text = "moved to heap: " + ir::print_local(program_, unit, location.local);
        Line line = line_about(location, out.text, certainty);
        line.nowhere = local.no_position;
        result_.lines.push_back(std::move(line));
      }
      add(location, std::move(out));
      return;
    }
    if (!location.node) return;
    const ir::Node& n = unit.node(location.node);
    if (n.op == Op::Closure && is_wrapper(unit.funcs[n.ref])) return;
    Location out = base_of(location, certainty);
    note_literals(location, out);
    out.decision = escapes ? Decision::Escapes : Decision::DoesNotEscape;
    out.text = expression_text(location) + (escapes ? " escapes to heap" : " does not escape");
    say(*location.func, written_at(location), out.text, certainty);
    if (batch_.flags().zero_copy && !escapes && n.op == Op::StrToBytes && !location.has(kMutates)) {
      say(*location.func, written_at(location), "zero-copy string->[]byte conversion", certainty);
      out.zero_copy = true;
    }
    add(location, std::move(out));
  }

  check::Program& program_;
  types::TypeTable& t_;
  absl::flat_hash_map<std::pair<const Function*, NodeId>, const Loc*> twins_;
  Batch& batch_;
  Batch& other_;
  Result& result_;
};

}  // namespace

Line line_at(const Function& function, WrittenAt at, std::string text, Certainty certainty) {
  Line line;
  static_cast<Spot&>(line) = spot_at(*function.unit, function.index, at);
  line.text = std::move(text);
  line.certainty = certainty;
  line.unit = function.unit;
  return line;
}

Line line_about(const Loc& location, std::string text, Certainty certainty) {
  Line line = line_at(*location.func, written_at(location), std::move(text), certainty);
  base::FileId const file = location.local ? location.func->unit->local(location.local).file : base::FileId();
  if (!file) return line;
  line.file = file;
  line.pos = location.func->unit->local(location.local).pos;
  line.autogenerated = false;
  return line;
}

// gc makes instances of generic functions wherever they are needed (ir.Func.Dupok), and says nothing of their parameters.
bool is_made_everywhere(const Function& function) {
  const Unit& unit = *function.unit;
  return unit.funcs[0].autogenerated || unit.funcs[0].instance.generic;
}

std::string shown_name(check::Program& program, const Function& function) {
  std::string const package = ir::symbol_package(program, *function.unit);
  return package.empty() ? function.func().name : fmt::format("{}.{}", package, function.func().name);
}

void report(check::Program& program, Batch& batch, Result& result) { Reporter(program, batch, batch, result).run(); }

namespace {

// Exported functions, and methods with exported names: what other packages can call.
facts::PackageFacts facts_of(check::Program& program, const ir::Bodies& bodies, Functions& functions) {
  facts::PackageFacts out;
  if (!bodies.units.empty()) out.import_path = bodies.units[0]->package->path;
  for (Function& function : functions.all()) {
    const ir::Func& func = function.func();
    if (!func.object || !types::is_exported(program.names().text(program.types().object(func.object).name))) continue;
    facts::FunctionFacts entry;
    entry.name = func.name;
    if (func.no_body) entry.uintptr_arguments = facts::UintptrArguments::KeptAlive;
    if (func.uintptrescapes) entry.uintptr_arguments = facts::UintptrArguments::Escape;
    const auto& high = function.tags[static_cast<size_t>(Bound::Pessimistic)];
    const auto& low = function.tags[static_cast<size_t>(Bound::Optimistic)];
    for (size_t i = 0; i < high.size() && i < low.size(); ++i) entry.params.push_back({high[i], low[i]});
    out.functions.push_back(std::move(entry));
  }
  std::ranges::sort(out.functions, {}, &facts::FunctionFacts::name);
  return out;
}

}  // namespace

Result analyse(check::Program& program, const ir::Bodies& bodies, const facts::Facts& known, const BatchObserver& observe) {
  Result result;
  Functions functions(program, bodies, known);
  for (auto& members : functions.batches()) {
    program.throw_if_stopped();
    Batch optimistic(program, functions, members, Bound::Optimistic);
    optimistic.run();
    Batch pessimistic(program, functions, members, Bound::Pessimistic);
    pessimistic.run();
    size_t const before = result.lines.size();
    Reporter(program, pessimistic, optimistic, result).run();
    // Reports say everything at a place.
    std::erase_if(result.lines, [](const Line& line) { return line.nowhere; });
    if (observe) observe(pessimistic, optimistic, std::span(result.lines).subspan(before));
  }
  result.facts = facts_of(program, bodies, functions);
  return result;
}

Result analyse(check::Program& program, const ir::Bodies& bodies, const facts::Facts& known) { return analyse(program, bodies, known, {}); }

}  // namespace escapement::escape
