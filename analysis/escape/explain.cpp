// Paths through the graph, and what -m=2 says on top of -m: how variables are captured, and the flows that make things escape or leak
// (cmd/compile/internal/escape, graph.go: flow; solve.go: explainPath, explainFlow). Lines are rendered when gc prints them: literals may replace
// variables later.
#include <algorithm>

#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include "analysis/escape/batch.h"

namespace escapement::escape {

namespace {
// Nobody reads longer paths, and each location keeps its own. gc writes them all.
constexpr size_t kMostFlows = 100;
}  // namespace

FlowEnd Batch::end_of(const Loc& location) const {
  if (&location == &heap_) return {};
  return {location.func->unit, location.local, location.node};
}

Flow Batch::flow_of(const Loc& dst, const Edge& edge) const {
  Flow out{end_of(dst), end_of(*edge.src), edge.derefs, {}};
  for (const Note* note = edge.notes; note != nullptr; note = note->next) {
    out.reasons.push_back({note->function->unit, note->function->index, note->node, note->local, note->at, note->why});
  }
  return out;
}

// From the source to the root of the walk.
Path Batch::path_to(const Loc& root, const Loc* src) const {
  Path out;
  absl::flat_hash_set<const Loc*> visited;
  while (src != &root && src->dst != nullptr) {
    if (flows_ == Flows::Untold && out.flows.size() == kMostFlows) {
      out.too_long = true;
      break;
    }
    if (!visited.insert(src).second) {
      out.cut_short = true;
      break;
    }
    out.flows.push_back(flow_of(*src->dst, src->dst->edges[src->dst_edge]));
    src = src->dst;
  }
  return out;
}

Explanation& Batch::explanation_of(Loc& location) {
  if (!location.explanation) location.explanation = std::make_shared<Explanation>();
  return *location.explanation;
}

void Batch::explain_escape(Loc& location, Path path) {
  if (flows_ == Flows::Told) {
    std::string const text =
        location.local ? text_of(program_, end_of(location), literals_)
                       : ir::print_expression(program_, *location.func->unit, location.node, literals_.of(program_, *location.func->unit));
    tell(location, fmt::format("{} escapes to heap in {}:", text, location.func->func().name));
    tell(location, path);
  }
  if (!location.has(kEscapes)) explanation_of(location).escape = std::move(path);
}

void Batch::explain_leak(Loc& param, const Loc& root, int derefs) {
  Leak leak{leaked_result(param, root), derefs, path_to(root, &param)};
  if (flows_ == Flows::Told) {
    tell(param, fmt::format("parameter {} leaks to {} for {} with derefs={}:", text_of(program_, end_of(param), literals_),
                            text_of(program_, end_of(root), literals_), param.func->func().name, derefs));
    tell(param, leak.path);
  }
  std::vector<Leak>& leaks = explanation_of(param).leaks;
  auto const known = std::ranges::find(leaks, leak.result, &Leak::result);
  if (known == leaks.end()) {
    leaks.push_back(std::move(leak));
  } else if (leak.derefs < known->derefs) {
    *known = std::move(leak);
  }
}

void Batch::tell(const Loc& about, std::string text) {
  Line line = line_about(about, std::move(text), Certainty::Exact);
  line.detail = true;
  line.unknown = about.local && about.func->unit->local(about.local).no_position;
  early_lines_.push_back(std::move(line));
}

void Batch::tell(const Loc& about, const Path& path) {
  for (const Flow& each : path.flows) {
    FlowText const flow = text_of(program_, each, literals_);
    tell(about, line_of(flow));
    for (const ReasonText& reason : flow.reasons) {
      tell(about, line_of(reason));
      early_lines_.back().about = reason.at;
    }
  }
  if (path.cut_short) tell(about, std::string(kCutShort));
}

void Batch::tell_capture(const Loc& location, bool by_value) {
  const ir::Local& local = location.func->unit->local(location.local);
  const Function& owner = *functions_.of(location.func->unit, location.func->index);
  tell(location, fmt::format("{} capturing by {}: {} (addr={} assign={} width={})", shown_name(program_, owner), by_value ? "value" : "ref",
                             text_of(program_, end_of(location), literals_), location.address_taken, location.reassigned,
                             types::size_of(t_, local.type)));
  early_lines_.back().nowhere = local.no_position;
}

}  // namespace escapement::escape
