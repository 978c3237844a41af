// Functions, methods and the code of function literals: the code segment.
#include <fmt/format.h>

#include "analysis/placement/sites.h"

namespace escapement::placement {

namespace {

std::string words_of(const ir::Func& func) {
  if (func.outer) return fmt::format("code of the function literal{}", func.label.empty() ? "" : " " + func.label);
  return func.no_body ? "implemented outside Go" : "machine code";
}

void function_site(Analysis& a, const ir::Unit& unit, const ir::Func& func) {
  bool const declared = static_cast<bool>(func.object);
  bool const method = declared && a.t.signature_of(func.type).receiver;
  uint32_t const at = declared ? a.program.place_of(func.object).span.begin : func.begin;
  std::string_view const word = declared ? a.program.names().text(a.t.object(func.object).name) : "func";
  Site& site = a.add(method ? SiteKind::Method : SiteKind::Function, func.name, place_in(unit, func.begin, func.end), Segment::Code);
  site.anchor = place_in(unit, at, at + static_cast<uint32_t>(word.size()));
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
    if (!func.wrapper && (func.object || func.outer)) function_site(a, unit, func);
  }
}

}  // namespace escapement::placement
