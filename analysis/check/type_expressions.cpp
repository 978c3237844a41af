// Type expressions (specification: "Types").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;
using types::ChanDir;
using types::Field;
using types::Interface;
using types::Method;
using types::ObjectKind;
using types::Parameter;
using types::Term;
using types::VarRole;

TypeId Checker::type_expr(NodeId id) {
  if (!id || depth_ > 500) return t_.invalid();
  ++depth_;
  TypeId type = t_.invalid();
  const syntax::Node& n = node(id);
  switch (n.kind) {
    case NodeKind::Name:
    case NodeKind::Selector: type = type_of_name(id); break;
    case NodeKind::Paren: type = type_expr(NodeId(n.a)); break;
    case NodeKind::Star: type = t_.pointer(type_expr(NodeId(n.a))); break;
    case NodeKind::Index: type = instantiate(id, type_of_name(NodeId(n.a)), list(n.b)); break;
    case NodeKind::ArrayType: {
      int64_t const length = array_length(id);
      type = t_.array(type_expr(NodeId(n.b)), length);
      break;
    }
    case NodeKind::SliceType: type = t_.slice(type_expr(NodeId(n.a))); break;
    case NodeKind::Ellipsis: type = t_.slice(type_expr(NodeId(n.a))); break;
    case NodeKind::MapType: {
      TypeId const key = type_expr(NodeId(n.a));
      type = t_.map(key, type_expr(NodeId(n.b)));
      break;
    }
    case NodeKind::ChanType: type = t_.chan(type_expr(NodeId(n.a)), static_cast<ChanDir>(n.op)); break;
    case NodeKind::StructType: type = struct_type(id); break;
    case NodeKind::InterfaceType: type = interface_type(id); break;
    case NodeKind::FuncType: {
      size_t const mark = open_scope();
      type = func_type(id);
      close_scope(mark);
      break;
    }
    case NodeKind::BadExpr: break;
    default: error(id, "check.not-a-type", fmt::format("{} is not a type", tree_.text(id)));
  }
  --depth_;
  record(id, Mode::Type, type);
  return type;
}

TypeId Checker::type_of_name(NodeId id) {
  const syntax::Node& n = node(id);
  ObjectId object;
  if (n.kind == NodeKind::Name) {
    object = lookup(name(id));
    if (object) t_.object(object).used = true;
  } else if (n.kind == NodeKind::Selector && node(NodeId(n.a)).kind == NodeKind::Name) {
    ObjectId const package_name = lookup(name(NodeId(n.a)));
    if (package_name && t_.object(package_name).kind == ObjectKind::Package) {
      t_.object(package_name).used = true;
      info_.objects[n.a] = package_name;
      const Package* const other = program_.package(t_.object(package_name).imported);
      if (other == nullptr) {
        error(id, "check.unresolved-import", fmt::format("{} comes from a package that was not found", tree_.text(id)));
        return t_.invalid();
      }
      if (auto it = other->scope.find(name(NodeId(n.b))); it != other->scope.end()) object = it->second;
      info_.objects[n.b] = object;
    }
  } else if (n.kind == NodeKind::Paren) {
    return type_of_name(NodeId(n.a));
  }
  if (!object) {
    error(id, "check.undeclared", fmt::format("undeclared name: {}", tree_.text(id)));
    return t_.invalid();
  }
  if (n.kind == NodeKind::Name) info_.objects[id.value] = object;
  if (t_.object(object).kind != ObjectKind::TypeName) {
    error(id, "check.not-a-type", fmt::format("{} is not a type", tree_.text(id)));
    return t_.invalid();
  }
  // A named type is known before it is resolved, so that types may refer to themselves.
  TypeId const type = t_.object(object).type ? t_.object(object).type : t_.type_of(object);
  record(id, Mode::Type, type);
  return type;
}

TypeId Checker::instantiate(NodeId id, TypeId generic, std::span<const NodeId> args) {
  std::vector<TypeId> types;
  for (NodeId arg : args) types.push_back(type_expr(arg));
  TypeId const g = t_.unalias(generic);
  if (t_.kind(g) != TypeKind::Named) {
    if (t_.kind(g) != TypeKind::Invalid) error(id, "check.not-generic", fmt::format("{} is not a generic type", text_of(generic)));
    return t_.invalid();
  }
  return t_.instance(g, std::move(types));
}

