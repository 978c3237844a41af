#include "analysis/inline/bottom_up.h"

#include <algorithm>
#include <iterator>

#include "analysis/ir/components.h"
#include "analysis/ir/mentions.h"

namespace escapement::inlining {

namespace {

std::vector<uint32_t> mentions_of(Functions& functions, const Function& function) {
  std::vector<uint32_t> out;
  if (function.gone) return out;
  const Unit& unit = *function.unit;
  ir::for_each_mention(unit, function.func(), [&](const ir::Node& n) {
    if (n.op == ir::Op::Closure) {
      out.push_back(functions.of(unit, n.ref).number);
    } else if (Function* const callee = functions.of(unit, n)) {
      out.push_back(callee->number);
    }
  });
  return out;
}

}  // namespace

void visit_bottom_up(Functions& functions, const std::function<void(std::span<Function* const>)>& visit) {
  visit_bottom_up(functions, 0, visit);
}

void visit_bottom_up(Functions& functions, size_t first, const std::function<void(std::span<Function* const>)>& visit) {
  auto& all = functions.all();
  // The first of the initialisers stands for all. They are there from the start, and nothing that comes later is one.
  std::vector<Function*> const initialisers = first == 0 ? functions.initialisers() : std::vector<Function*>();
  auto const is_merged = [&](uint32_t i) { return i >= first && all[i].initialiser && &all[i] != initialisers[0]; };
  auto const mentions = [&](uint32_t i) {
    std::vector<uint32_t> out;
    if (is_merged(i)) return out;
    if (!all[i].initialiser) return mentions_of(functions, all[i]);
    // They are in the order in which they run, with the functions that make maps among them.
    for (const Function& part : all) {
      if (part.initialiser) std::ranges::copy(mentions_of(functions, part), std::back_inserter(out));
      if (part.index == 0 && part.func().is_outlined_map()) out.push_back(part.number);
    }
    return out;
  };
  ir::MentionGraph const graph{all.size(), mentions, [&](uint32_t i) { return !all[i].gone && all[i].is_capturing(); }};
  ir::visit_bottom_up(graph, static_cast<uint32_t>(first), [&](std::span<const uint32_t> members) {
    if (is_merged(members[0])) return;
    std::vector<Function*> group;
    for (uint32_t member : members) {
      if (!all[member].gone) group.push_back(&all[member]);
      if (all[member].initialiser) group.insert(group.end(), initialisers.begin() + 1, initialisers.end());
    }
    if (!group.empty()) visit(group);
  });
}

}  // namespace escapement::inlining
