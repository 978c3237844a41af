// What -m=2 says on top of -m: how variables are captured, and the flows that make things escape or leak (cmd/compile/internal/escape, graph.go: flow;
// solve.go: explainPath, explainFlow). All of it is rendered when gc prints it: literals may replace variables later.
#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include "analysis/escape/batch.h"

namespace escapement::escape {

ir::Substitutes Batch::literals_in(const Unit& unit) const {
  if (replaced_.empty() && replaced_by_length_.empty()) return {};
  return [this, &unit](NodeId id) -> std::optional<std::string> {
    NodeKey const key{&unit, id};
    if (auto const it = replaced_.find(key); it != replaced_.end()) {
      return ir::print_literal(program_, unit, it->second, unit.node(id).type);
    }
    auto const it = replaced_by_length_.find(key);
    if (it == replaced_by_length_.end()) return std::nullopt;
    return fmt::format("{}", unit.list(unit.node(it->second).list).size());
  };
}

std::string Batch::text_of(const Loc& location) {
  const Unit& u = *location.func->unit;
  if (location.local) return ir::print_local(program_, u, location.local);
  return ir::print_expression(program_, u, location.node, literals_in(u));
}

std::string Batch::text_of(const Note& note) {
  const Unit& u = *note.function->unit;
  if (note.local) return ir::print_local(program_, u, note.local);
  auto const literals = literals_in(u);
  if (u.node(note.node).op < ir::Op::Assign) return ir::print_expression(program_, u, note.node, literals);
  return ir::print_statement(program_, u, note.node, literals);
}

std::string Batch::flow_name(const Loc& location) {
  if (&location == &heap_) return "{heap}";
  if (location.local) return text_of(location);
  return location.node ? fmt::format("{{storage for {}}}", text_of(location)) : "{temp}";
}

void Batch::tell(const Loc& about, std::string text) {
  Line line = line_about(about, std::move(text), Certainty::Exact);
  line.detail = true;
  line.unknown = about.local && about.func->unit->local(about.local).no_position;
  early_lines_.push_back(std::move(line));
}

void Batch::tell_capture(const Loc& location, bool by_value) {
  if (location.func->unit->local(location.local).no_position) return;
  const Function& owner = *functions_.of(location.func->unit, location.func->index);
  int64_t const width = types::size_of(t_, location.func->unit->local(location.local).type);
  tell(location, fmt::format("{} capturing by {}: {} (addr={} assign={} width={})", shown_name(program_, owner), by_value ? "value" : "ref",
                             text_of(location), location.address_taken, location.reassigned, width));
}

void Batch::tell_escape(const Loc& location) {
  tell(location, fmt::format("{} escapes to heap in {}:", text_of(location), location.func->func().name));
}

void Batch::tell_leak(const Loc& param, const Loc& root, int derefs) {
  tell(param,
       fmt::format("parameter {} leaks to {} for {} with derefs={}:", text_of(param), flow_name(root), param.func->func().name, derefs));
  tell_path(root, &param);
}

// From the source to the root of the walk.
void Batch::tell_path(const Loc& root, const Loc* src) {
  const Loc& about = *src;
  absl::flat_hash_set<const Loc*> visited;
  while (src != &root && src->dst != nullptr) {
    if (!visited.insert(src).second) {
      return tell(about, "  warning: truncated explanation due to assignment cycle; see golang.org/issue/35518");
    }
    tell_flow(about, *src->dst, src->dst->edges[src->dst_edge]);
    src = src->dst;
  }
}

void Batch::tell_flow(const Loc& about, const Loc& dst, const Edge& edge) {
  std::string const operators = edge.derefs < 0 ? "&" : std::string(static_cast<size_t>(edge.derefs), '*');
  tell(about, fmt::format("  flow: {} ← {}{}:", flow_name(dst), operators, flow_name(*edge.src)));
  for (const Note* note = edge.notes; note != nullptr; note = note->next) {
    tell(about, fmt::format("    from {} ({})", text_of(*note), note->why));
    Spot spot = line_at(*note->function, note->at, {}, Certainty::Exact);
    spot.unknown = note->local && note->at.pos == 0;
    early_lines_.back().about = spot;
  }
}

}  // namespace escapement::escape
