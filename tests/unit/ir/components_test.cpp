#include <algorithm>

#include <catch2/catch.hpp>

#include "analysis/ir/components.h"

namespace {

using Mentions = std::vector<std::vector<uint32_t>>;

// The components in the order in which they are visited.
Mentions components(const Mentions& mentions, uint32_t first = 0, std::vector<uint32_t> capturing = {}) {
  Mentions out;
  escapement::ir::MentionGraph const graph{mentions.size(), [&](uint32_t i) { return mentions[i]; },
                                           [&](uint32_t i) { return std::ranges::find(capturing, i) != capturing.end(); }};
  escapement::ir::visit_bottom_up(graph, first,
                                  [&](std::span<const uint32_t> members) { out.emplace_back(members.begin(), members.end()); });
  return out;
}

}  // namespace

TEST_CASE("functions come after those they mention, in the order of mention") {
  CHECK(components({{2, 1}, {}, {}}) == Mentions{{2}, {1}, {0}});
}

TEST_CASE("functions that mention each other are one component, whoever is entered first at its head") {
  CHECK(components({{1}, {2, 3}, {1}, {}}) == Mentions{{3}, {1, 2}, {0}});
  CHECK(components({{0}}) == Mentions{{0}});
}

TEST_CASE("a literal that captures is looked at with its function; what it mentions comes first") {
  CHECK(components({{1}, {2}, {}}, 0, {1}) == Mentions{{2}, {0, 1}});
  CHECK(components({{1}, {2}, {}}) == Mentions{{2}, {1}, {0}});
}

TEST_CASE("functions before the first are done; numbers beyond the graph are passed over") {
  CHECK(components({{1}, {}, {0, 3, 9}, {}}, 2) == Mentions{{3}, {2}});
}

TEST_CASE("a chain of any depth is followed") {
  constexpr uint32_t kDeep = 200'000;
  Mentions chain(kDeep);
  for (uint32_t i = 0; i + 1 < kDeep; ++i) chain[i] = {i + 1};
  CHECK(components(chain).front() == std::vector<uint32_t>{kDeep - 1});
}
