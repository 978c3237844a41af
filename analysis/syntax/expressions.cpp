// Expressions, and types where they stand among expressions (specification, "Expressions").
#include <fmt/format.h>

#include <utility>

#include "analysis/syntax/builder.h"
#include "analysis/syntax/errors.h"

namespace escapement::syntax {
namespace {

bool may_be_literal_type(Sym sym) {
  switch (sym) {
    case Sym::identifier:
    case Sym::selector_expression:
    case Sym::index_expression:
    case Sym::array_type:
    case Sym::slice_type:
    case Sym::open_array_type:
    case Sym::map_type:
    case Sym::struct_type: return true;
    default: return false;
  }
}

}  // namespace

NodeId TreeBuilder::expression(const Child& c) {
  if (depth_ >= kMaxDepth) {
    error({c.begin, c.end}, errors::kNesting, fmt::format("nested more than {} levels deep", kMaxDepth));
    return bad(NodeKind::BadExpr, c.begin, c.end);
  }
  ++depth_;
  NodeId id = dispatch_expression(c);
  --depth_;
  return id;
}

NodeId TreeBuilder::dispatch_expression(const Child& c) {
  switch (c.sym) {
    case Sym::identifier: return identifier(c);
    case Sym::number: return number(c);
    case Sym::rune: check_quoted(c, '\''); return literal(c, LitKind::Rune);
    case Sym::interpreted_string: check_quoted(c, '"'); return literal(c, LitKind::String);
    case Sym::raw_string: return literal(c, LitKind::String);
    case Sym::parenthesized_expression:
    case Sym::parenthesized_type: return parenthesized(c);
    case Sym::selector_expression: return selector(c, Fld::operand, Fld::field);
    case Sym::qualified_type: return selector(c, Fld::package, Fld::name);
    case Sym::index_expression: return index(c, Fld::operand, Fld::index, Arguments::Expressions);
    case Sym::generic_type: return index(c, Fld::type, Fld::argument, Arguments::Types);
    case Sym::slice_expression: return slice(c);
    case Sym::type_assertion: return type_assertion(c);
    case Sym::call_expression: return call(c);
    case Sym::unary_expression: return unary(c);
    case Sym::binary_expression: return binary(c);
    case Sym::composite_literal: return composite_literal(c);
    case Sym::function_literal: return function_literal(c);
    case Sym::pointer_type: return pointer_type(c);
    case Sym::array_type: return array_type(c);
    case Sym::slice_type: return slice_type(c);
    case Sym::open_array_type: return open_array_type(c);
    case Sym::map_type: return map_type(c);
    case Sym::channel_type: return channel_type(c);
    case Sym::function_type: {
      Children parts(*this, c);
      return function_type(parts, c.begin, c.begin, 0);
    }
    case Sym::struct_type: return struct_type(c);
    case Sym::interface_type: return interface_type(c);
    case Sym::union_type: return union_of_terms(c);
    case Sym::tilde_type: return tilde_type(c);
    case Sym::expression_list:
      error({c.begin, c.end}, errors::kStatement, "unexpected list of expressions: one expression is expected here");
      return bad(NodeKind::BadExpr, c.begin, c.end);
    default: error({c.begin, c.end}, errors::kUnexpected, "an expression is expected here"); return bad(NodeKind::BadExpr, c.begin, c.end);
  }
}

// The expression, or a bad one where the parser found none, in a declaration that the grammar did not take.
NodeId TreeBuilder::expression_or_bad(const Child& c, const Child& parent) {
  if (c) return expression(c);
  return bad(NodeKind::BadExpr, parent.end, parent.end);
}

NodeId TreeBuilder::identifier(const Child& c) {
  check_identifier(c);
  NameId name = names_.intern(text(c));
  if (!name) {
    error({c.begin, c.end}, errors::kUnexpected,
          text(c) == "else" ? "unexpected keyword else: it must stand on the line of the \"}\" before it"
                            : fmt::format("unexpected keyword {}: a name is expected here", text(c)));
    name = names_.intern("_");
  }
  NodeId id = add(NodeKind::Name, c);
  at(id).a = name.value;
  return id;
}

NodeId TreeBuilder::literal(const Child& c, LitKind kind) {
  NodeId id = add(NodeKind::BasicLit, c);
  at(id).op = static_cast<uint16_t>(kind);
  return id;
}

NodeId TreeBuilder::parenthesized(const Child& c) {
  Children parts(*this, c);
  Child inner = parts.size() > 1 ? parts[1] : Child{};
  if (inner.sym == Sym::right_paren) inner = {};
  NodeId x = expression_or_bad(inner, c);
  NodeId id = add(NodeKind::Paren, c);
  at(id).a = x.value;
  return id;
}

NodeId TreeBuilder::selector(const Child& c, Fld operand, Fld field) {
  Children parts(*this, c);
  NodeId x = expression_or_bad(parts.get(operand), c);
  Child name = parts.get(field);
  NodeId sel = name ? identifier(name) : bad(NodeKind::Name, c.end, c.end);
  Child dot = parts.token(Sym::dot);
  NodeId id = add(NodeKind::Selector, c.begin, c.end, dot ? dot.begin : c.begin);
  at(id).a = x.value;
  at(id).b = sel.value;
  return id;
}

NodeId TreeBuilder::index(const Child& c, Fld operand, Fld argument, Arguments arguments) {
  Children parts(*this, c);
  NodeId x = expression_or_bad(parts.get(operand), c);
  List indices;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].field != argument) continue;
    indices.push_back(expression(parts[i]));
    if ((indices.size() > 1 && c.sym == Sym::index_expression) || arguments == Arguments::Types) check_type(indices.back());
  }
  Child bracket = parts.token(Sym::left_bracket);
  NodeId id = add(NodeKind::Index, c.begin, c.end, bracket ? bracket.begin : c.begin);
  at(id).a = x.value;
  uint32_t operands = list(indices);
  at(id).b = operands;
  return id;
}

