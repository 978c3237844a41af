// Channels: always on the heap, and never mentioned by gc's -m (runtime/chan.go: makechan).
#include <fmt/format.h>

#include "analysis/placement/sites.h"

namespace escapement::placement {

using ir::Op;

namespace {

constexpr uint64_t kHeader = 112;  // bytes: runtime.hchan on 64-bit machines, Go 1.25 and later

Size size_of_channel(Analysis& a, const ir::Unit& unit, const ir::Node& n) {
  Size size;
  auto const element = static_cast<uint64_t>(types::size_of(a.t, a.t.elem(a.t.underlying(n.type))));
  auto const list = unit.list(n.list);
  int64_t count = 0;
  bool const known = list.empty() || !list[0] ||
                     (unit.node(list[0]).op == Op::Literal && unit.values[unit.node(list[0]).ref].fits_int64(count) && count >= 0);
  if (known || element == 0) {
    size.bytes = kHeader + element * static_cast<uint64_t>(count);
  } else {
    size.formula = fmt::format("{} B + {} B · {}", kHeader, element, ir::print_expression(a.program, unit, list[0]));
  }
  return size;
}

}  // namespace

void channel_sites(Analysis& a, const ir::Unit& unit, std::span<const ir::NodeId> written) {
  for (ir::NodeId id : written) {
    const ir::Node& n = unit.node(id);
    if (n.op != Op::MakeChan) continue;
    Site& site = a.add(SiteKind::Channel, ir::print_expression(a.program, unit, id), a.place_in(unit, n.pos, n.pos + 1), Segment::Heap);
    site.function = function_at(unit, n.pos);
    site.hint = "escapes to heap";
    site.size = size_of_channel(a, unit, n);
    site.has_pointers = types::has_pointers(a.t, a.t.elem(a.t.underlying(n.type)));
    site.lifetime = "until unreachable";
    site.notes = "channels are always on the heap; gc's -m does not mention them";
    site.instances.push_back({"out of line", Segment::Heap});
  }
}

}  // namespace escapement::placement
