// Variables, parameters and results: the frame, or the heap where they move.
#include "analysis/placement/sites.h"

namespace escapement::placement {

using escape::Decision;
using ir::LocalRole;

namespace {

SiteKind kind_of(LocalRole role) {
  switch (role) {
    case LocalRole::Param:
    case LocalRole::Receiver: return SiteKind::Parameter;
    case LocalRole::Result: return SiteKind::Result;
    default: return SiteKind::Variable;
  }
}

// A parameter may have two locations: that of its lines, and that of the variable it moves to.
bool shown(Analysis& a, const ir::Local& local, const escape::Location& location) {
  if (local.role == LocalRole::Temp) return false;
  if (local.role == LocalRole::Variable) return true;
  if (local.unnamed) return false;
  if (location.on_heap) return location.decision == Decision::MovedToHeap;
  return location.decision != Decision::None || !types::has_pointers(a.t, local.type) || local.role == LocalRole::Result;
}

}  // namespace

void variable_site(Analysis& a, const escape::UnitResult& result, const escape::Location& location) {
  const ir::Unit& unit = *result.unit;
  const ir::Local& local = unit.local(location.local);
  if (unit.funcs[location.func].wrapper || !shown(a, local, location)) return;
  Site& site =
      a.add(kind_of(local.role), local.name, a.place_in(unit, local.pos, local.end), location.on_heap ? Segment::Heap : Segment::Stack);
  site.function = unit.funcs[location.func].name;
  site.size.bytes = static_cast<uint64_t>(types::size_of(a.t, local.type));
  site.has_pointers = types::has_pointers(a.t, local.type);
  describe(a, result, location, site);
  conclude(site, unit.funcs[location.func], location, {});
  if (local.role != LocalRole::Variable && !location.on_heap) site.hint.clear();
}

}  // namespace escapement::placement
