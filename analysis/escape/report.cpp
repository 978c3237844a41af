// gc's lines and the decisions as data (cmd/compile/internal/escape, escape.go: finish, paramTag).
#include <fmt/format.h>

#include "analysis/escape/analyse.h"

namespace escapement::escape {

using ir::Op;

namespace {

uint64_t node_key(const Unit* unit, NodeId node) { return (reinterpret_cast<uintptr_t>(unit) << 20) ^ node.value; }

class Reporter {
 public:
  Reporter(check::Program& program, Functions& functions, Batch& pessimistic, Batch& optimistic, Result& result)
      : program_(program), functions_(functions), batch_(pessimistic), other_(optimistic), result_(result) {}

  void run() {
    for (Function* member : batch_.members()) {
      for (LocalId param : member->func().params) param_lines(*member, param);
    }
    auto const& mine = batch_.ordered();
    auto const& theirs = other_.ordered();
    size_t k = 0;
    for (Loc* location : mine) {
      const Loc* twin = k < theirs.size() ? theirs[k] : nullptr;
      ++k;
      // Both bounds make the same named locations and spills in the same order; temporaries may differ.
      if (twin == nullptr || twin->node != location->node || twin->local != location->local) twin = find_twin(*location);
      one(*location, twin);
    }
  }

 private:
  const Loc* find_twin(const Loc& location) const {
    for (const Loc* each : other_.ordered()) {
      if (each->func == location.func && each->node == location.node && each->local == location.local &&
          (location.node || location.local)) {
        return each;
      }
    }
    return nullptr;
  }

  // The texts of a parameter's lines.
  std::vector<std::string> param_texts(const Function& function, const Loc& location, bool heap_known) {
    static_cast<void>(heap_known);
    const ir::Local& local = function.unit->local(location.local);
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
    if (texts.empty()) texts.push_back(local.name + " does not escape");
    return texts;
  }

  void param_lines(const Function& function, LocalId param) {
    const ir::Local& local = function.unit->local(param);
    if (function.func().wrapper || local.unnamed || !types::has_pointers(program_.types(), local.type)) return;
    Loc* const mine = batch_.location_of(function, param);
    Loc* const theirs = other_.location_of(function, param);
    auto const texts = param_texts(function, *mine, true);
    auto const others = param_texts(function, *theirs, true);
    Certainty const certainty = texts == others ? Certainty::Exact : Certainty::Assumed;
    for (const std::string& text : texts) result_.lines.push_back({function.unit->file_id(), local.pos, text, certainty});
    Location out = base_of(*mine, certainty);
    for (const std::string& text : texts) out.text += (out.text.empty() ? "" : "; ") + text;
    out.decision = texts.empty()                           ? Decision::MovedToHeap
                   : texts[0].ends_with("does not escape") ? Decision::ParamDoesNotEscape
                                                           : Decision::LeakingParam;
    if (!texts.empty()) add(*mine, std::move(out));
  }

  Location base_of(const Loc& location, Certainty certainty) {
    Location out;
    out.func = location.func->index;
    out.local = location.local;
    out.node = location.node;
    out.on_heap = location.has(kEscapes);
    out.certainty = certainty;
    out.why = location.why;
    out.captured_by = location.captured_by;
    if (certainty == Certainty::Assumed) out.depends_on = batch_.unknown_callees();
    return out;
  }

  void add(const Loc& location, Location out) {
    for (UnitResult& unit : result_.units) {
      if (unit.unit == location.func->unit) {
        unit.locations.push_back(std::move(out));
        return;
      }
    }
    result_.units.push_back({location.func->unit, {std::move(out)}});
  }

