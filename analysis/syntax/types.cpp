// Literal types (specification, "Types") and what may stand where only a type may.
#include <fmt/format.h>

#include "analysis/syntax/builder.h"
#include "analysis/syntax/errors.h"

namespace escapement::syntax {

NodeId TreeBuilder::pointer_type(const Child& c) {
  Children parts(*this, c);
  NodeId element = expression_or_bad(parts.get(Fld::element), c);
  NodeId id = add(NodeKind::Star, c);
  at(id).a = element.value;
  return id;
}

NodeId TreeBuilder::array_type(const Child& c) {
  Children parts(*this, c);
  NodeId length = expression_or_bad(parts.get(Fld::length), c);
  NodeId element = expression_or_bad(parts.get(Fld::element), c);
  NodeId id = add(NodeKind::ArrayType, c);
  at(id).a = length.value;
  at(id).b = element.value;
  return id;
}

NodeId TreeBuilder::slice_type(const Child& c) {
  Children parts(*this, c);
  NodeId element = expression_or_bad(parts.get(Fld::element), c);
  NodeId id = add(NodeKind::SliceType, c);
  at(id).a = element.value;
  return id;
}

NodeId TreeBuilder::open_array_type(const Child& c) {
  Children parts(*this, c);
  NodeId element = expression_or_bad(parts.get(Fld::element), c);
  NodeId id = add(NodeKind::ArrayType, c);
  at(id).flags |= kEllipsis;
  at(id).b = element.value;
  return id;
}

NodeId TreeBuilder::map_type(const Child& c) {
  Children parts(*this, c);
  NodeId key = expression_or_bad(parts.get(Fld::key), c);
  NodeId value = expression_or_bad(parts.get(Fld::value), c);
  NodeId id = add(NodeKind::MapType, c);
  at(id).a = key.value;
  at(id).b = value.value;
  return id;
}

NodeId TreeBuilder::channel_type(const Child& c) {
  Children parts(*this, c);
  NodeId element = expression_or_bad(parts.get(Fld::element), c);
  Child arrow = parts.token(Sym::arrow);
  auto direction = !arrow ? ChanDir::Both : arrow.begin == c.begin ? ChanDir::Receive : ChanDir::Send;
  NodeId id = add(NodeKind::ChanType, c);
  at(id).op = static_cast<uint16_t>(direction);
  at(id).a = element.value;
  return id;
}

NodeId TreeBuilder::struct_type(const Child& c) {
  Children parts(*this, c);
  List fields;
  for (size_t i = 0; i < parts.size(); ++i)
    if (parts[i].sym == Sym::field_declaration) fields.push_back(field_declaration(parts[i]));
  NodeId id = add(NodeKind::StructType, c);
  uint32_t operands = list(fields);
  at(id).a = operands;
  return id;
}

// `T [64]` alone on its line may be an array field that lacks its element: go/parser leaves what the brackets hold to the
// checker.
NodeId TreeBuilder::embedded_type(const Child& c) {
  bool plain = c.sym == Sym::generic_type && Children(*this, c).get(Fld::type).sym == Sym::identifier;
  return plain ? index(c, Fld::type, Fld::argument, Arguments::Expressions) : expression(c);
}

NodeId TreeBuilder::field_declaration(const Child& c) {
  Children parts(*this, c);
  List names;
  for (size_t i = 0; i < parts.size(); ++i)
    if (parts[i].field == Fld::name) names.push_back(identifier(parts[i]));
  Child embedded = parts.get(Fld::embedded), tag = parts.get(Fld::tag);
  NodeId type = embedded ? embedded_type(embedded) : expression_or_bad(parts.get(Fld::type), c);
  if (names.size() == 1) check_named_type(parts.get(Fld::type));
  NodeId t = tag ? expression(tag) : NodeId();
  NodeId id = add(NodeKind::Field, c);
  uint32_t operands = list(names);
  Node& n = at(id);
  n.a = operands, n.b = type.value, n.c = t.value;
  return id;
}

NodeId TreeBuilder::interface_type(const Child& c) {
  Children parts(*this, c);
  List elements;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Child part = parts[i];
    if (part.sym == Sym::left_brace || part.sym == Sym::right_brace || part.sym == Sym::keyword) continue;
    if (part.sym == Sym::method_element) {
      elements.push_back(method_element(part));
      continue;
    }
    NodeId type = expression(part);
    NodeId id = add(NodeKind::Field, part);
    at(id).b = type.value;
    elements.push_back(id);
  }
  NodeId id = add(NodeKind::InterfaceType, c);
  uint32_t operands = list(elements);
  at(id).a = operands;
  return id;
}