int64_t Checker::array_length(NodeId id) {
  const syntax::Node& n = node(id);
  if ((n.flags & syntax::kEllipsis) != 0) {
    error(id, "check.array-length", "[...] is only allowed in a composite literal");
    return -1;
  }
  Operand x = expr(NodeId(n.a));
  if (!x) return -1;
  int64_t length = -1;
  if (x.mode == Mode::Constant && types::is_untyped(t_, x.type)) convert_untyped(x, t_.basic(types::BasicKind::Int));
  if (x.mode != Mode::Constant || !constant::to_int(x.value).fits_int64(length) || length < 0) {
    error(NodeId(n.a), "check.array-length", fmt::format("{} is not a constant length of an array", tree_.text(NodeId(n.a))));
    return -1;
  }
  return length;
}

void Checker::declare_type_params(std::span<const NodeId> fields, std::vector<TypeId>& out) {
  std::vector<std::pair<size_t, NodeId>> constraints;
  for (NodeId field : fields) {
    syntax::views::Field const view(tree_, field);
    for (NodeId name_node : view.names()) {
      ObjectId const object = declare_local(name_node, ObjectKind::TypeName, VarRole::None, {});
      TypeId const type = t_.type_param(object, static_cast<uint32_t>(out.size()));
      t_.object(object).type = type;
      constraints.emplace_back(out.size(), view.type());
      out.push_back(type);
    }
  }
  NodeId last;
  TypeId constraint;
  for (const auto& [index, type] : constraints) {
    if (type != last) constraint = constraint_expr(type);
    last = type;
    t_.type_param_of(out[index]).constraint = constraint;
  }
}

void Checker::union_terms(NodeId id, std::vector<Term>& terms) {
  const syntax::Node& n = node(id);
  if (n.kind == NodeKind::Binary && n.token() == Token::Or) {
    union_terms(NodeId(n.a), terms);
    union_terms(NodeId(n.b), terms);
  } else if (n.kind == NodeKind::Unary && n.token() == Token::Tilde) {
    terms.push_back({true, type_expr(NodeId(n.a))});
  } else {
    terms.push_back({false, type_expr(id)});
  }
}

TypeId Checker::constraint_expr(NodeId id) {
  const syntax::Node& n = node(id);
  bool const is_union = (n.kind == NodeKind::Binary && n.token() == Token::Or) || (n.kind == NodeKind::Unary && n.token() == Token::Tilde);
  TypeId type;
  if (is_union) {
    std::vector<Term> terms;
    union_terms(id, terms);
    Interface body;
    body.embedded.push_back(t_.make_union(std::move(terms)));
    return t_.interface(std::move(body));
  }
  type = type_expr(id);
  // A constraint that is not an interface stands for interface{T}. A named type is looked at later: it may not be resolved yet.
  TypeKind const kind = t_.kind(t_.unalias(type));
  if (kind == TypeKind::Interface || kind == TypeKind::Named || kind == TypeKind::Invalid) return type;
  Interface body;
  body.embedded.push_back(type);
  return t_.interface(std::move(body));
}

void Checker::collect_params(std::span<const NodeId> fields, VarRole role, std::vector<Parameter>& out, bool* variadic) {
  for (NodeId field : fields) {
    syntax::views::Field const view(tree_, field);
    TypeId const type = type_expr(view.type());
    if (variadic != nullptr && node(view.type()).kind == NodeKind::Ellipsis) *variadic = true;
    if (view.names().empty()) {
      out.push_back({base::NameId(), type, ObjectId()});
      continue;
    }
    for (NodeId name_node : view.names()) out.push_back({name(name_node), type, declare_local(name_node, ObjectKind::Var, role, type)});
  }
}

Parameter Checker::receiver_param(NodeId field, std::vector<TypeId>*) {
  syntax::views::Field const view(tree_, field);
  // Type parameters of a generic receiver are declared by its type: func (p *pair[A, B]).
  NodeId base = view.type();
  bool pointer = false;
  while (node(base).kind == NodeKind::Star || node(base).kind == NodeKind::Paren) {
    pointer = pointer || node(base).kind == NodeKind::Star;
    base = NodeId(node(base).a);
  }
  TypeId type;
  if (node(base).kind == NodeKind::Index) {
    TypeId const generic = t_.unalias(type_of_name(NodeId(node(base).a)));
    std::vector<TypeId> args;
    if (t_.kind(generic) == TypeKind::Named) t_.underlying(generic);
    for (NodeId arg : list(node(base).b)) {
      if (node(arg).kind != NodeKind::Name) continue;
      ObjectId const object = declare_local(arg, ObjectKind::TypeName, VarRole::None, {});
      TypeId const param = t_.type_param(object, static_cast<uint32_t>(args.size()));
      t_.object(object).type = param;
      record(arg, Mode::Type, param);
      args.push_back(param);
    }
    if (t_.kind(generic) == TypeKind::Named) {
      std::vector<TypeId> const declared = t_.named_of(generic).type_params;
      for (size_t i = 0; i < args.size() && i < declared.size(); ++i) {
        TypeId const constraint = t_.type_param_of(declared[i]).constraint;
        t_.type_param_of(args[i]).constraint = constraint ? types::substitute(t_, constraint, {declared, args}) : constraint;
      }
      type = t_.instance(generic, args);
      record(base, Mode::Type, type);
    } else {
      type = t_.invalid();
    }
    if (pointer) type = t_.pointer(type);
    record(view.type(), Mode::Type, type);
  } else {
    type = type_expr(view.type());
  }
  Parameter out{base::NameId(), type, ObjectId()};
  if (!view.names().empty()) {
    out.name = name(view.names()[0]);
    out.object = declare_local(view.names()[0], ObjectKind::Var, VarRole::Receiver, type);
  }
  return out;
}

