#include "analysis/types/shapes.h"

#include <fmt/format.h>
#include <sha2.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace escapement::types {

namespace {

constexpr size_t kLongestName = 500;

std::vector<TypeId>& being_resolved() {
  thread_local std::vector<TypeId> types;
  return types;
}

// Long names are hashed: SHA-256 with the first byte inverted (cmd/internal/hash: Sum32).
std::string shape_name(const std::string& form) {
  if (form.size() <= kLongestName) return "go.shape." + form;
  std::array<uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const uint8_t*>(form.data()), form.size());
  SHA256Final(digest.data(), &context);
  digest[0] ^= 0xFFU;
  std::string out = "go.shape.";
  for (uint8_t byte : digest) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace

BeingResolved::BeingResolved(TypeId type) { being_resolved().push_back(type); }
BeingResolved::~BeingResolved() { being_resolved().pop_back(); }

TypeId shape_of(TypeTable& t, TypeId argument, bool basic) {
  argument = t.unalias(argument);
  if (std::ranges::find(being_resolved(), argument) != being_resolved().end() && t.has_shape(argument)) return argument;
  TypeId under = t.underlying(argument);
  bool const pointer = t.kind(under) == TypeKind::Pointer;
  if (t.is_shape(argument) && !(basic && pointer)) return argument;
  bool const instance = t.kind(argument) == TypeKind::Named && t.named_of(argument).origin;
  if (t.kind(under) == TypeKind::Interface && instance && t.has_shape(argument)) return argument;
  if (basic && pointer) {
    TypeId const element = t.unalias(t.elem(under));
    // Partly shaped, as *[]go.shape.T, it keeps what it points to.
    if (!t.is_shape(element) && t.has_shape(element)) return argument;
    under = t.pointer(t.basic(BasicKind::Uint8));
  }
  return t.shape(t.names().intern(shape_name(type_string(t, under, PackageId(), TypeStyle::Link))), under);
}

bool has_basic_constraint(TypeTable& t, TypeId type_param) {
  TypeId const constraint = t.underlying(type_param);
  if (t.kind(constraint) != TypeKind::Interface) return false;
  const TypeSet& set = t.type_set(constraint);
  return set.all_types && !set.comparable;
}

}  // namespace escapement::types
