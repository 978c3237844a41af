// Declarations (specification, "Declarations and scope", "Packages").
#include <fmt/format.h>

#include <algorithm>

#include "analysis/syntax/builder.h"
#include "analysis/syntax/errors.h"

namespace escapement::syntax {

NodeId TreeBuilder::declaration(const Child& c) {
  switch (c.sym) {
    case Sym::import_declaration: return general(c, Token::Import);
    case Sym::const_declaration: return general(c, Token::Const);
    case Sym::var_declaration: return general(c, Token::Var);
    case Sym::type_declaration: return general(c, Token::Type);
    case Sym::function_declaration:
    case Sym::method_declaration: return function(c);
    default: return bad(NodeKind::BadDecl, c.begin, c.end);
  }
}

NodeId TreeBuilder::general(const Child& c, Token token) {
  Children parts(*this, c);
  List specs;
  bool grouped = false;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Child part = parts[i];
    auto iota = static_cast<uint32_t>(specs.size());
    if (part.sym == Sym::left_paren) grouped = true;
    if (part.sym == Sym::import_spec) specs.push_back(import_spec(part));
    if (part.sym == Sym::const_spec || part.sym == Sym::var_spec) specs.push_back(value_spec(part, token, iota));
    if (part.sym == Sym::type_spec) specs.push_back(type_spec(part));
  }
  NodeId id = add(NodeKind::GenDecl, c);
  uint32_t operands = list(specs);
  Node& n = at(id);
  n.op = static_cast<uint16_t>(token), n.a = operands;
  if (grouped) n.flags |= kGrouped;
  return id;
}

NodeId TreeBuilder::import_spec(const Child& c) {
  Children parts(*this, c);
  Child name = parts.get(Fld::name), path = parts.get(Fld::path);
  NodeId n;
  if (name.sym == Sym::identifier) n = identifier(name);
  if (name.sym == Sym::dot) {
    n = add(NodeKind::Name, name);
    at(n).a = names_.intern(".").value;
  }
  NodeId p = path ? expression(path) : bad(NodeKind::BasicLit, c.end, c.end);
  NodeId id = add(NodeKind::ImportSpec, c);
  at(id).a = n.value;
  at(id).b = p.value;
  return id;
}

NodeId TreeBuilder::value_spec(const Child& c, Token, uint32_t iota) {
  Children parts(*this, c);
  List names;
  for (size_t i = 0; i < parts.size(); ++i)
    if (parts[i].field == Fld::name) names.push_back(identifier(parts[i]));
  Child type = parts.get(Fld::type);
  NodeId t = type ? expression(type) : NodeId();
  List values = expressions(parts.get(Fld::value));
  NodeId id = add(NodeKind::ValueSpec, c);
  uint32_t n = list(names), v = list(values);
  Node& spec = at(id);
  spec.a = n, spec.b = t.value, spec.c = v, spec.d = iota;
  return id;
}

// `type T [x] E`: whether `[x]` holds the length of an array or a type parameter without a type that could
// not be the rest of an expression is decided as go/parser does: a lone item that is no `name constraint` by
// itself is a length.
NodeId TreeBuilder::type_spec(const Child& c) {
  Children parts(*this, c);
  Child name = parts.get(Fld::name), params = parts.get(Fld::type_parameters), type = parts.get(Fld::type);
  Child equals = parts.token(Sym::equals);
  NodeId n = name ? identifier(name) : bad(NodeKind::Name, c.begin, c.begin);
  uint32_t type_params = 0;
  NodeId length;
  if (params) {
    Children items(*this, params);
    Child first, comma = items.token(Sym::comma);
    size_t count = 0;
    for (size_t i = 0; i < items.size(); ++i) {
      if (!table_.is_named(items[i].symbol)) continue;
      if (count++ == 0) first = items[i];
    }
    bool may_be_length = first && !comma && first.sym != Sym::type_parameter;
    bool starts_with_name =
        first.sym == Sym::identifier ||
        (first && (text(first)[0] == '_' || std::isalpha(static_cast<unsigned char>(text(first)[0])) || (text(first)[0] & 0x80) != 0));
    if (may_be_length) {
      NodeId x = expression(first);
      Split split = starts_with_name ? split_name(x, false) : Split{};
      if (split.name) {
        Parameters one{{split.name, split.type, first.begin}};
        type_params = group_fields(one, true);
      } else {
        length = x;
      }
    } else {
      type_params = type_parameters(params);
    }
  }
  NodeId t = expression_or_bad(type, c);
  if (length) {
    if (equals)
      error({equals.begin, equals.end}, errors::kTypeParameters, "unexpected \"=\" after an array length, or missing type constraint");
    NodeId array = add(NodeKind::ArrayType, params.begin, at(t).end, params.begin);
    at(array).a = length.value;
    at(array).b = t.value;
    t = array;
  }
  NodeId id = add(NodeKind::TypeSpec, c);
  Node& spec = at(id);
  spec.a = n.value, spec.b = type_params, spec.c = t.value;
  if (equals) spec.flags |= kAlias;
  return id;
}

NodeId TreeBuilder::function(const Child& c) {
  Children parts(*this, c);
  Child receiver = parts.get(Fld::receiver), name = parts.get(Fld::name), body = parts.get(Fld::body);
  Child params = parts.get(Fld::type_parameters);
  uint32_t r = receiver ? parameters(receiver, true) : 0;
  if (receiver && r == 0) r = 0;  // a method without receiver is the checker's error, as it is go/types'
  NodeId n = name ? identifier(name) : bad(NodeKind::Name, c.begin, c.begin);
  uint32_t type_params = params ? type_parameters(params) : 0;
  if (params && receiver) {
    error({params.begin, params.end}, errors::kTypeParameters, "method must have no type parameters");
    type_params = 0;
  }
  uint32_t pos = receiver ? receiver.begin : name ? name.begin : c.begin;
  NodeId type = function_type(parts, c.begin, pos, type_params);
  NodeId b = body ? block(body) : NodeId();
  NodeId id = add(NodeKind::FuncDecl, c.begin, c.end, pos);
  Node& f = at(id);
  f.a = r, f.b = n.value, f.c = type.value, f.d = b.value;
  return id;
}

}  // namespace escapement::syntax
