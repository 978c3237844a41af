#include "analysis/exports/well_formed.h"

namespace escapement::exports {

using ir::Op;
using syntax::Token;

namespace {

bool is_operator(uint16_t token) { return token >= static_cast<uint16_t>(Token::OrOr) && token <= static_cast<uint16_t>(Token::Arrow); }
bool is_assignment(uint16_t token) {
  return token >= static_cast<uint16_t>(Token::AddAssign) && token <= static_cast<uint16_t>(Token::Dec);
}

}  // namespace

bool is_well_formed(const ir::Unit& unit, const ir::Node& node) {
  constexpr size_t kBounds = 3;
  constexpr size_t kRangeTargets = 2;
  size_t const size = unit.list(node.list).size();
  size_t const size2 = unit.list(node.list2).size();
  switch (node.op) {
    case Op::None:
    case Op::InlCall: return false;
    case Op::Unary: return node.x && is_operator(node.token);
    case Op::Binary:
    case Op::AndAnd:
    case Op::OrOr: return node.x && node.y && is_operator(node.token);
    case Op::AssignOp: return node.x && is_assignment(node.token);
    case Op::Case: return node.token <= static_cast<uint16_t>(Op::Fallthrough);
    case Op::CallFunc:
    case Op::CallInter:
    case Op::MethodExpr:
    case Op::MethodValue:
    case Op::Addr:
    case Op::Deref:
    case Op::Dot:
    case Op::DotPtr:
    case Op::DotInter:
    case Op::Conv:
    case Op::ConvNop:
    case Op::ConvIface:
    case Op::PtrLit: return static_cast<bool>(node.x);
    case Op::Slice: return node.x && size == kBounds;
    case Op::Range: return node.x && size2 == kRangeTargets;
    case Op::ArrayLit:
    case Op::SliceLit: return size2 == 0 || size2 == size;
    case Op::MapLit: return size % 2 == 0;
    case Op::If: {
      if (!node.x) return false;
      const ir::Node& condition = unit.node(node.x);
      return condition.op != Op::Literal || unit.values[condition.ref].kind() == constant::Kind::Bool;
    }
    default: return true;
  }
}

}  // namespace escapement::exports
