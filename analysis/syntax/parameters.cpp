// Parameter lists (specification, "Function types", "Type parameter declarations"). A list is either all types or all
// names with types, and only the whole list tells; and `P *C` in a type parameter list looks like a product.
#include <algorithm>

#include <fmt/format.h>

#include "analysis/syntax/builder.h"
#include "analysis/syntax/errors.h"

namespace escapement::syntax {

TreeBuilder::Parameters TreeBuilder::parameter_items(const Child& c) {
  Children parts(*this, c);
  Parameters items;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Child part = parts[i];
    Parameter item;
    item.begin = part.begin;
    if (part.sym == Sym::identifier) {
      item.name = identifier(part);
    } else if (part.sym == Sym::parameter) {
      Children inner(*this, part);
      if (Child name = inner.get(Fld::name)) item.name = identifier(name);
      item.type = expression_or_bad(inner.get(Fld::type), part);
      if (item.name) check_named_type(inner.get(Fld::type));
      if (Child dots = inner.get(Fld::dots)) {
        NodeId ellipsis = add(NodeKind::Ellipsis, dots.begin, part.end, dots.begin);
        at(ellipsis).a = item.type.value;
        item.type = ellipsis;
      }
    } else if (table_.is_named(part.symbol)) {
      item.type = expression(part);
    } else {
      continue;
    }
    items.push_back(item);
  }
  return items;
}

// Gives every item of a list a type and, if one of them has a name, each a name; returns whether they are named.
bool TreeBuilder::distribute(Parameters& items, const Child& c, bool type_params) {
  size_t named = 0, typed = 0;
  for (const Parameter& item : items) {
    named += item.name && item.type;
    typed += static_cast<bool>(item.type);
  }
  if (named == 0) {
    for (Parameter& item : items)
      if (!item.type) std::swap(item.name, item.type);
    if (type_params && typed == 0) {
      error({c.end - 1, c.end}, errors::kTypeParameters, "missing type constraint");
    } else if (type_params) {
      error({c.begin, c.end}, errors::kTypeParameters, "missing type parameter name or invalid array length");
    }
    return false;
  }
  if (named == items.size()) return true;
  NodeId type;
  Span missing_name{}, missing_type{};
  for (size_t i = items.size(); i-- > 0;) {
    Parameter& item = items[i];
    if (item.type) {
      type = item.type;
      if (!item.name) {
        missing_name = at(type).span();
        item.name = add(NodeKind::Name, missing_name.begin, missing_name.begin, missing_name.begin);
        at(item.name).a = names_.intern("_").value;
      }
    } else if (type) {
      item.type = type;
    } else {
      missing_type = {c.end - 1, c.end};
      item.type = bad(NodeKind::BadExpr, item.begin, item.begin);
    }
  }
  std::string_view code = type_params ? errors::kTypeParameters : errors::kParameters;
  if (missing_name.end != 0) {
    error(missing_name, code, type_params ? "missing type parameter name" : "missing parameter name: either all have one or none");
  } else if (missing_type.end != 0) {
    error(missing_type, code, type_params ? "missing type constraint" : "missing type of the last parameters");
  }
  return true;
}

// One Field per type that is written: `a, b int` is one with two names.
uint32_t TreeBuilder::group_fields(const Parameters& items, bool named) {
  List fields;
  for (size_t i = 0; i < items.size();) {
    size_t j = i + 1;
    while (named && j < items.size() && items[j].type == items[i].type) ++j;
    uint32_t names = 0;
    if (named) {
      List ids;
      for (size_t k = i; k < j; ++k) ids.push_back(items[k].name);
      names = list(ids);
    }
    NodeId type = items[i].type;
    NodeId id = add(NodeKind::Field, items[i].begin, std::max(at(type).end, items[i].begin), items[i].begin);
    at(id).a = names;
    at(id).b = type.value;
    fields.push_back(id);
    i = j;
  }
  return list(fields);
}

uint32_t TreeBuilder::parameters(const Child& c, bool variadic_allowed) {
  Parameters items = parameter_items(c);
  if (items.empty()) return 0;
  bool named = distribute(items, c, false);
  for (size_t i = 0; i < items.size(); ++i) {
    // In `a, b ...T` the type is that of a, too.
    if (at(items[i].type).kind != NodeKind::Ellipsis || (variadic_allowed && i + 1 == items.size())) continue;
    uint32_t dots = at(items[i].type).begin;
    error({dots, dots + 3}, errors::kParameters,
          variadic_allowed ? "can only use ... with the final parameter" : "invalid use of ... in a list of results");
    break;
  }
  return group_fields(items, named);
}

