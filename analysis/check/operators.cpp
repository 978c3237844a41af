// Operators (specification: "Operators", "Constant expressions").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using constant::BinaryOp;
using constant::CompareOp;
using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;

namespace {

constexpr uint64_t kLargestShift = 1023 - 1 + 52;  // the smallest float64 can be written (go/types)
constexpr size_t kConstantBits = 512;

bool is_comparison(Token op) { return op >= Token::Eql && op <= Token::Geq; }
bool is_shift(Token op) { return op == Token::Shl || op == Token::Shr; }

BinaryOp constant_op(Token op, bool integers) {
  switch (op) {
    case Token::Add: return BinaryOp::Add;
    case Token::Sub: return BinaryOp::Sub;
    case Token::Mul: return BinaryOp::Mul;
    case Token::Quo: return integers ? BinaryOp::IntQuo : BinaryOp::Quo;
    case Token::Rem: return BinaryOp::Rem;
    case Token::And: return BinaryOp::And;
    case Token::Or: return BinaryOp::Or;
    case Token::Xor: return BinaryOp::Xor;
    case Token::AndNot: return BinaryOp::AndNot;
    case Token::AndAnd: return BinaryOp::LogicalAnd;
    default: return BinaryOp::LogicalOr;
  }
}

}  // namespace

// Typed constants must fit their type, untyped ones the checker's patience.
void Checker::overflow(Operand& x) {
  if (!x.value) {
    error(x.node, errors::kOverflow, fmt::format("{} is too large for a constant", source_of(x.node)));
    x.mode = Mode::Invalid;
    return;
  }
  if (!types::is_untyped(t_, x.type)) {
    representable(x, x.type);
    return;
  }
  if (x.value.kind() != constant::Kind::Int || x.value.bit_length() <= kConstantBits) return;
  error(x.node, errors::kOverflow, fmt::format("{} is too large for a constant", source_of(x.node)));
  x.mode = Mode::Invalid;
}

bool Checker::may_convert(const Operand& x, const Operand& y) {
  if (!types::is_untyped(t_, x.type) && !types::is_untyped(t_, y.type)) return false;
  if (types::is_numeric(t_, x.type) != types::is_numeric(t_, y.type)) return false;
  if (types::is_interface(t_, x.type) || types::is_interface(t_, y.type)) return true;
  if (types::is_boolean(t_, x.type) != types::is_boolean(t_, y.type)) return false;
  if (types::is_string(t_, x.type) != types::is_string(t_, y.type)) return false;
  if (is_nil(x)) return types::has_nil(t_, y.type);
  if (is_nil(y)) return types::has_nil(t_, x.type);
  return t_.underlying_kind(x.type) != TypeKind::Pointer && t_.underlying_kind(y.type) != TypeKind::Pointer;
}

bool Checker::match_types(Operand& x, Operand& y) {
  if (!may_convert(x, y)) return true;
  return convert_untyped(x, y.type) && convert_untyped(y, x.type);
}

bool Checker::defined_on(Token op, TypeId type) {
  switch (op) {
    case Token::Add: return types::is_numeric_or_string(t_, type);
    case Token::Sub:
    case Token::Mul:
    case Token::Quo: return types::is_numeric(t_, type);
    case Token::AndAnd:
    case Token::OrOr: return types::is_boolean(t_, type);
    default: return types::is_integer(t_, type);
  }
}

Operand Checker::binary(NodeId id, NodeId left, NodeId right, Token op) {
  Operand x = expr(left);
  Operand y = expr(right);
  return binary_operands(id, std::move(x), std::move(y), op);
}

