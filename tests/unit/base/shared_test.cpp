// What several threads use at once.
#include <catch2/catch.hpp>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "analysis/base/shared_arena.h"
#include "analysis/base/shared_map.h"
#include "analysis/base/stable_vector.h"

using namespace escapement::base;

namespace {

constexpr int kThreads = 4;

template <class Run>
void on_threads(Run&& run) {
  std::vector<std::jthread> threads;
  for (int t = 0; t < kThreads; ++t) threads.emplace_back([&run, t] { run(t); });
}

}  // namespace

TEST_CASE("elements of a stable vector never move, whoever appends") {
  StableVector<std::string> list;
  std::vector<uint32_t> indexes[kThreads];
  const std::string* const first = &list[list.append("first")];
  on_threads([&](int t) {
    for (int i = 0; i < 5000; ++i) indexes[t].push_back(list.append(std::to_string(t * 100000 + i)));
  });
  CHECK(list.size() == 1 + kThreads * 5000);
  CHECK(&list[0] == first);
  for (int t = 0; t < kThreads; ++t) {
    for (int i = 0; i < 5000; ++i) REQUIRE(list[indexes[t][static_cast<size_t>(i)]] == std::to_string(t * 100000 + i));
  }
}

TEST_CASE("pieces of a shared arena do not overlap") {
  SharedArena arena;
  std::vector<unsigned char*> pieces[kThreads];
  constexpr size_t kSizes[] = {1, 24, 300, 70000};
  on_threads([&](int t) {
    for (int i = 0; i < 400; ++i) {
      size_t const size = kSizes[i % 4];
      auto* const piece = static_cast<unsigned char*>(arena.allocate(size));
      std::memset(piece, t + 1, size);
      pieces[t].push_back(piece);
    }
  });
  for (int t = 0; t < kThreads; ++t) {
    for (size_t i = 0; i < pieces[t].size(); ++i) {
      unsigned char* const piece = pieces[t][i];
      REQUIRE(std::all_of(piece, piece + kSizes[i % 4], [&](unsigned char c) { return c == t + 1; }));
    }
  }
}

TEST_CASE("what is put into a shared map first stays") {
  SharedMap<int, int> map;
  int seen[kThreads][1000];
  on_threads([&](int t) {
    for (int key = 0; key < 1000; ++key) seen[t][key] = map.find_or_make(key, [&] { return std::pair(key, t); });
  });
  for (int key = 0; key < 1000; ++key) {
    int const winner = map.find(key).value();
    for (auto& each : seen) REQUIRE(each[key] == winner);
    CHECK(map.put(key, -1, [&] { return key; }) == winner);
  }
  CHECK(!map.find(1000));
}
