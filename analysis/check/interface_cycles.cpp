// gc's restriction on interfaces without a name that reach themselves through the signatures of their methods: it cannot write such types
// down (cmd/compile/internal/noder: cycleFinder, https://go.dev/issue/56103). As gc, only packages without other errors are asked.
#include <algorithm>
#include <utility>

#include "analysis/check/program.h"

namespace escapement::check {

using types::TypeKind;

namespace {

class InterfaceCycles {
 public:
  explicit InterfaceCycles(types::TypeTable& t) : t_(t) {}

  // Whether a walk from this interface's methods leads to an interface that it is in the middle of. Said once of each.
  bool starts_at(TypeId interface_type) {
    if (!any_method_leads_back(interface_type)) return false;
    for (auto& [type, in_the_middle] : seen_) in_the_middle = false;
    return true;
  }

 private:
  bool any_method_leads_back(TypeId interface_type) {
    return std::ranges::any_of(t_.type_set(interface_type).methods, [&](const types::Method& m) { return leads_back(m.signature); });
  }

  // Types with a name end the walk.
  bool leads_back(TypeId type) {
    type = t_.unalias(type);
    auto each = [&](const auto& part) { return leads_back(part.type); };
    switch (t_.kind(type)) {
      case TypeKind::Pointer:
      case TypeKind::Array:
      case TypeKind::Slice:
      case TypeKind::Chan: return leads_back(t_.elem(type));
      case TypeKind::Map: return leads_back(t_.key(type)) || leads_back(t_.elem(type));
      case TypeKind::Struct: return std::ranges::any_of(t_.fields(type), each);
      case TypeKind::Signature:
        return std::ranges::any_of(t_.signature_of(type).params, each) || std::ranges::any_of(t_.signature_of(type).results, each);
      case TypeKind::Interface: break;
      default: return false;
    }
    if (t_.interface_of(type).methods.empty() && t_.interface_of(type).embedded.empty()) return false;
    auto const [known, added] = seen_.try_emplace(type.value, true);
    if (!added) return known->second;
    if (any_method_leads_back(type)) return true;
    seen_[type.value] = false;
    return false;
  }

  types::TypeTable& t_;
  absl::flat_hash_map<uint32_t, bool> seen_;  // whether the walk is in the middle of it
};

}  // namespace

void Program::report_interface_cycles(Package& package) {
  std::vector<WrittenInterface>& written = package.interfaces;
  if (written.empty() || has_errors(package)) return;
  std::ranges::sort(written, {},
                    [&](const WrittenInterface& i) { return std::pair(i.decl, package.decls[i.decl].tree->node(i.node).span().begin); });
  InterfaceCycles cycles(types_);
  base::Span outer;
  uint32_t decl = 0;
  for (const WrittenInterface& each : written) {
    PackageDecl& owner = package.decls[each.decl];
    base::Span const span = owner.tree->node(each.node).span();
    bool const inside = each.decl == decl && span.begin > outer.begin && span.end < outer.end;
    if (inside) continue;  // the one around it has been asked
    outer = span;
    decl = each.decl;
    if (!cycles.starts_at(each.type)) continue;
    owner.info.errors.push_back({span, errors::kInterfaceCycle,
                                 "an interface without a name refers to itself here; give the inner interface a name",
                                 ErrorStrength::Hard});
    package.cycle_errors.push_back(each.decl);
  }
}

}  // namespace escapement::check