Operand Checker::binary_operands(NodeId id, Operand x, Operand y, Token op) {
  if (!x || !y) return invalid(id);
  if (is_shift(op)) return shift(id, std::move(x), std::move(y), op);
  if (!match_types(x, y)) return invalid(id);
  if (is_comparison(op)) return comparison(id, std::move(x), std::move(y), op);
  if (!t_.identical(x.type, y.type)) {
    if (is_valid(x.type) && is_valid(y.type)) {
      error(id, errors::kMismatchedTypes,
            fmt::format("mismatched types in {}: {} and {}", source_of(id), text_of(x.type), text_of(y.type)));
    }
    return invalid(id);
  }
  if (!defined_on(op, x.type)) {
    error(id, errors::kOperator, fmt::format("this operator is not defined on {}", text_of(x)));
    return invalid(id);
  }
  bool const constants = x.mode == Mode::Constant && y.mode == Mode::Constant;
  bool const integers = types::is_integer(t_, x.type);
  if ((op == Token::Quo || op == Token::Rem) && y.mode == Mode::Constant && (integers || x.mode == Mode::Constant) && y.value.sign() == 0) {
    error(y.node, errors::kDivision, "division by zero");
    return invalid(id);
  }
  if (!constants) {
    x.mode = Mode::Value;
    return x;
  }
  x.value = constant::binary(x.value, constant_op(op, integers), y.value);
  x.node = id;
  overflow(x);
  return x;
}

Operand Checker::shift(NodeId id, Operand x, Operand y, Token op) {
  bool const untyped = types::is_untyped(t_, x.type);
  Value const value = x.mode == Mode::Constant ? constant::to_int(x.value) : Value();
  if (!types::is_integer(t_, x.type) && !(untyped && value)) {
    error(x.node, errors::kShift, fmt::format("{} must be an integer to be shifted", source_of(x.node)));
    return invalid(id);
  }
  Value count;
  if (y.mode == Mode::Constant) {
    count = constant::to_int(y.value);
    if (count && count.sign() < 0) {
      error(y.node, errors::kShift, fmt::format("the shift count {} is negative", source_of(y.node)));
      return invalid(id);
    }
    if (types::is_untyped(t_, y.type)) {
      // The count itself stays untyped where the whole shift is constant.
      if (!representable(y, basic(BasicKind::Uint))) return invalid(id);
    }
  } else if (types::is_integer(t_, y.type) && !types::is_untyped(t_, y.type)) {
    // Any integer type will do.
    if (!types::is_unsigned(t_, y.type) && !require(y.node, 13, "a signed shift count")) return invalid(id);
  } else if (types::is_untyped(t_, y.type)) {
    if (!convert_untyped(y, basic(BasicKind::Uint))) return invalid(id);
  } else {
    error(y.node, errors::kShift, fmt::format("the shift count {} must be an integer", source_of(y.node)));
    return invalid(id);
  }
  if (x.mode == Mode::Constant && y.mode == Mode::Constant) {
    int64_t n = 0;
    if (!count || !count.fits_int64(n) || static_cast<uint64_t>(n) > kLargestShift) {
      error(y.node, errors::kShift, fmt::format("the shift count {} is too large", source_of(y.node)));
      return invalid(id);
    }
    if (!types::is_integer(t_, x.type)) x.type = basic(BasicKind::UntypedInt);
    auto const bits = static_cast<uint64_t>(n);
    x.value = op == Token::Shl ? constant::shift_left(value, bits) : constant::shift_right(value, bits);
    x.node = id;
    overflow(x);
    return x;
  }
  if (x.mode == Mode::Constant && untyped) {
    // A non-constant shift of an untyped constant takes its type from the context: it stays untyped until then.
    shift_operands_.insert(x.node.value);
    x.mode = Mode::Value;
    return x;
  }
  if (!types::is_integer(t_, x.type)) {
    error(x.node, errors::kShift, fmt::format("{} must be an integer to be shifted", source_of(x.node)));
    return invalid(id);
  }
  x.mode = Mode::Value;
  return x;
}

