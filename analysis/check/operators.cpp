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

bool Checker::match_types(Operand& x, Operand& y) {
  bool const ux = x.mode == Mode::Nil || types::is_untyped(t_, x.type);
  bool const uy = y.mode == Mode::Nil || types::is_untyped(t_, y.type);
  if (ux && !uy) return convert_untyped(x, y.type);
  if (uy && !ux) return convert_untyped(y, x.type);
  if (!ux) return true;
  if (x.mode == Mode::Nil || y.mode == Mode::Nil) return x.mode == y.mode;
  auto const kx = static_cast<BasicKind>(t_.data(x.type).detail);
  auto const ky = static_cast<BasicKind>(t_.data(y.type).detail);
  bool const nx = kx >= BasicKind::UntypedInt && kx <= BasicKind::UntypedComplex;
  bool const ny = ky >= BasicKind::UntypedInt && ky <= BasicKind::UntypedComplex;
  if (nx && ny) {
    TypeId const larger = kx >= ky ? x.type : y.type;
    x.type = larger;
    y.type = larger;
    record(x.node, x.mode, larger);
    record(y.node, y.mode, larger);
    return true;
  }
  return kx == ky;
}

Operand Checker::binary(NodeId id, TypeId hint) {
  syntax::views::Binary const view(tree_, id);
  Token const op = view.op();
  Operand x = expr(view.left(), is_comparison(op) ? TypeId() : hint);
  Operand y = expr(view.right(), is_comparison(op) || is_shift(op) ? TypeId() : hint);
  Operand bad;
  bad.type = t_.invalid();
  if (!x || !y) return bad;
  if (is_shift(op)) return shift(id, x, y, op);
  if (!match_types(x, y)) {
    error(id, "check.mismatched-types", fmt::format("mismatched types in {}: {} and {}", tree_.text(id), text_of(x.type), text_of(y.type)));
    return bad;
  }
  if (is_comparison(op)) return comparison(id, x, y, op);
  if (!t_.identical(x.type, y.type)) {
    error(id, "check.mismatched-types", fmt::format("mismatched types in {}: {} and {}", tree_.text(id), text_of(x.type), text_of(y.type)));
    return bad;
  }
  bool allowed = false;
  switch (op) {
    case Token::Add: allowed = types::all_types(t_, x.type, [&](TypeId e) { return types::is_numeric(t_, e) || types::is_string(t_, e); }); break;
    case Token::Sub:
    case Token::Mul:
    case Token::Quo: allowed = types::is_numeric(t_, x.type); break;
    case Token::AndAnd:
    case Token::OrOr: allowed = types::is_boolean(t_, x.type); break;
    default:
      // Constants of an untyped kind may be integers by value: 4.0 % 2 is not allowed, but 'a' % 2 is.
      allowed = types::is_integer(t_, x.type);
  }
  if (!allowed) {
    error(id, "check.operator", fmt::format("this operator is not defined on {}", text_of(x.type)));
    return bad;
  }
  bool const integers = types::is_integer(t_, x.type);
  if ((op == Token::Quo || op == Token::Rem) && y.mode == Mode::Constant && y.value.sign() == 0 && (integers || x.mode == Mode::Constant)) {
    error(view.right(), "check.division", "division by zero");
    return bad;
  }
  Operand out;
  out.mode = Mode::Value;
  out.type = x.type;
  if (x.mode == Mode::Constant && y.mode == Mode::Constant) {
    out.mode = Mode::Constant;
    out.value = constant::binary(x.value, constant_op(op, integers), y.value);
    out.node = id;
    if (!out.value || (!types::is_untyped(t_, out.type) && !representable(out, out.type))) {
      error(id, "check.overflow", fmt::format("{} does not fit {}", tree_.text(id), text_of(out.type)));
      return bad;
    }
  }
  return out;
}

Operand Checker::shift(NodeId id, Operand x, Operand y, Token op) {
  Operand bad;
  bad.type = t_.invalid();
  if (y.mode == Mode::Constant) {
    Value const count = constant::to_int(y.value);
    if (!count || count.sign() < 0) {
      error(y.node, "check.shift", fmt::format("shift count {} must be an integer that is not negative", tree_.text(y.node)));
      return bad;
    }
    if (types::is_untyped(t_, y.type)) convert_untyped(y, t_.basic(BasicKind::Uint));
  } else if (types::is_untyped(t_, y.type)) {
    convert_untyped(y, t_.basic(BasicKind::Uint));
  } else if (!types::is_integer(t_, y.type)) {
    error(y.node, "check.shift", "a shift count must be an integer");
    return bad;
  }
  bool const untyped = types::is_untyped(t_, x.type);
  if (x.mode == Mode::Constant) {
    Value const value = untyped ? constant::to_int(x.value) : x.value;
    if (!value) {
      error(x.node, "check.shift", fmt::format("{} must be an integer", tree_.text(x.node)));
      return bad;
    }
    if (y.mode == Mode::Constant) {
      int64_t count = 0;
      if (!constant::to_int(y.value).fits_int64(count) || (op == Token::Shl && count > 1023 + 512)) {
        error(y.node, "check.shift", "this shift count is too large");
        return bad;
      }
      Operand out = x;
      if (untyped && !types::is_integer(t_, x.type)) out.type = t_.basic(BasicKind::UntypedInt);
      out.value = op == Token::Shl ? constant::shift_left(value, static_cast<uint64_t>(count))
                                   : constant::shift_right(value, static_cast<uint64_t>(count));
      out.node = id;
      if (!out.value || (!untyped && !representable(out, out.type))) {
        error(id, "check.overflow", fmt::format("{} does not fit {}", tree_.text(id), text_of(out.type)));
        return bad;
      }
      return out;
    }
    // A non-constant shift of an untyped constant takes its type from the context: it stays untyped until then.
    if (untyped) {
      Operand out;
      out.mode = Mode::Value;
      out.type = types::is_integer(t_, x.type) ? x.type : t_.basic(BasicKind::UntypedInt);
      return out;
    }
  }
  if (!types::is_integer(t_, x.type)) {
    error(x.node, "check.shift", fmt::format("{} cannot be shifted", tree_.text(x.node)));
    return bad;
  }
  Operand out;
  out.mode = Mode::Value;
  out.type = x.type;
  return out;
}