NodeId TreeBuilder::slice(const Child& c) {
  Children parts(*this, c);
  NodeId x = expression_or_bad(parts.get(Fld::operand), c);
  auto part = [&](Fld field) { return parts.get(field) ? expression(parts.get(field)) : NodeId(); };
  NodeId low = part(Fld::start), high = part(Fld::end), max = part(Fld::capacity);
  size_t colons = 0;
  Child last_colon, bracket;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].sym == Sym::colon) ++colons, last_colon = parts[i];
    if (parts[i].sym == Sym::left_bracket && !bracket) bracket = parts[i];
  }
  NodeId id = add(NodeKind::Slice, c.begin, c.end, bracket ? bracket.begin : c.begin);
  if (colons == 2) {
    at(id).flags |= kThreeIndex;
    if (!high) error({last_colon.begin, last_colon.end}, errors::kSlice, "middle index required in 3-index slice");
    if (!max) error({last_colon.begin, last_colon.end}, errors::kSlice, "final index required in 3-index slice");
  }
  Node& n = at(id);
  n.a = x.value, n.b = low.value, n.c = high.value, n.d = max.value;
  return id;
}

NodeId TreeBuilder::type_assertion(const Child& c) {
  Children parts(*this, c);
  NodeId x = expression_or_bad(parts.get(Fld::operand), c);
  Child type = parts.get(Fld::type);
  bool guard = type.sym == Sym::kw_type;
  NodeId t = guard ? NodeId() : expression_or_bad(type, c);
  Child dot = parts.token(Sym::dot);
  NodeId id = add(NodeKind::TypeAssert, c.begin, c.end, dot ? dot.begin : c.begin);
  at(id).a = x.value;
  at(id).b = t.value;
  return id;
}