  std::string expression_text(const Loc& location) {
    const Unit& unit = *location.func->unit;
    const ir::Node& n = unit.node(location.node);
    if (n.op == Op::Append) return "append";
    // Literals stand in for variables of known value.
    auto replaced = [&](NodeId id) {
      auto it = functions_.replaced.find(node_key(&unit, id));
      return it == functions_.replaced.end() ? NodeId() : it->second;
    };
    if (n.op == Op::ConvIface && (n.flags & ir::kImplicit) != 0) {
      if (NodeId const literal = replaced(n.x)) return ir::print_literal(program_, unit, literal, unit.node(n.x).type);
    }
    if (n.op == Op::MakeSlice) {
      std::string out = "make(" + types::type_string(program_.types(), n.type, unit.package->id, types::TypeStyle::Gc);
      for (NodeId size : unit.list(n.list)) {
        NodeId const literal = replaced(size);
        auto const length = functions_.replaced_by_length.find(node_key(&unit, size));
        if (length != functions_.replaced_by_length.end()) {
          out += fmt::format(", {}", unit.list(unit.node(length->second).list).size());
        } else {
          out += ", " +
                 (literal ? ir::print_literal(program_, unit, literal, unit.node(size).type) : ir::print_expression(program_, unit, size));
        }
      }
      return out + ")";
    }
    return ir::print_expression(program_, unit, location.node);
  }

  // The literals that replaced this location's operand or size.
  void note_literals(const Loc& location, Location& out) const {
    const Unit& unit = *location.func->unit;
    const ir::Node& n = unit.node(location.node);
    bool const make = n.op == Op::MakeSlice && !unit.list(n.list).empty();
    NodeId const operand = make ? unit.list(n.list).back() : n.op == Op::ConvIface ? n.x : NodeId();
    if (!operand) return;
    out.literal = unit.node(operand).op == Op::Literal ? operand : NodeId();
    if (auto it = functions_.replaced.find(node_key(&unit, operand)); it != functions_.replaced.end()) out.literal = it->second;
    if (!make) return;
    if (auto it = functions_.replaced_by_length.find(node_key(&unit, operand)); it != functions_.replaced_by_length.end()) {
      out.length = unit.list(unit.node(it->second).list).size();
    }
    int64_t count = 0;
    if (out.literal && unit.values[unit.node(out.literal).ref].fits_int64(count) && count >= 0) out.length = static_cast<uint64_t>(count);
  }

  void one(const Loc& location, const Loc* twin) {
    bool const escapes = location.has(kEscapes);
    Certainty const certainty = twin != nullptr && twin->has(kEscapes) == escapes ? Certainty::Exact : Certainty::Assumed;
    const Unit& unit = *location.func->unit;
    if (location.local) {
      const ir::Local& local = unit.local(location.local);
      if (location.param && !escapes) return;  // said by param_lines
      Location out = base_of(location, certainty);
      if (escapes) {
        out.decision = Decision::MovedToHeap;
        out.text = "moved to heap: " + local.name;
        result_.lines.push_back({unit.file_id(), local.pos, out.text, certainty});
      }
      add(location, std::move(out));
      return;
    }
    if (!location.node) return;
    const ir::Node& n = unit.node(location.node);
    if (n.op == Op::Closure && unit.funcs[n.ref].wrapper) return;
    Location out = base_of(location, certainty);
    note_literals(location, out);
    out.decision = escapes ? Decision::Escapes : Decision::DoesNotEscape;
    out.text = expression_text(location) + (escapes ? " escapes to heap" : " does not escape");
    result_.lines.push_back({unit.file_id(), n.pos, out.text, certainty});
    if (!escapes && n.op == Op::StrToBytes && !location.has(kMutates)) {
      result_.lines.push_back({unit.file_id(), n.pos, "zero-copy string->[]byte conversion", certainty});
      out.zero_copy = true;
    }
    add(location, std::move(out));
  }

  check::Program& program_;
  Functions& functions_;
  Batch& batch_;
  Batch& other_;
  Result& result_;
};

}  // namespace

Result analyse(check::Program& program, const ir::Bodies& bodies, const BatchObserver& observe) {
  Result result;
  Functions functions(program, bodies);
  for (auto& members : functions.batches()) {
    program.throw_if_stopped();
    Batch optimistic(program, functions, members, Bound::Optimistic);
    optimistic.run();
    Batch pessimistic(program, functions, members, Bound::Pessimistic);
    pessimistic.run();
    size_t const before = result.lines.size();
    Reporter(program, functions, pessimistic, optimistic, result).run();
    if (observe) observe(pessimistic, optimistic, std::span(result.lines).subspan(before));
  }
  return result;
}

Result analyse(check::Program& program, const ir::Bodies& bodies) { return analyse(program, bodies, {}); }

}  // namespace escapement::escape