uint32_t TreeBuilder::results(const Child& c) {
  if (c.sym == Sym::parameters) return parameters(c, false);
  NodeId type = expression(c);
  NodeId id = add(NodeKind::Field, c);
  at(id).b = type.value;
  return list({id});
}

// ---------------------------------------------------------------- Type parameters

TreeBuilder::Parameter TreeBuilder::type_parameter_item(const Child& c) {
  Parameter item;
  item.begin = c.begin;
  if (c.sym == Sym::type_parameter) {
    Children parts(*this, c);
    Child name = parts.get(Fld::name);
    item.name = name ? identifier(name) : NodeId();
    item.type = expression_or_bad(parts.get(Fld::constraint), c);
  } else if (c.sym == Sym::identifier) {
    item.name = identifier(c);
  } else {
    item.type = expression(c);
  }
  return item;
}

// The items of a list that is known to be one of type parameters: `P *C` and `P (C)` are a name and its constraint.
TreeBuilder::Parameters TreeBuilder::type_parameter_items(const Child& c) {
  Children parts(*this, c);
  Parameters items;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!table_.is_named(parts[i].symbol)) continue;
    Parameter item = type_parameter_item(parts[i]);
    if (!item.name) {
      Split split = split_name(item.type, true);
      if (split.name) item.name = split.name, item.type = split.type;
    }
    items.push_back(item);
  }
  return items;
}

uint32_t TreeBuilder::type_parameters(const Child& c) {
  Parameters items = type_parameter_items(c);
  bool named = distribute(items, c, true);
  return group_fields(items, named);
}

bool TreeBuilder::is_type_element(NodeId x) const {
  const Node& n = nodes_[x.value];
  switch (n.kind) {
    case NodeKind::ArrayType:
    case NodeKind::SliceType:
    case NodeKind::StructType:
    case NodeKind::FuncType:
    case NodeKind::InterfaceType:
    case NodeKind::MapType:
    case NodeKind::ChanType: return true;
    case NodeKind::Binary: return is_type_element(NodeId(n.a)) || is_type_element(NodeId(n.b));
    case NodeKind::Unary: return n.token() == Token::Tilde;
    case NodeKind::Paren: return is_type_element(NodeId(n.a));
    default: return false;
  }
}

// Splits what was read as an expression into a type parameter's name and its constraint: `P *C`, `P (C)`, `P *C|D`. It is
// split if the rest can only be a type, or if `force` says that this must be a type parameter; else both parts are none.
TreeBuilder::Split TreeBuilder::split_name(NodeId x, bool force) {
  const Node n = at(x);
  bool named = n.a != 0 && (n.kind == NodeKind::Binary || n.kind == NodeKind::Call) && at(NodeId(n.a)).kind == NodeKind::Name;
  if (n.kind == NodeKind::Binary && n.token() == Token::Mul) {
    if (!named || !(force || is_type_element(NodeId(n.b)))) return {};
    NodeId star = add(NodeKind::Star, n.pos, n.end, n.pos);
    at(star).a = n.b;
    return {NodeId(n.a), star};
  }
  if (n.kind == NodeKind::Binary && n.token() == Token::Or) {
    Split split = split_name(NodeId(n.a), force || is_type_element(NodeId(n.b)));
    if (!split.name) return {};
    NodeId id = add(NodeKind::Binary, at(split.type).begin, n.end, n.pos);
    Node& whole = at(id);
    whole.op = n.op, whole.a = split.type.value, whole.b = n.b;
    return {split.name, id};
  }
  if (n.kind == NodeKind::Call && named && (n.flags & kEllipsis) == 0 && list_of(n.b).size() == 1) {
    NodeId argument = list_of(n.b)[0];
    if (!(force || is_type_element(argument))) return {};
    NodeId paren = add(NodeKind::Paren, n.pos, n.end, n.pos);
    at(paren).a = argument.value;
    return {NodeId(n.a), paren};
  }
  return {};
}

}  // namespace escapement::syntax
