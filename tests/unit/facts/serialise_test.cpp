#include <catch2/catch.hpp>

#include "analysis/facts/bytes.h"
#include "analysis/facts/serialise.h"
#include "tests/unit/facts/forge.h"

using namespace escapement::facts;
using escapement::test::forged;
using escapement::test::header_size;

namespace {

const Target kTarget{"go1.26", "linux", "amd64"};

// Facts with something in every table.
InlineFacts inlining() {
  InlineFacts out;
  out.vocabulary = 7;
  out.names = {"T", "M", "int", "F", "local"};
  out.packages = {"example.org/p", "io"};
  out.files = {{"p.go", 100, 0xFFFF'0000'1234'5678}};
  out.objects = {{ObjectName::Kind::Declared, 1, 0, 0}, {ObjectName::Kind::Method, 1, 1, 0}, {ObjectName::Kind::InterfaceMethod, 2, 1, 5}};
  Type integer;
  integer.name = 3;
  Type declared;
  declared.form = TypeForm::Declared;
  Type method;
  method.form = TypeForm::OfObject;
  method.object = 1;
  Type local;
  local.form = TypeForm::Local;
  Type fields;
  fields.form = TypeForm::Struct;
  fields.members = {{1, 1, 0, 0, false}, {2, 0, 3, 2, true}};
  Type interface;
  interface.form = TypeForm::Interface;
  interface.members = {{2, 0, 2, 0, false}};
  Type array;
  array.form = TypeForm::Array;
  array.types = {0};
  array.number = uint64_t{1} << 40;
  out.types = {integer, declared, method, local, fields, interface, array};
  out.local_types = {{4, 4}};
  out.constants = {"i2a", std::string("s\0\n", 3)};
  Leaks content, every_slot;
  content.add_heap(1);
  every_slot.heap = every_slot.mutator = every_slot.callee = 0;
  every_slot.results = {0, 1, 2, 126, 127};
  out.functions = {{"(*T).M", 2, true, 12, kDelaysResults, "", "body", {content, {}, every_slot}},
                   {"F", 0, false, 92, kNoInline, "marked go:noinline", "", {}}};
  out.passed_on = {1};
  return out;
}

PackageFacts sample() {
  Leaks to_heap;
  to_heap.add_heap(1);
  Leaks to_result;
  to_result.add_result(4, 127);
  to_result.add_mutator(0);
  return {"example.org/p",
          {{"(*T).M", {{to_heap, {}}}, UintptrArguments::Plain}, {"F", {{to_result, to_result}, {{}, {}}}, UintptrArguments::Escape}},
          inlining()};
}

Refusal refusal_of(std::string_view bytes) {
  auto const read = deserialise(bytes, kTarget);
  REQUIRE_FALSE(read.has_value());
  CHECK_FALSE(read.error().text.empty());
  return read.error().why;
}

}  // namespace

TEST_CASE("facts come back as they were written") {
  auto const read = deserialise(serialise(sample(), kTarget), kTarget);
  REQUIRE(read.has_value());
  CHECK(*read == sample());
  CHECK(*deserialise(serialise(PackageFacts{}, kTarget), kTarget) == PackageFacts{});
}

TEST_CASE("numbers come back, and have one form") {
  for (uint64_t const value : {uint64_t{0}, uint64_t{127}, uint64_t{128}, uint64_t{1} << 35, UINT64_MAX}) {
    ByteWriter out;
    out.number(value);
    out.signed_number(static_cast<int64_t>(value));
    std::string const bytes = out.take();
    ByteReader in(bytes);
    CHECK(in.number() == value);
    CHECK(in.signed_number() == static_cast<int64_t>(value));
    CHECK((in.at_end() && !in.failed()));
  }
  using namespace std::string_literals;
  for (std::string const& bytes : {"\x80\x00"s, "\x80"s, ""s, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02"s}) {
    ByteReader in(bytes);
    CHECK(in.number() == 0);
    CHECK(in.failed());
  }
}

TEST_CASE("a damaged file is refused, whichever byte is wrong") {
  std::string const good = serialise(sample(), kTarget);
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x20);
    INFO("byte " << i);
    CHECK_FALSE(deserialise(bad, kTarget).has_value());
  }
}

TEST_CASE("content that a foreign hand made is taken only where it holds together") {
  std::string const good = serialise(sample(), kTarget);
  size_t refused = 0;
  for (size_t i = header_size(kTarget); i < good.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[i] = static_cast<char>(static_cast<unsigned char>(bad[i]) ^ 1U << bit);
      auto const read = deserialise(forged(bad, kTarget), kTarget);
      INFO("byte " << i << " bit " << bit);
      if (read) {
        CHECK(serialise(*read, kTarget) == forged(bad, kTarget));
      } else {
        ++refused;
      }
    }
    CHECK_FALSE(deserialise(forged(good.substr(0, i), kTarget), kTarget).has_value());
  }
  CHECK(refused > good.size());
}

