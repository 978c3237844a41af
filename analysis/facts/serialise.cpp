#include "analysis/facts/serialise.h"

#include <array>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "analysis/facts/bytes.h"
#include "analysis/facts/check.h"
#include "analysis/facts/fields.h"

namespace escapement::facts {

namespace {

constexpr std::string_view kMagic = "escfacts";
constexpr size_t kLongestName = 100;  // of a release or a target

uint64_t hash_of(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

class Writer {
 public:
  void operator()(uint64_t value) { bytes_.number(value); }
  void operator()(uint32_t value) { bytes_.number(value); }
  // Which slots leak, a bit each, then how.
  void operator()(const Leaks& leaks) {
    auto const slots = leaks.slots();
    uint64_t set = 0;
    for (size_t i = 0; i < slots.size(); ++i) set |= slots[i] < 0 ? 0 : uint64_t{1} << i;
    bytes_.number(set);
    for (int8_t const slot : slots) {
      if (slot >= 0) bytes_.number(static_cast<uint64_t>(slot));
    }
  }
  void operator()(bool value) { bytes_.number(value ? 1 : 0); }
  void operator()(const std::string& value) { bytes_.text(value); }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void operator()(Enum value) {
    bytes_.number(static_cast<uint64_t>(value));
  }
  template <class T>
  void operator()(const std::vector<T>& list) {
    bytes_.number(list.size());
    for (const T& each : list) (*this)(each);
  }
  template <class T>
  auto operator()(const T& value) -> decltype(void(fields_of(&value))) {
    std::apply([&](auto... field) { ((*this)(value.*field), ...); }, fields_of(&value));
  }
  std::string take() { return bytes_.take(); }

 private:
  ByteWriter bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  bool read_all() const { return !bytes_.failed() && bytes_.at_end(); }

  void operator()(uint64_t& value) { value = bytes_.number(); }
  void operator()(uint32_t& value) { value = static_cast<uint32_t>(bytes_.number_up_to(UINT32_MAX)); }
  void operator()(Leaks& leaks) {
    std::array<int8_t, Leaks::kSlots> slots{};
    uint64_t const set = bytes_.number_up_to((uint64_t{1} << slots.size()) - 1);
    for (size_t i = 0; i < slots.size(); ++i) {
      slots[i] = static_cast<int8_t>((set >> i & 1) == 0 ? -1 : static_cast<int>(bytes_.number_up_to(INT8_MAX)));
    }
    leaks = Leaks::of_slots(slots);
  }
  void operator()(bool& value) { value = bytes_.number_up_to(1) != 0; }
  void operator()(std::string& value) { value = bytes_.text(); }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void operator()(Enum& value) {
    value = static_cast<Enum>(bytes_.number_up_to(last_of(value)));
  }
  template <class T>
  void operator()(std::vector<T>& list) {
    size_t const size = bytes_.count();
    for (size_t i = 0; i < size && !bytes_.failed(); ++i) (*this)(list.emplace_back());
  }
  template <class T>
  auto operator()(T& value) -> decltype(void(fields_of(&value))) {
    std::apply([&](auto... field) { ((*this)(value.*field), ...); }, fields_of(&value));
  }

 private:
  ByteReader bytes_;
};

std::unexpected<ReadError> refused(Refusal why, std::string text) { return std::unexpected(ReadError{why, std::move(text)}); }

std::unexpected<ReadError> ends_too_early() { return refused(Refusal::TooShort, "the file of facts ends too early"); }

struct Header {
  uint32_t version = 0;
  Target target;
  uint64_t size = 0, hash = 0;
};

// The names of a header as people may see them, whatever a foreign file has in their place.
std::string printable(std::string_view text) {
  std::string out;
  for (char const c : text) out += c > ' ' && c < 0x7F ? c : '?';
  return out;
}

void write_header(ByteWriter& out, const Header& header) {
  out.raw(kMagic);
  out.fixed(header.version, 4);
  for (const std::string* name : {&header.target.release, &header.target.goos, &header.target.goarch}) out.text(*name);
  out.fixed(header.size, 8);
  out.fixed(header.hash, 8);
}

std::expected<Header, ReadError> read_header(ByteReader& in, const Target& target) {
  if (in.take(kMagic.size()) != kMagic) {
    return in.failed() ? ends_too_early() : refused(Refusal::ForeignFile, "this is no file of facts");
  }
  Header out;
  out.version = static_cast<uint32_t>(in.fixed(4));
  if (in.failed()) return ends_too_early();
  if (out.version != kFormatVersion) {
    return refused(Refusal::OtherFormat, fmt::format("the facts are in format {}, and format {} is expected", out.version, kFormatVersion));
  }
  for (std::string* name : {&out.target.release, &out.target.goos, &out.target.goarch}) {
    size_t const size = in.number_up_to(kLongestName);
    *name = printable(in.take(size));
  }
  out.size = in.fixed(8);
  out.hash = in.fixed(8);
  if (in.failed()) return ends_too_early();
  if (out.target != target) {
    return refused(Refusal::OtherTarget,
                   fmt::format("the facts are those of {}, and those of {} are expected", text_of(out.target), text_of(target)));
  }
  return out;
}

}  // namespace

std::string text_of(const Target& target) { return fmt::format("{} for {}/{}", target.release, target.goos, target.goarch); }

std::string serialise(const PackageFacts& package, const Target& target) {
  Writer writer;
  writer(package);
  std::string const content = writer.take();
  ByteWriter out;
  write_header(out, {kFormatVersion, target, content.size(), hash_of(content)});
  out.raw(content);
  return out.take();
}

std::expected<PackageFacts, ReadError> deserialise(std::string_view bytes, const Target& target) {
  ByteReader in(bytes);
  auto const header = read_header(in, target);
  if (!header) return std::unexpected(header.error());
  if (in.left() < header->size) return ends_too_early();
  std::string_view const content = in.take(in.left());
  if (content.size() != header->size || hash_of(content) != header->hash) {
    return refused(Refusal::Damaged, "the content of the file of facts does not match its hash");
  }
  PackageFacts out;
  Reader reader(content);
  reader(out);
  if (!reader.read_all() || !holds_together(out.inlining)) {
    return refused(Refusal::Damaged, "the content of the file of facts does not hold together");
  }
  return out;
}

}  // namespace escapement::facts
