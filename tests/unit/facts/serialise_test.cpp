#include <catch2/catch.hpp>

#include "analysis/facts/serialise.h"

using namespace escapement::facts;

namespace {

PackageFacts sample() {
  Leaks to_heap;
  to_heap.add_heap(1);
  Leaks to_result;
  to_result.add_result(4, 127);
  to_result.add_mutator(0);
  return {"example.org/p",
          {{"(*T).M", {{to_heap, {}}}, UintptrArguments::Plain}, {"F", {{to_result, to_result}, {{}, {}}}, UintptrArguments::Escape}}};
}

}  // namespace

TEST_CASE("facts come back as they were written") {
  auto const read = deserialise(serialise(sample()));
  REQUIRE(read.has_value());
  CHECK(*read == sample());
  CHECK(*deserialise(serialise(PackageFacts{})) == PackageFacts{});
}

TEST_CASE("a damaged file is refused, whichever byte is wrong") {
  std::string const good = serialise(sample());
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x20);
    INFO("byte " << i);
    CHECK_FALSE(deserialise(bad).has_value());
  }
}

TEST_CASE("a file that ends too early or goes on too long is refused") {
  std::string const good = serialise(sample());
  for (size_t length = 0; length < good.size(); ++length) CHECK_FALSE(deserialise(std::string_view(good).substr(0, length)).has_value());
  CHECK(deserialise(good + "x").error() == ReadError::Damaged);
}

TEST_CASE("the header says what is wrong") {
  CHECK(deserialise("short").error() == ReadError::TooShort);
  std::string foreign = serialise(sample());
  foreign[0] = 'X';
  CHECK(deserialise(foreign).error() == ReadError::ForeignFile);
  std::string newer = serialise(sample());
  newer[8] = 99;
  CHECK(deserialise(newer).error() == ReadError::OtherVersion);
}

TEST_CASE("facts are found by package and name") {
  Facts facts;
  facts.add(sample());
  REQUIRE(facts.find("example.org/p", "F") != nullptr);
  CHECK(facts.find("example.org/p", "F")->uintptr_arguments == UintptrArguments::Escape);
  CHECK(facts.find("example.org/p", "G") == nullptr);
  CHECK(facts.find("example.org/q", "F") == nullptr);
}
