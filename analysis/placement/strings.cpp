// The bytes of string constants: read-only data. A constant that is boxed has a site of its own
// (expressions.cpp).
#include <absl/container/flat_hash_set.h>

#include "analysis/placement/sites.h"

namespace escapement::placement {

using ir::Op;

void string_sites(Analysis& a, const ir::Unit& unit, std::span<const ir::NodeId> written) {
  absl::flat_hash_set<uint32_t> boxed;
  for (ir::NodeId id : written) {
    const ir::Node& n = unit.node(id);
    if (n.op == Op::ConvIface) boxed.insert(n.x.value);
  }
  for (ir::NodeId id : written) {
    const ir::Node& n = unit.node(id);
    if (n.op != Op::Literal || unit.values[n.ref].kind() != constant::Kind::String || boxed.contains(id.value)) continue;
    const std::string& value = unit.values[n.ref].as_string();
    if (value.empty()) continue;
    Site& site = a.add(SiteKind::String, ir::print_expression(a.program, unit, id), a.place_in(unit, n.pos, n.pos + 1), Segment::Rodata);
    site.place = a.place_in(unit, n.begin, n.end);
    site.function = function_at(unit, n.pos);
    site.size.bytes = value.size();
    site.lifetime = "whole program";
    site.hint = "rodata";
    site.notes = "the string's bytes; equal strings of the program share them";
  }
}

}  // namespace escapement::placement
