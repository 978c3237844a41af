// What may be embedded in interfaces and structs, and what may stand in a union (specification: "Interface types", "Struct types",
// "General interfaces"; go/types: computeInterfaceTypeSet, parseUnion, structType). Asked when all types are known.
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;
using types::Method;
using types::Term;

namespace {

constexpr int kOverlappingInterfaces = 14;
constexpr int kTypeSets = 18;
constexpr size_t kMostTerms = 100;  // go/types: maxTermCount

// The terms of A | B | C, which leans to the left.
void collect_terms(const syntax::DeclTree& tree, NodeId id, absl::InlinedVector<NodeId, 16>& out) {
  while (tree.node(id).kind == NodeKind::Binary && tree.node(id).token() == Token::Or) {
    out.push_back(NodeId(tree.node(id).b));
    id = NodeId(tree.node(id).a);
  }
  out.push_back(id);
  std::ranges::reverse(out);
}

}  // namespace

// A method may come from several embedded interfaces, but not with several signatures; before Go 1.14 it may not at all.
void Checker::valid_embedded(NodeId id, TypeId interface_type) {
  auto const own = t_.interface_of(interface_type).methods;
  absl::InlinedVector<Method, 8> methods(own.begin(), own.end());
  auto same = [&](const Method& a, const Method& b) {
    return a.name == b.name && (a.package == b.package || types::is_exported(word(a.name)));
  };
  for (NodeId element : list(node(id).a)) {
    syntax::views::Field const view(tree_, element);
    if (!view.names().empty()) continue;
    NodeId const at = view.type();
    TypeId const type = info_.types[at.value];
    TypeId const u = t_.underlying(type);
    switch (t_.kind(u)) {
      case TypeKind::Invalid: continue;
      case TypeKind::Interface: break;
      case TypeKind::Union: require(at, kTypeSets, "a union in an interface"); continue;
      default: require(at, kTypeSets, "a type that is no interface in an interface"); continue;
    }
    const types::TypeSet& set = t_.type_set(u);
    if (is_imported_constraint(type) && !require(at, kTypeSets, "a constraint in an interface")) continue;
    for (const Method& method : set.methods) {
      auto const other = std::ranges::find_if(methods, [&](const Method& m) { return same(m, method); });
      if (other == methods.end()) {
        methods.push_back(method);
      } else if (!allows(kOverlappingInterfaces) || !t_.identical(other->signature, method.signature)) {
        error(at, errors::kDuplicateMethod, fmt::format("{} brings a method {} that is there already", source_of(at), word(method.name)));
      }
    }
  }
}

// One that another package declares: in files of an older language it cannot have been meant.
bool Checker::is_imported_constraint(TypeId type) {
  TypeId const t = t_.unalias(type);
  if (t_.kind(t) != TypeKind::Named) return false;
  PackageId const package = t_.object(t_.named_of(t).object).package;
  if (!package || package == package_.id || t_.underlying_kind(t) != TypeKind::Interface) return false;
  const types::TypeSet& set = t_.type_set(t_.underlying(t));
  return !set.all_types || set.comparable;
}

void Checker::valid_union(NodeId id) {
  absl::InlinedVector<NodeId, 16> nodes;
  collect_terms(tree_, id, nodes);
  absl::InlinedVector<Term, 16> earlier;
  size_t brought = 0;  // by interfaces
  for (NodeId at : nodes) {
    const syntax::Node& n = node(at);
    bool const tilde = n.kind == NodeKind::Unary && n.token() == Token::Tilde;
    Term const term{tilde, info_.types[tilde ? n.a : at.value]};
    if (!is_valid(term.type) || types::is_type_param(t_, term.type)) continue;
    if (t_.underlying_kind(term.type) == TypeKind::Interface) {
      valid_interface_term(at, term);
      brought += t_.type_set(t_.underlying(term.type)).terms.size();
      continue;
    }
    if (tilde && !t_.identical(t_.underlying(term.type), term.type)) {
      error(at, errors::kUnion,
            fmt::format("~ needs an underlying type, and that of {} is {}", text_of(term.type), text_of(t_.underlying(term.type))));
      continue;
    }
    bool const overlaps = std::ranges::any_of(earlier, [&](const Term& other) { return !types::disjoint(t_, other, term); });
    if (overlaps) error(at, errors::kUnion, fmt::format("{} is in this union already", source_of(at)), ErrorStrength::Soft);
    earlier.push_back(term);
  }
  if (brought + earlier.size() > kMostTerms) error(nodes[0], errors::kUnion, fmt::format("this union has more than {} terms", kMostTerms));
}

// An interface may be one of several terms if it restricts types alone.
void Checker::valid_interface_term(NodeId at, const Term& term) {
  const types::TypeSet& set = t_.type_set(t_.underlying(term.type));
  if (term.tilde) {
    error(at, errors::kUnion, fmt::format("~ needs an underlying type, and {} is an interface", text_of(term.type)));
  } else if (!set.methods.empty()) {
    error(at, errors::kUnion, fmt::format("{} has methods, so it cannot be in a union", text_of(term.type)));
  } else if (set.comparable) {
    error(at, errors::kUnion, fmt::format("{} asks for comparable types, so it cannot be in a union", text_of(term.type)));
  }
}

void Checker::valid_embedded_field(NodeId at, TypeId written) {
  TypeId type = t_.unalias(written);
  bool const pointer = t_.kind(type) == TypeKind::Pointer;
  if (pointer) type = t_.elem(type);
  std::string_view wrong;
  if (types::is_type_param(t_, type)) {
    wrong = "a type parameter";
  } else if (TypeId const u = t_.underlying(type); t_.kind(u) == TypeKind::Pointer) {
    wrong = "a pointer";
  } else if (t_.basic_kind(u) == BasicKind::UnsafePointer) {
    wrong = "an unsafe.Pointer";
  } else if (pointer && t_.kind(u) == TypeKind::Interface) {
    wrong = "a pointer to an interface";
  }
  if (!wrong.empty()) error(at, errors::kEmbeddedField, fmt::format("{} is {}, which cannot be embedded", source_of(at), wrong));
}

}  // namespace escapement::check
