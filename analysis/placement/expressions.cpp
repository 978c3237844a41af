// Expressions that need storage of their own: literals, make and new, conversions, function values, append,
// concatenation.
#include "analysis/placement/storage.h"

namespace escapement::placement {

using ir::Op;

namespace {

SiteKind kind_of(const ir::Node& n) {
  switch (n.op) {
    case Op::Closure: return SiteKind::Closure;
    case Op::ConvIface: return SiteKind::InterfaceValue;
    case Op::New: return SiteKind::New;
    case Op::MakeSlice: return SiteKind::Make;
    case Op::MakeMap:
    case Op::MapLit: return SiteKind::Map;
    case Op::SliceLit: return (n.flags & ir::kImplicit) != 0 ? SiteKind::VariadicSlice : SiteKind::CompositeLiteral;
    case Op::PtrLit:
    case Op::StructLit:
    case Op::ArrayLit: return SiteKind::CompositeLiteral;
    case Op::Append: return SiteKind::Append;
    case Op::MethodValue: return SiteKind::MethodValue;
    case Op::AddStr: return SiteKind::Concatenation;
    default: return SiteKind::Conversion;
  }
}

std::string name_of(Analysis& a, const ir::Unit& unit, ir::NodeId id) {
  const ir::Node& n = unit.node(id);
  if (n.op == Op::Append) return "append";
  if (n.op == Op::Closure && !unit.funcs[n.ref].label.empty()) return unit.funcs[n.ref].label + "'s func literal";
  return ir::print_expression(a.program, unit, id);
}

}  // namespace

void expression_site(Analysis& a, const escape::UnitResult& result, const escape::Location& location) {
  const ir::Unit& unit = *result.unit;
  const ir::Node& n = unit.node(location.node);
  Storage storage = storage_of(a, result, location);
  uint32_t const width = n.op == Op::Closure ? 4 : 1;  // `func`, else the operator
  Site& site = a.add(kind_of(n), name_of(a, unit, location.node), a.place_in(unit, n.pos, n.pos + width), storage.segment);
  site.place = a.place_in(unit, n.begin, n.end);
  site.function = unit.funcs[location.func].name;
  site.size = std::move(storage.size);
  site.has_pointers = storage.has_pointers;
  describe(a, result, location, site);
  if (!storage.note.empty()) site.notes = std::move(storage.note);
  bool const same_either_way = storage.segment != Segment::Heap && storage.segment != Segment::Stack;
  if (same_either_way) {  // whatever the imported body does
    site.certainty = Certainty::Exact;
    site.reason.clear();
  }
  conclude(site, unit.funcs[location.func], location, storage.condition);
}

}  // namespace escapement::placement