Operand Checker::comparison(NodeId id, Operand x, Operand y, Token op) {
  if (!is_valid(x.type) || !is_valid(y.type)) return invalid(id);
  bool ok = assignable(x, y.type) || assignable(y, x.type);
  if (ok && (op == Token::Eql || op == Token::Neq)) {
    bool const nil = is_nil(x) || is_nil(y);
    ok = nil ? types::has_nil(t_, is_nil(x) ? y.type : x.type) : types::comparable(t_, x.type) && types::comparable(t_, y.type);
  } else if (ok) {
    ok = types::ordered(t_, x.type) && types::ordered(t_, y.type);
  }
  if (!ok) {
    error(id, errors::kComparison, fmt::format("{} cannot be compared: {} and {}", source_of(id), text_of(x.type), text_of(y.type)));
    return invalid(id);
  }
  if (x.mode == Mode::Constant && y.mode == Mode::Constant) {
    auto const compare_op = static_cast<CompareOp>(static_cast<int>(op) - static_cast<int>(Token::Eql));
    x.value = Value::of(constant::compare(x.value, compare_op, y.value));
  } else {
    x.mode = Mode::Value;
    update_type(x.node, types::default_type(t_, x.type), Final::Yes);
    update_type(y.node, types::default_type(t_, y.type), Final::Yes);
  }
  x.type = basic(BasicKind::UntypedBool);
  return x;
}

Operand Checker::address_of(NodeId id, Operand x) {
  NodeId const operand(node(id).a);
  if (x.mode != Mode::Variable && node(unparen(operand)).kind != NodeKind::CompositeLit) {
    error(id, errors::kAddress, fmt::format("{} has no address", source_of(operand)));
    return invalid(id);
  }
  x.mode = Mode::Value;
  x.type = t_.pointer(x.type);
  return x;
}

TypeId Checker::channel_element(NodeId at, const Operand& x, bool receiving) {
  TypeId const u = is_nil(x) ? TypeId() : types::core_type(t_, x.type);
  bool ok = u && t_.kind(u) == TypeKind::Chan;
  types::ChanDir const wrong = receiving ? types::ChanDir::Send : types::ChanDir::Receive;
  ok = ok && types::all_types(t_, x.type, [&](TypeId each) { return t_.chan_dir(t_.underlying(each)) != wrong; });
  if (ok) return t_.elem(u);
  error(at, receiving ? errors::kReceive : errors::kSend,
        fmt::format("cannot {} {} (of type {})", receiving ? "receive from" : "send to", source_of(x.node), text_of(x)));
  return {};
}

Operand Checker::receive(NodeId id, Operand x) {
  TypeId const element = channel_element(id, x, true);
  if (!element) return invalid(id);
  x.mode = Mode::CommaOk;
  x.type = element;
  call_or_receive_ = true;
  return x;
}

Operand Checker::unary(NodeId id) {
  const syntax::Node& n = node(id);
  Operand x = expr(NodeId(n.a));
  if (!x) return invalid(id);
  bool ok = false;
  switch (n.token()) {
    case Token::And: return address_of(id, std::move(x));
    case Token::Arrow: return receive(id, std::move(x));
    case Token::Add:
    case Token::Sub: ok = types::is_numeric(t_, x.type); break;
    case Token::Xor: ok = types::is_integer(t_, x.type); break;
    case Token::Not: ok = types::is_boolean(t_, x.type); break;
    default: break;
  }
  if (!ok) {
    error(id, errors::kOperator, fmt::format("this operator is not defined on {}", text_of(x)));
    return invalid(id);
  }
  if (x.mode != Mode::Constant) {
    x.mode = Mode::Value;
    return x;
  }
  if (n.token() == Token::Sub) x.value = constant::negate(x.value);
  if (n.token() == Token::Not) x.value = constant::logical_not(x.value);
  if (n.token() == Token::Xor) {
    unsigned const bits = types::is_unsigned(t_, x.type) ? static_cast<unsigned>(types::size_of(t_, x.type)) * 8 : 0;
    x.value = constant::complement(x.value, bits);
  }
  x.node = id;
  overflow(x);
  return x;
}

}  // namespace escapement::check