NodeId TreeBuilder::method_element(const Child& c) {
  Children parts(*this, c);
  Child name = parts.get(Fld::name), params = parts.get(Fld::parameters);
  NodeId n = name ? identifier(name) : bad(NodeKind::Name, c.begin, c.begin);
  uint32_t begin = params ? params.begin : c.end;
  NodeId type = function_type(parts, begin, begin, 0);
  NodeId id = add(NodeKind::Field, c);
  uint32_t operands = list({n});
  at(id).a = operands;
  at(id).b = type.value;
  return id;
}

NodeId TreeBuilder::union_of_terms(const Child& c) {
  Children parts(*this, c);
  NodeId x;
  uint32_t op = c.begin;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Child part = parts[i];
    if (table_.operators[part.symbol] == Token::Or) {
      op = part.begin;
      continue;
    }
    NodeId y = expression(part);
    if (x) {
      NodeId id = add(NodeKind::Binary, c.begin, part.end, op);
      Node& n = at(id);
      n.op = static_cast<uint16_t>(Token::Or), n.a = x.value, n.b = y.value;
      y = id;
    }
    x = y;
  }
  return x ? x : bad(NodeKind::BadExpr, c.begin, c.end);
}

NodeId TreeBuilder::tilde_type(const Child& c) {
  Children parts(*this, c);
  NodeId type = expression_or_bad(parts.get(Fld::type), c);
  NodeId id = add(NodeKind::Unary, c);
  at(id).op = static_cast<uint16_t>(Token::Tilde);
  at(id).a = type.value;
  return id;
}

// The signature among the parts of a function's declaration, literal, type or interface method. It ends where its last
// part ends, or at `pos` (the name) if the parser found none.
NodeId TreeBuilder::function_type(const Children& parts, uint32_t begin, uint32_t pos, uint32_t type_params) {
  Child params = parts.get(Fld::parameters), result = parts.get(Fld::result);
  uint32_t p = params ? parameters(params, true) : 0;
  uint32_t r = result ? results(result) : 0;
  uint32_t end = result ? result.end : params ? params.end : pos;
  NodeId id = add(NodeKind::FuncType, begin, end, pos);
  Node& n = at(id);
  n.a = type_params, n.b = p, n.c = r;
  return id;
}

// `x [...]T` as a field or parameter: behind a name, brackets hold an expression.
void TreeBuilder::check_named_type(const Child& type) {
  if (type.sym != Sym::open_array_type) return;
  Child dots = Children(*this, type).token(Sym::ellipsis);
  error({dots.begin, dots.end}, errors::kType, "unexpected \"...\": the length of an array is expected here");
}

bool TreeBuilder::is_type(NodeId id) const {
  const Node& n = nodes_[id.value];
  switch (n.kind) {
    case NodeKind::Name:
    case NodeKind::ArrayType:
    case NodeKind::SliceType:
    case NodeKind::StructType:
    case NodeKind::FuncType:
    case NodeKind::InterfaceType:
    case NodeKind::MapType:
    case NodeKind::ChanType:
    case NodeKind::BadExpr: return true;
    case NodeKind::Selector: return nodes_[n.a].kind == NodeKind::Name;
    case NodeKind::Index: {
      NodeKind operand = nodes_[n.a].kind;
      return (operand == NodeKind::Name || operand == NodeKind::Selector) && is_type(NodeId(n.a));
    }
    case NodeKind::Paren:
    case NodeKind::Star: return is_type(NodeId(n.a));
    default: return false;
  }
}

void TreeBuilder::check_type(NodeId id) {
  if (is_type(id)) return;
  const Node& n = at(id);
  error({n.begin, n.end}, errors::kType, "unexpected expression: a type is expected here");
}

}  // namespace escapement::syntax
