// A generic function is compiled once for each shape of its arguments: what stands at one place of its text is one site, with a placement in
// each instance.
#include <algorithm>

#include "analysis/placement/sites.h"

namespace escapement::placement {

namespace {

bool is_same(const Site& a, const Site& b) {
  return a.kind == b.kind && a.anchor.file == b.anchor.file && a.anchor.span == b.anchor.span && a.function != b.function &&
         generic_part(a.function) == generic_part(b.function);
}

// People are warned of the heap where one instance needs it.
bool says_more(const Site& a, const Site& b) { return a.segment == Segment::Heap && b.segment != Segment::Heap; }

void merge(Site& into, Site&& other) {
  std::vector<Instance> instances = std::move(into.instances);
  instances.insert(instances.end(), other.instances.begin(), other.instances.end());
  bool const differ = std::ranges::any_of(instances, [&](const Instance& each) { return each.segment != instances[0].segment; });
  if (says_more(other, into)) into = std::move(other);
  into.instances = std::move(instances);
  constexpr std::string_view kDiffer = "not in every instance of the generic function";
  if (differ && !into.notes.ends_with(kDiffer)) into.notes += (into.notes.empty() ? "" : "; ") + std::string(kDiffer);
}

}  // namespace

std::string_view generic_part(std::string_view function) { return function.substr(0, function.find('[')); }

void merge_instances(std::vector<Site>& sites) {
  std::vector<Site> out;
  size_t here = 0;  // the first of those with the last one's anchor
  for (Site& site : sites) {
    if (out.empty() || out.back().anchor.file != site.anchor.file || out.back().anchor.span.begin != site.anchor.span.begin)
      here = out.size();
    auto const same =
        std::find_if(out.begin() + static_cast<std::ptrdiff_t>(here), out.end(), [&](const Site& each) { return is_same(each, site); });
    if (same == out.end()) {
      out.push_back(std::move(site));
    } else {
      merge(*same, std::move(site));
    }
  }
  sites = std::move(out);
}

}  // namespace escapement::placement
