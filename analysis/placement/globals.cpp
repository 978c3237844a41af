// Package-level variables and constants. The section of a variable depends on two things: does its type have
// pointers, and does static initialisation write any bytes of it (cmd/compile/internal/gc, obj.go;
// cmd/compile/internal/staticinit).
#include <fmt/format.h>

#include <algorithm>

#include "analysis/placement/sites.h"

namespace escapement::placement {

using ir::Op;
using types::TypeKind;

namespace {

bool initialised_by_code(const Analysis& a, types::ObjectId object) {
  for (const ir::Unit* unit : a.units) {
    if (unit->failed || unit->funcs[0].initialises == 0) continue;
    auto is_it = [&](ir::NodeId left) { return left && unit->node(left).op == Op::Global && unit->node(left).ref == object.value; };
    for (ir::NodeId id : unit->funcs[0].body) {
      const ir::Node& n = unit->node(id);
      if (n.op == Op::Assign && is_it(n.x)) return true;
      if (std::ranges::any_of(unit->list(n.list), is_it)) return true;
    }
  }
  return false;
}

void constant_site(Analysis& a, types::ObjectId object, std::string name) {
  Site& site = a.add(SiteKind::Constant, std::move(name), a.program.place_of(object), Segment::None);
  site.lifetime = "compile time";
  site.notes = fmt::format("a constant ({}): no storage, its value is part of the code that uses it",
                           constant::short_text(a.t.object(object).value));
}

void variable_site(Analysis& a, types::ObjectId object, std::string name, const check::Declared& where) {
  types::TypeId const type = a.t.object(object).type;
  if (!type || a.t.kind(type) == TypeKind::Invalid) return;
  bool const pointers = types::has_pointers(a.t, type);
  bool const dynamic = initialised_by_code(a, object);
  const check::Info& info = a.package.decls[where.decl].info;
  const constant::Value* const value = where.value ? info.value(where.value) : nullptr;
  bool const nil = where.value && info.mode(where.value) == check::Mode::Nil;
  bool const has_bytes = where.value && !dynamic && !nil && (value == nullptr || !constant::is_zero(*value));
  Segment const segment = has_bytes ? Segment::Data : Segment::Bss;
  Site& site = a.add(SiteKind::Global, std::move(name), a.program.place_of(object), segment);
  site.hint = segment_name(segment);
  site.size.bytes = static_cast<uint64_t>(types::size_of(a.t, type));
  site.has_pointers = pointers;
  site.lifetime = "whole program";
  site.notes = fmt::format("section {}{}", pointers ? "" : "noptr", segment_name(segment));
  if (dynamic) site.notes += "; its value is made by init when the program starts";
}

}  // namespace

void global_sites(Analysis& a) {
  std::vector<std::pair<uint32_t, const check::Declared*>> sorted;
  for (const auto& [id, where] : a.package.declared) sorted.emplace_back(id, &where);
  std::ranges::sort(sorted, {}, [](const auto& p) { return p.first; });
  for (const auto& [id, where] : sorted) {
    types::ObjectId const object(id);
    std::string name(a.program.names().text(a.t.object(object).name));
    if (name == "_") continue;
    types::ObjectKind const kind = a.t.object(object).kind;
    if (kind == types::ObjectKind::Const) constant_site(a, object, std::move(name));
    if (kind == types::ObjectKind::Var) variable_site(a, object, std::move(name), *where);
  }
}

}  // namespace escapement::placement