Operand Checker::comparison(NodeId id, Operand x, Operand y, Token op) {
  Operand out;
  out.type = t_.invalid();
  bool const equality = op == Token::Eql || op == Token::Neq;
  bool ok = (x.mode == Mode::Nil && y.mode == Mode::Nil) ? false : assignable(x, y.type) || assignable(y, x.type);
  if (ok && equality) {
    bool const nil = x.mode == Mode::Nil || y.mode == Mode::Nil;
    ok = nil ? types::has_nil(t_, x.mode == Mode::Nil ? y.type : x.type) : types::comparable(t_, x.type) && types::comparable(t_, y.type);
  } else if (ok) {
    ok = types::ordered(t_, x.type) && types::ordered(t_, y.type);
  }
  if (!ok) {
    error(id, "check.comparison", fmt::format("{} cannot be compared: {} and {}", tree_.text(id), text_of(x.type), text_of(y.type)));
    return out;
  }
  out.type = t_.basic(BasicKind::UntypedBool);
  out.mode = Mode::Value;
  if (x.mode == Mode::Constant && y.mode == Mode::Constant) {
    out.mode = Mode::Constant;
    out.value = Value::of(constant::compare(x.value, static_cast<CompareOp>(static_cast<int>(op) - static_cast<int>(Token::Eql)), y.value));
  } else {
    use_default(x);
    use_default(y);
  }
  return out;
}

Operand Checker::address_of(NodeId id, NodeId operand, TypeId hint) {
  TypeId inner;
  if (hint && t_.kind(t_.underlying(hint)) == TypeKind::Pointer) inner = t_.elem(t_.underlying(hint));
  Operand x = expr(operand, inner);
  if (!x) return x;
  NodeId bare = operand;
  while (node(bare).kind == NodeKind::Paren) bare = NodeId(node(bare).a);
  if (x.mode != Mode::Variable && node(bare).kind != NodeKind::CompositeLit) {
    error(id, "check.address", fmt::format("{} has no address", tree_.text(operand)));
    x.mode = Mode::Invalid;
    return x;
  }
  x.mode = Mode::Value;
  x.type = t_.pointer(x.type);
  return x;
}

Operand Checker::receive(NodeId id, Operand x) {
  TypeId const u = types::core_type(t_, x.type);
  if (!u || t_.kind(u) != TypeKind::Chan || t_.chan_dir(u) == types::ChanDir::Send) {
    error(id, "check.receive", fmt::format("cannot receive from {}", text_of(x.type)));
    x.mode = Mode::Invalid;
    return x;
  }
  x.mode = Mode::CommaOk;
  x.type = t_.elem(u);
  return x;
}

Operand Checker::unary(NodeId id, TypeId hint) {
  const syntax::Node& n = node(id);
  NodeId const operand(n.a);
  if (n.token() == Token::And) return address_of(id, operand, hint);
  Operand x = expr(operand, n.token() == Token::Arrow ? TypeId() : hint);
  if (!x) return x;
  if (n.token() == Token::Arrow) return receive(id, x);
  bool ok = false;
  switch (n.token()) {
    case Token::Add:
    case Token::Sub: ok = types::is_numeric(t_, x.type); break;
    case Token::Xor: ok = types::is_integer(t_, x.type); break;
    case Token::Not: ok = types::is_boolean(t_, x.type); break;
    default: break;
  }
  if (!ok || x.mode == Mode::Nil) {
    error(id, "check.operator", fmt::format("this operator is not defined on {}", text_of(x.type)));
    x.mode = Mode::Invalid;
    return x;
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
  if (!x.value || (!types::is_untyped(t_, x.type) && !representable(x, x.type))) {
    error(id, "check.overflow", fmt::format("{} does not fit {}", tree_.text(id), text_of(x.type)));
    x.mode = Mode::Invalid;
  }
  return x;
}

}  // namespace escapement::check