TypeId Checker::func_type(NodeId id, NodeId receiver_field) {
  syntax::views::FuncType const view(tree_, id);
  Signature signature;
  if (receiver_field) signature.receiver = receiver_param(receiver_field, nullptr);
  declare_type_params(view.type_parameters(), signature.type_params);
  collect_params(view.parameters(), VarRole::Param, signature.params, &signature.variadic);
  collect_params(view.results(), VarRole::Result, signature.results, nullptr);
  TypeId const type = t_.signature(std::move(signature));
  record(id, Mode::Type, type);
  return type;
}

TypeId Checker::struct_type(NodeId id) {
  std::vector<Field> fields;
  for (NodeId field_node : list(node(id).a)) {
    syntax::views::Field const view(tree_, field_node);
    TypeId const type = type_expr(view.type());
    base::NameId tag;
    if (view.tag()) {
      Value const value = constant::string_literal(tree_.text(view.tag()));
      if (value.kind() == constant::Kind::String) tag = program_.names().intern(value.as_string());
    }
    auto add = [&](NodeId name_node, base::NameId field_name, bool embedded) {
      types::Object object;
      object.kind = ObjectKind::Var;
      object.role = VarRole::Field;
      object.embedded = embedded;
      object.name = field_name;
      object.package = package_.id;
      object.type = type;
      object.decl = decl_ + 1;
      object.node = name_node.value;
      ObjectId const field_object = t_.add(std::move(object));
      if (!embedded) info_.objects[name_node.value] = field_object;
      fields.push_back({field_name, type, package_.id, field_object, tag, embedded});
    };
    if (!view.names().empty()) {
      for (NodeId name_node : view.names()) add(name_node, name(name_node), false);
      continue;
    }
    NodeId base = view.type();
    while (node(base).kind == NodeKind::Star || node(base).kind == NodeKind::Paren || node(base).kind == NodeKind::Index) {
      base = NodeId(node(base).a);
    }
    if (node(base).kind == NodeKind::Selector) base = NodeId(node(base).b);
    if (node(base).kind == NodeKind::Name) add(base, name(base), true);
  }
  return t_.structure(std::move(fields));
}

TypeId Checker::interface_type(NodeId id) {
  Interface body;
  for (NodeId element : list(node(id).a)) {
    syntax::views::Field const view(tree_, element);
    if (!view.names().empty()) {
      size_t const mark = open_scope();
      TypeId const signature = func_type(view.type());
      close_scope(mark);
      types::Object object;
      object.kind = ObjectKind::Func;
      object.name = name(view.names()[0]);
      object.package = package_.id;
      object.type = signature;
      object.decl = decl_ + 1;
      object.node = view.names()[0].value;
      ObjectId const method = t_.add(std::move(object));
      info_.objects[view.names()[0].value] = method;
      body.methods.push_back({name(view.names()[0]), package_.id, signature, method});
      continue;
    }
    const syntax::Node& type = node(view.type());
    bool const is_union =
        (type.kind == NodeKind::Binary && type.token() == Token::Or) || (type.kind == NodeKind::Unary && type.token() == Token::Tilde);
    if (is_union) {
      std::vector<Term> terms;
      union_terms(view.type(), terms);
      body.embedded.push_back(t_.make_union(std::move(terms)));
    } else {
      body.embedded.push_back(type_expr(view.type()));
    }
  }
  if (body.methods.empty() && body.embedded.empty()) return t_.empty_interface();
  return t_.interface(std::move(body));
}

}  // namespace escapement::check
