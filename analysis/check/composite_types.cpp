// Struct and interface types, unions, constraints (specification: "Struct types", "Interface types", "Type constraints").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;
using types::Field;
using types::Interface;
using types::Method;
using types::ObjectKind;
using types::Term;
using types::VarRole;

namespace {

// The name that an embedded field has: T of T, *T, p.T, T[A].
NodeId embedded_name(const syntax::DeclTree& tree, NodeId type) {
  for (;;) {
    const syntax::Node& n = tree.node(type);
    switch (n.kind) {
      case NodeKind::Name: return type;
      case NodeKind::Star:
      case NodeKind::Paren:
      case NodeKind::Index: type = NodeId(n.a); break;
      case NodeKind::Selector: type = NodeId(n.b); break;
      default: return {};
    }
  }
}

bool is_union_operator(const syntax::Node& n) {
  return (n.kind == NodeKind::Binary && n.token() == Token::Or) || (n.kind == NodeKind::Unary && n.token() == Token::Tilde);
}

}  // namespace

// Whether it is worth a look when the type's declaration is known.
bool Checker::may_not_be_embedded(TypeId type) {
  TypeId const t = t_.unalias(type);
  if (t_.kind(t) != TypeKind::Named) return true;
  TypeId const right = t_.named_of(t_.origin(t)).rhs;
  return !right || t_.kind(right) != TypeKind::Struct;
}

TypeId Checker::struct_type(NodeId id) {
  absl::InlinedVector<Field, 16> fields;
  absl::flat_hash_set<base::NameId> seen;
  auto add = [&](NodeId name_node, TypeId type, base::NameId tag, bool embedded) {
    types::Object object;
    object.kind = ObjectKind::Var;
    object.role = VarRole::Field;
    object.embedded = embedded;
    object.name = name(name_node);
    object.package = package_.id;
    object.type = type;
    object.decl = decl_ + 1;
    object.node = name_node.value;
    ObjectId const field = t_.add(std::move(object));
    if (!embedded) info_.objects[name_node.value] = field;
    if (!is_blank(name_node) && !seen.insert(name(name_node)).second) {
      error(name_node, errors::kDuplicateField, fmt::format("field {} is declared twice", tree_.text(name_node)));
      return;
    }
    fields.push_back({name(name_node), type, package_.id, field, tag, embedded});
  };
  for (NodeId field_node : list(node(id).a)) {
    syntax::views::Field const view(tree_, field_node);
    TypeId const type = var_type(view.type());
    base::NameId tag;
    if (view.tag()) {
      Value const value = constant::string_literal(tree_.text(view.tag()));
      if (value.kind() == constant::Kind::String && !value.as_string().empty()) tag = program_.names().intern(value.as_string());
    }
    for (NodeId name_node : view.names()) add(name_node, type, tag, false);
    if (!view.names().empty()) continue;
    NodeId const name_node = embedded_name(tree_, view.type());
    if (name_node) {
      add(name_node, type, tag, true);
      if (may_not_be_embedded(type)) delay(DelayedCheck::Kind::EmbeddedField, view.type(), type);
    } else {
      error(view.type(), errors::kEmbeddedField, "an embedded field is a type name or a pointer to one");
    }
  }
  return t_.structure(fields);
}

TypeId Checker::interface_type(NodeId id) {
  absl::InlinedVector<Method, 8> methods;
  TypeVector embedded;
  for (NodeId element : list(node(id).a)) {
    syntax::views::Field const view(tree_, element);
    if (view.names().empty()) {
      embedded.push_back(union_type(view.type()));
      continue;
    }
    NodeId const name_node = view.names()[0];
    TypeId const signature = type_expr(view.type());
    if (t_.kind(signature) != TypeKind::Signature) continue;
    types::Object object;
    object.kind = ObjectKind::Func;
    object.name = name(name_node);
    object.package = package_.id;
    object.type = signature;
    object.decl = decl_ + 1;
    object.node = name_node.value;
    ObjectId const method = t_.add(std::move(object));
    info_.objects[name_node.value] = method;
    if (is_blank(name_node)) {
      error(name_node, errors::kBlank, "a method of an interface needs a name");
      continue;
    }
    if (std::ranges::any_of(methods, [&](const Method& m) { return m.name == name(name_node); })) {
      error(name_node, errors::kDuplicateMethod, fmt::format("method {} is declared twice", tree_.text(name_node)));
    }
    methods.push_back({name(name_node), package_.id, signature, method});
  }
  if (methods.empty() && embedded.empty()) return t_.empty_interface();
  std::ranges::stable_sort(methods, [&](const Method& a, const Method& b) { return types::method_before(t_, a, b); });
  TypeId const type = t_.interface({methods, embedded, false});
  if (!embedded.empty()) delay(DelayedCheck::Kind::Embedded, id, type);
  if (!methods.empty()) package_.interfaces.push_back({decl_, id, type});
  return type;
}

Term Checker::union_term(NodeId id) {
  const syntax::Node& n = node(id);
  bool const tilde = n.kind == NodeKind::Unary && n.token() == Token::Tilde;
  NodeId const at = tilde ? NodeId(n.a) : id;
  Term term[] = {{tilde, type_expr(at)}};
  if (types::is_type_param(t_, term[0].type)) {
    error(at, errors::kTypeParameter, "a term of an interface cannot be a type parameter");
    term[0].type = t_.invalid();
  }
  if (tilde) record(id, Mode::Type, t_.make_union(term));
  return term[0];
}

TypeId Checker::union_type(NodeId id) {
  constexpr size_t kMostTerms = 100;  // go/types: maxTermCount
  // A | B | C leans to the left: each operator node is a union of its own.
  absl::InlinedVector<NodeId, 16> operators;
  NodeId first = id;
  while (node(first).kind == NodeKind::Binary && node(first).token() == Token::Or) {
    operators.push_back(first);
    first = NodeId(node(first).a);
  }
  absl::InlinedVector<Term, 16> terms{union_term(first)};
  if (operators.empty() && !terms[0].tilde) return terms[0].type;
  TypeId type = operators.empty() ? info_.types[first.value] : TypeId();
  for (size_t i = operators.size(); i-- > 0;) {
    NodeId const last(node(operators[i]).b);
    terms.push_back(union_term(last));
    if (terms.size() == kMostTerms + 1) error(last, errors::kUnion, fmt::format("this union has more than {} terms", kMostTerms));
    type = terms.size() > kMostTerms ? t_.invalid() : t_.make_union(terms);
    record(operators[i], Mode::Type, type);
  }
  if (is_valid(type)) delay(DelayedCheck::Kind::Union, id, type);
  return type;
}

TypeId Checker::constraint_expr(NodeId id) {
  if (!is_union_operator(node(id))) return type_expr(id);
  TypeId const embedded[] = {union_type(id)};
  return t_.interface({{}, embedded, true});
}

}  // namespace escapement::check
