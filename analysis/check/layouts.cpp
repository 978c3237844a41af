// Types that gc refuses because their values would be too large (cmd/compile/internal/types: CalcSize). It lays types out only in packages
// that have no other error.
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using types::BasicKind;

void Checker::lay_out_later(DelayedCheck::Kind kind, NodeId at, TypeId type) { package_.layouts.push_back({kind, decl_, at, type, {}}); }

void Program::check_layouts(Package& package) {
  bool const sound =
      package.diagnostics.empty() && std::ranges::all_of(package.decls, [](const PackageDecl& d) { return d.info.errors.empty(); });
  if (!sound) return;
  for (const DelayedCheck& each : package.layouts) valid_layout(package, each);
}

void Program::valid_layout(Package& package, const DelayedCheck& layout) {
  constexpr int64_t kLargestElement = (1 << 16) - 1;  // a channel keeps the size in 16 bits
  if (types::has_variable_size(types_, layout.type)) return;
  int64_t const size = types::size_of(types_, layout.type);
  bool const element = layout.kind == DelayedCheck::Kind::Element;
  // types.MaxWidth
  int64_t const address_space = types_.sizes().pointer == 8 ? int64_t{1} << 50 : (int64_t{1} << 31) - 1;
  if (size <= (element ? kLargestElement : address_space - 1)) return;
  std::string const type = types::type_string(types_, layout.type, package.id, types::TypeStyle::GoTypes);
  base::Span const span = package.decls[layout.decl].tree->node(layout.node).span();
  package.diagnostics.push_back({base::Severity::Error,
                                 errors::kTooLarge,
                                 place(package, layout.decl, span),
                                 element
                                     ? fmt::format("elements of a channel have at most {} bytes, and {} is larger", kLargestElement, type)
                                     : fmt::format("{} does not fit the address space", type),
                                 {}});
}

}  // namespace escapement::check
