#include "analysis/walk/bounded.h"

#include <optional>

namespace escapement::walk {

using ir::Op;
using syntax::Token;
using types::TypeId;
using types::TypeKind;

namespace {

constexpr int kByteBits = 8;

int bits_of(types::TypeTable& t, TypeId type) { return static_cast<int>(types::size_of(t, type)) * kByteBits; }

// A constant that fits 32 bits (ir.IsSmallIntConst).
std::optional<int64_t> small_constant(const ir::Unit& unit, ir::NodeId id) {
  int64_t value = 0;
  if (unit.node(id).op != Op::Literal || !unit.values[unit.node(id).ref].fits_int64(value)) return {};
  return value == static_cast<int32_t>(value) ? std::optional(value) : std::nullopt;
}

// x & 7, x &^ 7: not greater than the mask. Of `7 &^ x` the mask is not inverted.
bool is_masked(types::TypeTable& t, const ir::Unit& unit, const ir::Node& n, int64_t length) {
  auto const left = small_constant(unit, n.x);
  auto const right = small_constant(unit, n.y);
  int64_t mask = left ? *left : right.value_or(-1);
  if (!left && right && static_cast<Token>(n.token) == Token::AndNot) {
    mask = ~mask;
    constexpr int kWord = 64;
    int const bits = bits_of(t, n.type);
    if (types::is_unsigned(t, n.type) && bits < kWord) mask &= (int64_t{1} << bits) - 1;
  }
  return 0 <= mask && mask < length;
}

// How many bits are left of x / 4 or x >> 2, without sign.
int remaining_bits(const ir::Unit& unit, const ir::Node& n, int bits) {
  auto const by = small_constant(unit, n.y);
  if (!by) return bits;
  if (static_cast<Token>(n.token) == Token::Shr) return *by > bits ? 0 : bits - static_cast<int>(*by);
  for (int64_t rest = *by; bits > 0 && rest >= 2; rest >>= 1) --bits;
  return bits;
}

bool fits(int bits, int64_t length) {
  constexpr int kMostBits = 62;
  return bits <= kMostBits && (int64_t{1} << bits) <= length;
}

}  // namespace

bool is_bounded_by_type(types::TypeTable& t, TypeId type, int64_t length) {
  return types::is_unsigned(t, type) && fits(bits_of(t, type), length);
}

bool is_bounded(types::TypeTable& t, const ir::Unit& unit, ir::NodeId index, int64_t length) {
  const ir::Node& n = unit.node(index);
  if (!n.type || !types::is_integer(t, n.type)) return false;
  if (n.op != Op::Binary) return is_bounded_by_type(t, n.type, length);
  bool const no_sign = types::is_unsigned(t, n.type);
  switch (static_cast<Token>(n.token)) {
    case Token::And:
    case Token::AndNot:
      if (is_masked(t, unit, n, length)) return true;
      break;
    case Token::Rem:
      if (auto const by = small_constant(unit, n.y); no_sign && by && 0 <= *by && *by <= length) return true;
      break;
    case Token::Quo:
    case Token::Shr: return no_sign && fits(remaining_bits(unit, n, bits_of(t, n.type)), length);
    default: break;
  }
  return is_bounded_by_type(t, n.type, length);
}

int64_t known_length(types::TypeTable& t, const ir::Unit& unit, ir::NodeId indexed) {
  const ir::Node& n = unit.node(indexed);
  TypeId type = t.underlying(n.type);
  if (t.kind(type) == TypeKind::Pointer) type = t.underlying(t.elem(type));
  if (t.kind(type) == TypeKind::Array) return t.length(type);
  if (n.op == Op::Literal && types::is_string(t, n.type)) return static_cast<int64_t>(unit.values[n.ref].as_string().size());
  return -1;
}

}  // namespace escapement::walk
