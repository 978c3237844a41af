#include "analysis/placement/sites.h"

#include <fmt/format.h>

#include <algorithm>

namespace escapement::placement {

Site& Analysis::add(SiteKind kind, std::string name, Place at, Segment segment) {
  Site site;
  site.kind = kind;
  site.name = std::move(name);
  site.place = at;
  site.anchor = at;
  site.segment = segment;
  report.sites.push_back(std::move(site));
  return report.sites.back();
}

const ir::StaticValues& Analysis::static_values(const ir::Unit& unit) {
  auto& kept = static_values_by_unit[&unit];
  if (!kept) kept = std::make_unique<ir::StaticValues>(program, unit);
  return *kept;
}

Place Analysis::place_in(const ir::Unit& unit, uint32_t begin, uint32_t end) const {
  return positions.now({unit.file_id(), {begin, std::max(begin + 1, end)}});
}

std::string function_at(const ir::Unit& unit, uint32_t offset) {
  const ir::Func* best = &unit.funcs[0];
  for (const ir::Func& f : unit.funcs) {
    if (!f.wrapper && is_written_here(f) && f.begin <= offset && offset < f.end && f.begin >= best->begin) best = &f;
  }
  return best->name;
}

void conclude(Site& site, const ir::Func& func, const escape::Location& location, const std::string& condition) {
  bool const assumed = location.certainty == escape::Certainty::Assumed;
  if (site.segment == Segment::Heap && location.on_heap) {
    site.hint = assumed ? "may escape to heap" : "escapes to heap";
  } else {
    site.hint = segment_name(site.segment);
  }
  if (!condition.empty()) site.hint += ", " + condition;
  site.decision = location.text;
  site.instances.push_back({place_of_code(func), site.segment});
}

std::string place_of_code(const ir::Func& func) {
  return func.name.find('[') == std::string::npos ? "out of line" : fmt::format("out of line, in {}", func.name);
}

}  // namespace escapement::placement
