// Conversions T(x) (cmd/compile/internal/typecheck: tcConv, convertOp).
#include <array>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

using types::BasicKind;
using types::TypeKind;

namespace {

// Takes one rune off the front; a byte that begins no UTF-8 sequence is U+FFFD (specification: "For statements with range clause").
int64_t next_rune(std::string_view& text) {
  constexpr int64_t kReplacement = 0xFFFD;
  auto const byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned const first = byte(0);
  size_t const length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  constexpr std::array<int64_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  int64_t rune = length == 1 ? first : first & (0x7FU >> length);
  bool valid = (first < 0x80 || first >= 0xC0) && first < 0xF8 && text.size() >= length;
  for (size_t i = 1; valid && i < length; ++i) {
    valid = (byte(i) & 0xC0U) == 0x80;
    rune = (rune << 6) | (byte(i) & 0x3FU);
  }
  valid = valid && rune >= kLeast[length] && rune <= 0x10FFFF && (rune < 0xD800 || rune > 0xDFFF);
  text.remove_prefix(valid ? length : 1);
  return valid ? rune : kReplacement;
}

}  // namespace

NodeId Lowering::conversion(Ast id) {
  syntax::views::Call const view(tree_, id);
  Ast const operand = view.arguments()[0];
  TypeId const to = type_of(id);
  check_supported(to, id);
  Ast const written = bare(view.function());
  bool const nil = info_.modes[bare(operand).value] == check::Mode::Nil;
  needs_itab(nil ? to : type_of(operand), to, nil ? written.value : origin_of(operand), written.value);
  NodeId const x = expr(operand);
  if (unit_->node(x).op == Op::Nil) {
    unit_->node(x).type = to;
    Node node = make(Op::ConvNop, to, operand);
    node.x = x;
    return add(node);
  }
  return converted_node(x, to, operand);
}

// typecheck.tcConv: a constant string becomes a literal of its runes; slices of other byte and rune types are first slices of byte and rune.
NodeId Lowering::converted_node(NodeId x, TypeId to, Ast operand) {
  TypeId const from = unit_->node(x).type;
  Node node = make(conversion_op(from, to), to, operand);
  if (node.op == Op::StrToRunes && unit_->node(x).op == Op::Literal) return runes_literal(x, node);
  bool const to_string = node.op == Op::BytesToStr || node.op == Op::RunesToStr;
  TypeId const element = to_string ? t_.elem(t_.underlying(from)) : TypeId();
  if (to_string && t_.kind(t_.unalias(element)) == TypeKind::Named) {
    Node plain = make(Op::ConvNop, t_.slice(node.op == Op::BytesToStr ? t_.byte_type() : t_.rune_type()), operand);
    plain.x = x;
    x = add(plain);
  }
  node.x = x;
  return add(node);
}

// typecheck.stringtoruneslit: each rune with its index.
NodeId Lowering::runes_literal(NodeId text, Node node) {
  node.op = Op::SliceLit;
  std::vector<NodeId> indices;
  std::vector<NodeId> runes;
  std::string const value = unit_->values[unit_->node(text).ref].as_string();
  auto const literal = [&](TypeId type, int64_t number) {
    Node out = unit_->node(text);
    out.type = type;
    out.ref = static_cast<uint32_t>(unit_->values.size());
    unit_->values.push_back(constant::Value::of(number));
    return add(out);
  };
  for (std::string_view rest = value; !rest.empty();) {
    indices.push_back(literal(t_.basic(BasicKind::Int), static_cast<int64_t>(runes.size())));
    runes.push_back(literal(t_.rune_type(), next_rune(rest)));
  }
  node.list = add_list(runes);
  node.list2 = add_list(indices);
  return add(node);
}

// typecheck.convertOp
Op Lowering::conversion_op(TypeId from, TypeId to) const {
  TypeId const fu = t_.underlying(from);
  TypeId const tu = t_.underlying(to);
  auto slice_of = [&](TypeId u, BasicKind element) { return t_.kind(u) == TypeKind::Slice && t_.basic_kind(t_.elem(u)) == element; };
  bool const from_slice = t_.kind(fu) == TypeKind::Slice;
  if (types::is_interface(t_, to)) return is_boxing(from, to) ? Op::ConvIface : Op::ConvNop;
  if (types::is_string(t_, fu) && slice_of(tu, BasicKind::Uint8)) return Op::StrToBytes;
  if (types::is_string(t_, fu) && slice_of(tu, BasicKind::Int32)) return Op::StrToRunes;
  if (types::is_string(t_, tu) && slice_of(fu, BasicKind::Uint8)) return Op::BytesToStr;
  if (types::is_string(t_, tu) && slice_of(fu, BasicKind::Int32)) return Op::RunesToStr;
  if (types::is_string(t_, tu) && types::is_integer(t_, fu)) return Op::RuneToStr;
  if (from_slice && t_.kind(tu) == TypeKind::Array) return Op::SliceToArray;
  if (from_slice && t_.kind(tu) == TypeKind::Pointer) return Op::SliceToArrayPtr;
  return is_no_op_conversion(fu, tu) ? Op::ConvNop : Op::Conv;
}

// Conversions that change the type alone: between equal structures, pointers, channels, integers of one size
// and sign.
bool Lowering::is_no_op_conversion(TypeId from, TypeId to) const {
  TypeKind const kind = t_.kind(to);
  if (kind == TypeKind::Pointer || kind == TypeKind::Chan || kind == TypeKind::Map || kind == TypeKind::Signature) return true;
  if (kind != TypeKind::Basic) return t_.kind(from) == kind;
  BasicKind const f = t_.basic_kind(from);
  BasicKind const t = t_.basic_kind(to);
  if (t == BasicKind::UnsafePointer || f == BasicKind::UnsafePointer) return true;
  if (types::is_integer(t_, from) && types::is_integer(t_, to)) {
    return types::size_of(t_, from) == types::size_of(t_, to) && types::is_unsigned(t_, from) == types::is_unsigned(t_, to);
  }
  // A conversion between floats of one size still rounds.
  return f == t && !types::is_float(t_, from) && !types::is_complex(t_, from);
}

}  // namespace escapement::ir