NodeId TreeBuilder::call(const Child& c) {
  Children parts(*this, c);
  NodeId function = expression_or_bad(parts.get(Fld::function), c);
  List arguments;
  for (size_t i = 0; i < parts.size(); ++i)
    if (parts[i].field == Fld::argument) arguments.push_back(expression(parts[i]));
  Child paren = parts.token(Sym::left_paren);
  NodeId id = add(NodeKind::Call, c.begin, c.end, paren ? paren.begin : c.begin);
  uint32_t operands = list(arguments);
  Node& n = at(id);
  n.a = function.value;
  n.b = operands;
  if (parts.token(Sym::ellipsis)) n.flags |= kEllipsis;
  return id;
}

// A token is the longest that its characters make (specification, "Tokens"). The generated lexer sees only those that may
// come next, and takes `a ++b` for a sum and an unterminated `a /*b` for a quotient.
void TreeBuilder::check_operator(const Child& op) {
  if (!op) return;
  std::string_view longer = file_text_.substr(start_ + op.begin, op.end - op.begin + 1);
  Span span{op.begin, op.begin + static_cast<uint32_t>(longer.size())};
  if (longer == "/*") error(span, errors::kUnexpected, "the comment is not terminated: missing \"*/\"");
  for (std::string_view token : {"++", "--", "&&", "&^", "<-"})
    if (longer == token && op.end - op.begin == 1)
      error(span, errors::kUnexpected, fmt::format("unexpected \"{}\": an expression is expected here", token));
}

NodeId TreeBuilder::unary(const Child& c) {
  Children parts(*this, c);
  Child op = parts.get(Fld::operation);
  NodeId x = expression_or_bad(parts.get(Fld::operand), c);
  check_operator(op);
  Token token = op ? table_.operators[op.symbol] : Token::None;
  if (token == Token::Arrow && at(x).kind == NodeKind::ChanType) return receive_or_channel_type(op, x);
  NodeId id = add(token == Token::Mul ? NodeKind::Star : NodeKind::Unary, c);
  if (token != Token::Mul) at(id).op = static_cast<uint16_t>(token);
  at(id).a = x.value;
  return id;
}

// `<-` before a channel type belongs to the type: `<-chan T`. Each `<-` of a send-only channel type behind it
// then moves one type to the right: `<-chan<- chan T` is a receive-only channel of receive-only channels,
// written `<-chan (<-chan T)`.
NodeId TreeBuilder::receive_or_channel_type(const Child& op, NodeId operand) {
  uint32_t arrow = op.begin;
  NodeId type = operand;
  auto direction = ChanDir::Send;
  while (at(type).kind == NodeKind::ChanType && direction == ChanDir::Send) {
    Node& n = at(type);
    direction = static_cast<ChanDir>(n.op);
    if (direction == ChanDir::Receive)
      error({n.begin, n.end}, errors::kType, "unexpected \"<-\": \"chan\" is expected between \"<-\" and this type");
    size_t next = text(n.begin, n.end).find("<-");
    uint32_t own_arrow = next == std::string_view::npos ? n.begin : n.begin + static_cast<uint32_t>(next);
    n.begin = n.pos = arrow;
    n.op = static_cast<uint16_t>(ChanDir::Receive);
    arrow = own_arrow;
    type = NodeId(n.a);
  }
  if (direction == ChanDir::Send) error({arrow, arrow + 2}, errors::kType, "unexpected \"<-\": a channel type is expected after it");
  return operand;
}

