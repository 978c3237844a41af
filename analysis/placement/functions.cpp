// Functions, methods and the code of function literals: the code segment.
#include <fmt/format.h>

#include "analysis/placement/sites.h"

namespace escapement::placement {

namespace {

std::string words_of(const ir::Func& func) {
  if (func.outer) return fmt::format("code of the function literal{}", func.label.empty() ? "" : " " + func.label);
  return func.no_body ? "implemented outside Go" : "machine code";
}

// Of an instance, without what only gc calls so.
std::string name_of(const ir::Func& func) { return func.outer ? func.name : std::string(generic_part(func.name)); }

void function_site(Analysis& a, const ir::Unit& unit, const ir::Func& func) {
  types::ObjectId const declared = func.object || func.outer ? func.object : func.instance.generic;
  bool const method = declared && a.t.signature_of(a.t.object(declared).type).receiver;
  std::string_view const word = declared ? a.program.names().text(a.t.object(declared).name) : "func";
  Place const whole = a.place_in(unit, func.begin, func.end);
  uint32_t const at = declared ? a.program.place_of(declared).span.begin : whole.span.begin;
  Site& site = a.add(method ? SiteKind::Method : SiteKind::Function, name_of(func), whole, Segment::Code);
  site.anchor.span = {at, at + static_cast<uint32_t>(word.size())};
  site.function = func.name;
  site.hint = func.outer ? "" : "code";
  site.lifetime = "whole program";
  site.notes = words_of(func);
  if (unit.failed) {
    site.certainty = Certainty::NotAnalysed;
    site.reason = fmt::format("Its storage is not analysed: {}.", unit.failed->construct);
  }
}

}  // namespace

void function_sites(Analysis& a, const ir::Unit& unit) {
  for (const ir::Func& func : unit.funcs) {
    if (!func.wrapper && !func.synthetic && is_written_here(func) && (func.object || func.outer || func.instance.generic))
      function_site(a, unit, func);
  }
}

}  // namespace escapement::placement
