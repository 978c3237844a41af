#include "analysis/placement/positions.h"

#include <algorithm>

namespace escapement::placement {

Positions::Positions(const check::Package& package, std::span<const uint32_t> starts) {
  for (size_t i = 0; i < starts.size(); ++i) {
    const check::PackageDecl& decl = package.decls[i];
    moved_[package.files[decl.file].source->id.value].push_back({starts[i], decl.start - starts[i]});
  }
  for (auto& [file, list] : moved_) std::ranges::sort(list, {}, &Moved::from);
}

base::Place Positions::now(base::Place place) const {
  auto const found = moved_.find(place.file.value);
  if (found == moved_.end()) return place;
  auto const behind = std::ranges::upper_bound(found->second, place.span.begin, {}, &Moved::from);
  if (behind != found->second.begin()) place.span = place.span.shifted(std::prev(behind)->by);
  return place;
}

}  // namespace escapement::placement
