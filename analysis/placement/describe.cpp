// The words of a site: why it is where it is, and for how long.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/placement/sites.h"

namespace escapement::placement {

using escape::Location;
using ir::Op;

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? " and " : ", ";
    out += words[i];
  }
  return out;
}

std::string closure_name(const ir::Func& func) { return func.label.empty() ? func.name : func.label; }

namespace {

bool has_step(const Location& location, std::string_view why) {
  return std::ranges::any_of(location.why, [&](const escape::Step& s) { return s.text == why; });
}

const Location* closure_location(const escape::UnitResult& result, ir::FuncIndex closure) {
  for (const Location& l : result.locations) {
    if (l.node && result.unit->node(l.node).op == Op::Closure && result.unit->node(l.node).ref == closure) return &l;
  }
  return nullptr;
}

// A step of the flow as a reader says it.
std::string sentence(std::string_view why) {
  struct Words {
    std::string_view note;
    std::string_view text;
  };
  static constexpr Words kWords[] = {
      {"address-of", "its address is taken"},
      {"spill", "its storage is referred to by the value of this expression"},
      {"reference", "it is captured by reference"},
      {"captured by a closure", "a closure captures it"},
      {"assign", "the value is assigned"},
      {"assign-pair", "the value is assigned"},
      {"return", "the value is returned"},
      {"call parameter", "the value is passed to a call"},
      {"interface-converted", "the value is converted to an interface"},
      {"slice", "it is sliced"},
      {"send", "the value is sent on a channel"},
      {"slice-literal-element", "the value is an element of a slice literal"},
      {"struct literal element", "the value is a field of a struct literal"},
      {"array literal element", "the value is an element of an array literal"},
      {"map literal value", "the value is stored in a map"},
      {"map literal key", "the key is stored in a map"},
      {"key of map put", "the key is stored in a map"},
      {"too large for stack", "it is too large for the stack"},
      {"zero-sized element", "slices of zero-size elements are always said to escape"},
      {"dot", "a field is read"},
      {"dot of pointer", "what a pointer or slice points to is read"},
      {"indirection", "a pointer is followed"},
      {"range-deref", "an element is read by range"},
  };
  for (const Words& w : kWords) {
    if (w.note == why) return std::string(w.text);
  }
  return std::string(why);
}

// The closure that keeps a variable on the heap by capturing it by reference: where that closure goes is the
// rest of the variable's path.
const Location* keeping_closure(const escape::UnitResult& result, const Location& location) {
  if (!location.on_heap || location.why.empty() || location.why.back().text != "reference") return nullptr;
  for (const escape::CapturedBy& c : location.captured_by) {
    const Location* const closure = closure_location(result, c.closure);
    if (c.by_reference && closure != nullptr && closure->on_heap && !closure->why.empty() &&
        result.unit->node(closure->node).pos == location.why.back().place.span.begin) {
      return closure;
    }
  }
  return nullptr;
}

std::string captured_notes(const ir::Unit& unit, const escape::UnitResult& result, const Location& location) {
  std::vector<std::string> by_reference;
  std::vector<std::string> by_value;
  bool all_returned = true;
  for (const escape::CapturedBy& c : location.captured_by) {
    auto& list = c.by_reference ? by_reference : by_value;
    std::string const name = unit.funcs[c.closure].wrapper ? "a go or defer statement" : closure_name(unit.funcs[c.closure]);
    if (std::ranges::find(list, name) == list.end()) list.push_back(name);
    const Location* const closure = closure_location(result, c.closure);
    all_returned = all_returned && closure != nullptr && closure->on_heap && has_step(*closure, "return");
  }
  std::string out;
  if (!by_reference.empty()) out = "captured by reference by " + joined(by_reference);
  if (!by_value.empty()) out += (out.empty() ? "" : "; ") + ("captured by value by " + joined(by_value));
  if (!out.empty() && all_returned) out += fmt::format(", which {} returns", unit.funcs[location.func].name);
  return out;
}

std::string heap_lifetime(const ir::Unit& unit, const Location& location) {
  std::vector<std::string> closures;
  for (const escape::CapturedBy& c : location.captured_by) {
    if (!c.by_reference || unit.funcs[c.closure].wrapper) continue;
    std::string const name = closure_name(unit.funcs[c.closure]);
    if (std::ranges::find(closures, name) == closures.end()) closures.push_back(name);
  }
  if (closures.empty()) return "until unreachable";
  return fmt::format(
      "as long as {} {} reachable",
      [&] {
        std::string out;
        for (size_t i = 0; i < closures.size(); ++i) out += (i == 0 ? "" : " or ") + closures[i];
        return out;
      }(),
      "is");
}

std::string closure_notes(const ir::Unit& unit, const ir::Func& func) {
  std::string out = fmt::format("function value: pointer to code ({})", func.name);
  if (func.captures.empty()) return out + "; it captures nothing, so one static value serves all";
  std::vector<std::string> names;
  for (ir::LocalId local : func.captures) names.push_back(unit.local(local).name);
  return out + " + pointer to the captured environment (" + joined(names) + ")";
}

// As the compiler writes them (escape/flows.h).
std::vector<GcFlow> flows_of(const Analysis& a, const Location& location) {
  std::vector<GcFlow> out;
  if (!location.explanation) return out;
  for (const escape::FlowText& flow : escape::texts_of(a.program, location.explanation->path(), a.result.literals)) {
    GcFlow& entry = out.emplace_back();
    entry.text = escape::words_of(flow);
    for (const escape::ReasonText& each : flow.reasons) {
      bool const known = !each.at.autogenerated && !each.at.unknown;
      Place const place = known ? a.positions.now({each.at.file, {each.at.pos, each.at.pos + 1}}) : Place{};
      entry.reasons.push_back({place, escape::words_of(each)});
    }
  }
  return out;
}

}  // namespace