// Operators of one precedence nest to the left, and generated code has thousands in a row: a loop, not a
// recursion.
NodeId TreeBuilder::binary(const Child& c) {
  struct Step {
    Child whole, op, right;
  };
  absl::InlinedVector<Step, 4> steps;
  Child leftmost = c;
  while (leftmost.sym == Sym::binary_expression) {
    Children parts(*this, leftmost);
    steps.push_back({leftmost, parts.get(Fld::operation), parts.get(Fld::right)});
    check_operator(steps.back().op);
    leftmost = parts.get(Fld::left);
    if (steps.size() > kMaxChain) {
      error({c.begin, c.end}, errors::kNesting, fmt::format("more than {} operators in a row", kMaxChain));
      return bad(NodeKind::BadExpr, c.begin, c.end);
    }
  }
  NodeId x = expression_or_bad(leftmost, steps.back().whole);
  for (size_t i = steps.size(); i-- > 0;) {
    const Step& step = steps[i];
    NodeId y = expression_or_bad(step.right, step.whole);
    NodeId id = add(NodeKind::Binary, step.whole.begin, step.whole.end, step.op ? step.op.begin : step.whole.begin);
    Node& n = at(id);
    n.op = static_cast<uint16_t>(step.op ? table_.operators[step.op.symbol] : Token::None);
    n.a = x.value;
    n.b = y.value;
    x = id;
  }
  return x;
}

// The grammar lets any expression stand before the brace.
NodeId TreeBuilder::composite_literal(const Child& c) {
  Children parts(*this, c);
  Child literal_type = parts.get(Fld::type);
  NodeId type = expression_or_bad(literal_type, c);
  Child body = parts.get(Fld::body);
  if (!body) return bad(NodeKind::BadExpr, c.begin, c.end);
  if (literal_type && !may_be_literal_type(literal_type.sym)) {
    error({body.begin, body.begin + 1}, errors::kUnexpected, "unexpected \"{\": what precedes it is not the type of a composite literal");
    return bad(NodeKind::BadExpr, c.begin, c.end);
  }
  return literal_value(body, type, c.begin);
}

NodeId TreeBuilder::literal_value(const Child& c, NodeId type, uint32_t begin) {
  if (depth_ >= kMaxDepth) {
    error({c.begin, c.end}, errors::kNesting, fmt::format("nested more than {} levels deep", kMaxDepth));
    return bad(NodeKind::BadExpr, c.begin, c.end);
  }
  ++depth_;
  Children parts(*this, c);
  List elements;
  for (size_t i = 0; i < parts.size(); ++i) {
    Sym sym = parts[i].sym;
    if (sym != Sym::left_brace && sym != Sym::right_brace && sym != Sym::comma) elements.push_back(element(parts[i]));
  }
  --depth_;
  NodeId id = add(NodeKind::CompositeLit, begin, c.end, c.begin);
  uint32_t operands = list(elements);
  at(id).a = type.value;
  at(id).b = operands;
  return id;
}

NodeId TreeBuilder::element(const Child& c) {
  if (c.sym == Sym::literal_value) return literal_value(c, NodeId(), c.begin);
  if (c.sym != Sym::keyed_element) return expression(c);
  Children parts(*this, c);
  Child key = parts.get(Fld::key), value = parts.get(Fld::value), colon = parts.token(Sym::colon);
  NodeId k = key ? element(key) : expression_or_bad(key, c);
  NodeId v = value ? element(value) : expression_or_bad(value, c);
  NodeId id = add(NodeKind::KeyValue, c.begin, c.end, colon ? colon.begin : c.begin);
  at(id).a = k.value;
  at(id).b = v.value;
  return id;
}

NodeId TreeBuilder::function_literal(const Child& c) {
  Children parts(*this, c);
  NodeId type = function_type(parts, c.begin, c.begin, 0);
  Child body = parts.get(Fld::body);
  NodeId b = body ? block(body) : bad(NodeKind::Block, c.end, c.end);
  NodeId id = add(NodeKind::FuncLit, c);
  at(id).a = type.value;
  at(id).b = b.value;
  return id;
}

// A list of one stands in the tree as the expression itself.
TreeBuilder::List TreeBuilder::expressions(const Child& c) {
  if (!c) return {};
  if (c.sym != Sym::expression_list) return {expression(c)};
  Children parts(*this, c);
  List result;
  for (size_t i = 0; i < parts.size(); ++i)
    if (parts[i].sym != Sym::comma) result.push_back(expression(parts[i]));
  return result;
}

}  // namespace escapement::syntax