TEST_CASE("a file that ends too early or goes on too long is refused") {
  std::string const good = serialise(sample(), kTarget);
  for (size_t length = 0; length < good.size(); ++length) {
    CHECK_FALSE(deserialise(std::string_view(good).substr(0, length), kTarget).has_value());
  }
  CHECK(refusal_of(good + "x") == Refusal::Damaged);
}

TEST_CASE("the header says what is wrong, with what is found and what is expected") {
  CHECK(refusal_of("short") == Refusal::TooShort);
  std::string foreign = serialise(sample(), kTarget);
  foreign[0] = 'X';
  CHECK(refusal_of(foreign) == Refusal::ForeignFile);
  std::string newer = serialise(sample(), kTarget);
  newer[8] = 99;
  CHECK(refusal_of(newer) == Refusal::OtherFormat);
  CHECK(deserialise(newer, kTarget).error().text == "the facts are in format 99, and format 4 is expected");
  for (Target const& other :
       {Target{"go1.25", "linux", "amd64"}, Target{"go1.26", "darwin", "amd64"}, Target{"go1.26", "linux", "arm64"}}) {
    std::string const bytes = serialise(sample(), other);
    CHECK(refusal_of(bytes) == Refusal::OtherTarget);
    CHECK(deserialise(bytes, kTarget).error().text ==
          "the facts are those of " + text_of(other) + ", and those of go1.26 for linux/amd64 are expected");
  }
}

TEST_CASE("what a foreign header says is shown as text") {
  Target const target{"go\n\x1B[31m", "linux", "amd64"};
  CHECK(deserialise(serialise(sample(), target), kTarget).error().text.starts_with("the facts are those of go??[31m for linux/amd64"));
}

// Whoever changes the bytes changes kFormatVersion, and then this.
TEST_CASE("the format is that of its version") {
  std::string const bytes = serialise(sample(), kTarget);
  CHECK(kFormatVersion == 4);
  CHECK(XXH3_64bits(bytes.data(), bytes.size()) == 0x1AC7'6B0C'46BC'3371);
}

TEST_CASE("facts that do not hold together are refused") {
  auto const refuses = [](auto change) {
    PackageFacts facts = sample();
    change(facts.inlining);
    return !deserialise(serialise(facts, kTarget), kTarget).has_value();
  };
  CHECK(refuses([](InlineFacts& f) { f.packages.clear(); }));
  CHECK(refuses([](InlineFacts& f) { f.objects[0].name = 5; }));
  CHECK(refuses([](InlineFacts& f) { f.objects[0].package = 3; }));
  CHECK(refuses([](InlineFacts& f) { f.objects[1].of = 1; }));     // its own receiver
  CHECK(refuses([](InlineFacts& f) { f.objects[2].of = 7; }));     // no such type
  CHECK(refuses([](InlineFacts& f) { f.types[2].object = 2; }));   // the type of an interface's method
  CHECK(refuses([](InlineFacts& f) { f.types[6].types = {6}; }));  // an array of itself
  CHECK(refuses([](InlineFacts& f) { f.types[4].members[0].type = 4; }));
  CHECK(refuses([](InlineFacts& f) { f.types[6].number = UINT64_MAX; }));
  CHECK(refuses([](InlineFacts& f) { f.types[0].name = 0; }));
  CHECK(refuses([](InlineFacts& f) { f.local_types[0].type = 7; }));
  CHECK(refuses([](InlineFacts& f) { std::swap(f.functions[0], f.functions[1]); }));
  CHECK(refuses([](InlineFacts& f) { f.functions[0].body.clear(); }));
  CHECK(refuses([](InlineFacts& f) { f.functions[1].body = "x"; }));
  CHECK(refuses([](InlineFacts& f) { f.functions[1].reason.clear(); }));
  CHECK(refuses([](InlineFacts& f) { f.functions[1].marks = 1U << 31; }));
  CHECK(refuses([](InlineFacts& f) { f.functions[1].tags = {Leaks()}; }));  // nobody can name it
  CHECK(refuses([](InlineFacts& f) { f.passed_on = {2}; }));
  CHECK_FALSE(refuses([](InlineFacts&) {}));
}

TEST_CASE("what becomes of uintptr arguments follows from a function's marks") {
  CHECK(uintptr_arguments(0) == UintptrArguments::Plain);
  CHECK(uintptr_arguments(kNoBody | kNoEscape) == UintptrArguments::KeptAlive);
  CHECK(uintptr_arguments(kUintptrKeepAlive) == UintptrArguments::KeptAlive);
  CHECK(uintptr_arguments(kUintptrEscapes | kNoBody) == UintptrArguments::Escape);
}

TEST_CASE("facts are found by package and name") {
  Facts facts;
  facts.add(sample());
  REQUIRE(facts.find("example.org/p", "F") != nullptr);
  CHECK(facts.find("example.org/p", "F")->uintptr_arguments == UintptrArguments::Escape);
  CHECK(facts.find("example.org/p", "G") == nullptr);
  CHECK(facts.find("example.org/q", "F") == nullptr);
}