void describe(const Analysis& a, const escape::UnitResult& result, const Location& location, Site& site) {
  const ir::Unit& unit = *result.unit;
  const std::string& function = unit.funcs[location.func].name;
  if (site.segment == Segment::Heap) {
    site.lifetime = heap_lifetime(unit, location);
  } else if (site.segment == Segment::Rodata) {
    site.lifetime = "whole program";
  } else if (site.segment == Segment::None) {
    site.lifetime = "none";
  } else {
    site.lifetime = fmt::format("this call of {}", function);
  }
  site.notes = captured_notes(unit, result, location);
  if (location.node && unit.node(location.node).op == Op::Closure)
    site.notes = closure_notes(unit, unit.funcs[unit.node(location.node).ref]);
  if (location.local && site.notes.empty() && site.segment == Segment::Stack) {
    site.notes = unit.local(location.local).address_taken ? "frame slot; its address does not outlive the call"
                                                          : "frame slot or register: nothing takes its address";
  }
  for (const escape::Step& step : location.why) site.why.push_back({a.positions.now(step.place), sentence(step.text)});
  if (const Location* const keeper = keeping_closure(result, location)) {
    for (const escape::Step& step : keeper->why) site.why.push_back({a.positions.now(step.place), "the closure: " + sentence(step.text)});
  }
  if (a.flows) site.flows = flows_of(a, location);
  for (const escape::CapturedBy& c : location.captured_by) {
    if (unit.funcs[c.closure].wrapper) continue;
    site.captured_by.push_back({closure_name(unit.funcs[c.closure]), c.by_reference ? CaptureMode::Reference : CaptureMode::Value});
  }
  if (location.certainty == escape::Certainty::Assumed) {
    site.certainty = Certainty::Assumed;
    site.reason = fmt::format("This depends on the body of {}, which is not analysed: the pessimistic answer is shown.",
                              location.depends_on.empty() ? "another function" : joined(location.depends_on));
  }
}

}  // namespace escapement::placement
