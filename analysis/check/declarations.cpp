// Package-level declarations, and what is recorded (specification: "Declarations and scope").
#include <fmt/format.h>

#include "analysis/check/checker.h"
#include "analysis/syntax/comments.h"

namespace escapement::check {

using types::Object;
using types::ObjectKind;

Checker::Checker(Program& program, Package& package, uint32_t decl)
    : program_(program),
      package_(package),
      t_(program.types()),
      scopes_(program.scopes()),
      decl_(decl),
      tree_(*package.decls[decl].tree),
      info_(package.decls[decl].info),
      language_(package.files[package.decls[decl].file].language_minor),
      base_(scopes_.locals.size()),
      scope_start_(base_) {}

Checker::~Checker() { scopes_.leave(base_); }

void Checker::error(NodeId at, std::string_view code, std::string text, ErrorStrength strength) {
  error(node(inherited_at_ ? inherited_at_ : at).span(), code, std::move(text), strength);
}

void Checker::error(base::Span span, std::string_view code, std::string text, ErrorStrength strength) {
  // What is wrong with an invalid type has been said where it became one (go/types: error_.report).
  if (std::exchange(mentions_invalid_, false)) strength = ErrorStrength::Consequence;
  // One error a place: the ones that follow from it would only repeat it.
  for (const CheckError& e : info_.errors) {
    if (e.span == span && e.strength == strength) return;
  }
  info_.errors.push_back({span, code, std::move(text), strength});
}

std::string Checker::text_of(TypeId t) {
  std::string text = types::type_string(t_, t, package_.id, types::TypeStyle::GoTypes);
  mentions_invalid_ = mentions_invalid_ || text.contains("invalid type");
  return text;
}

std::string Checker::text_of(const Operand& x) {
  mentions_invalid_ = mentions_invalid_ || t_.underlying_kind(x.type) == TypeKind::Invalid;
  return text_of(x.type);
}

Operand Checker::invalid(NodeId at) const {
  Operand x;
  x.type = t_.invalid();
  x.node = at;
  return x;
}

void Checker::record(NodeId at, Mode mode, TypeId type) {
  info_.modes[at.value] = mode;
  info_.types[at.value] = type;
}

void Checker::record(const Operand& x) {
  switch (x.mode) {
    case Mode::Invalid: return;
    case Mode::NoValue: return record(x.node, x.mode, t_.tuple({}));
    case Mode::Builtin: return record(x.node, x.mode, t_.invalid());
    case Mode::Constant: info_.values[x.node.value] = x.value; break;
    default: break;
  }
  record(x.node, x.mode, x.type);
}

// Only what a package itself declares is initialised by it.
void Checker::depends_on(ObjectId object) {
  if (dependencies_ == nullptr || t_.object(object).package != package_.id) return;
  if (dependencies_->empty() || dependencies_->back() != object) dependencies_->push_back(object);
}

Checker::Dependencies::~Dependencies() {
  checker_.dependencies_ = nullptr;
  if (found_.empty()) return;
  auto& kept = checker_.package_.dependencies[object_.value];
  kept.insert(kept.end(), found_.begin(), found_.end());
}

void Checker::resolve_const(ObjectId object, const Declared& where) {
  iota_ = Value::of(static_cast<int64_t>(syntax::views::ValueSpec(tree_, where.spec).iota()));
  Dependencies const dependencies(*this, object);
  initialised_ = object;
  if (where.type) {
    TypeId const type = type_expr(where.type);
    if (!types::is_constant_type(t_, type)) {
      if (is_valid(type)) error(where.type, errors::kConstant, fmt::format("{} is no type of constants", text_of(type)));
      t_.object(object).type = t_.invalid();
      return;
    }
    t_.object(object).type = type;
  }
  if (!where.value) {
    t_.object(object).type = t_.invalid();
    NodeId const at(t_.object(object).node);
    error(at, errors::kConstant, fmt::format("constant {} has no value", word(t_.object(object).name)));
    return;
  }
  syntax::views::ValueSpec const spec(tree_, where.spec);
  if (!spec.type() && spec.values().empty()) inherited_at_ = NodeId(t_.object(object).node);
  Operand x = expr(where.value);
  init_const(object, x);
}

void Checker::resolve_var(ObjectId object, const Declared& where) {
  syntax::views::ValueSpec const spec(tree_, where.spec);
  // The variables of one call share what it depends on; it is kept with the first.
  Dependencies const dependencies(*this, where.shared_value ? info_.objects[spec.names()[0].value] : object);
  TypeId const type = where.type ? var_type(where.type) : TypeId();
  initialised_ = object;
  if (where.shared_value) {
    absl::InlinedVector<ObjectId, 4> all;
    for (NodeId each : spec.names()) {
      all.push_back(info_.objects[each.value]);
      if (type) t_.object(all.back()).type = type;
      package_.declared[all.back().value].state = Declared::State::Resolving;
    }
    initialised_ = all[0];
    init_vars(all, spec.values(), {});
    for (ObjectId each : all) package_.declared[each.value].state = Declared::State::Done;
    return;
  }
  if (type) t_.object(object).type = type;
  if (!spec.values().empty() && spec.values().size() != spec.names().size()) {
    assignment_mismatch(spec.values()[0], spec.names().size(), spec.values().size(), "variable declaration");
  }
  if (!where.value) {
    if (!type) t_.object(object).type = t_.invalid();
    return;
  }
  Operand x = expr(where.value, function_target(type));
  init_var(object, x, "variable declaration");
}

void Checker::resolve_type(ObjectId object, const Declared& where) {
  if (!t_.object(object).is_alias) package_.types.push_back(object);
  declare_type(where.spec, object);
}

void Checker::declare_type(NodeId spec, ObjectId object) {
  syntax::views::TypeSpec const view(tree_, spec);
  TypeId const type = t_.object(object).type;
  ScopeGuard const scope(*this);
  TypeVector params;
  declare_type_params(view.type_parameters(), params);
  // The parameters are known before the right side is: a type may mention instances of itself.
  TypeList const kept = t_.keep(TypeList(params));
  if (view.is_alias()) {
    t_.alias_of(type).type_params = kept;
    // The higher requirement first: whoever meets it meets the other.
    if (params.empty() || require(view.type_parameters()[0], 23, "an alias with type parameters")) require(spec, 9, "an alias");
    TypeId target = type_expr(view.type());
    if (std::ranges::find(params, t_.unalias(target)) != params.end()) {
      error(view.type(), errors::kTypeParameter, "an alias cannot stand for its own type parameter");
      target = t_.invalid();
    }
    // A cycle has made the alias invalid.
    bool const broken = t_.object(object).type != type;
    t_.alias_of(type).target = broken ? t_.invalid() : target;
    return;
  }
  t_.named_of(type).type_params = kept;
  if (!params.empty()) require(view.type_parameters()[0], 18, "a type parameter");
  TypeId right = type_expr(view.type());
  if (types::is_type_param(t_, right)) {
    error(view.type(), errors::kTypeParameter, "a type parameter cannot be what a type is declared as");
    right = t_.invalid();
  }
  t_.named_of(type).rhs = right;
}

void Checker::declare_local_type(NodeId spec) {
  syntax::views::TypeSpec const view(tree_, spec);
  ObjectId const object = make_local(view.name(), ObjectKind::TypeName, types::VarRole::None, {});
  t_.object(object).is_alias = view.is_alias();
  t_.object(object).type = view.is_alias() ? t_.alias(object) : t_.named(object);
  bool const generic = !view.type_parameters().empty();
  if (view.is_alias()) {
    t_.alias_of(t_.object(object).type).generic = generic;
  } else {
    t_.named_of(t_.object(object).type).generic = generic;
    t_.named_of(t_.object(object).type).is_local = true;
  }
  enter(view.name(), object);
  TypeId const type = t_.object(object).type;
  {
    ResolutionPath::Step const step(program_.resolving(), object);
    declare_type(spec, object);
  }
  if (!view.is_alias()) validate_local_type(type);
  for (const auto& [literal, signature] : std::exchange(late_literals_, {})) {
    body(syntax::views::FuncLit(tree_, literal).body(), literal.value, signature);
  }
}

void Checker::resolve_func(ObjectId object, const Declared& where) {
  syntax::views::FuncDecl const view(tree_, where.spec);
  ScopeGuard const scope(*this);
  if (view.receiver().empty()) declared_function_ = object;
  TypeId const type = func_type(view.type(), view.receiver().empty() ? NodeId() : view.receiver()[0]);
  t_.object(object).type = type;
  one_receiver(where.spec);
  auto const type_params = syntax::views::FuncType(tree_, view.type()).type_parameters();
  if (!type_params.empty()) {
    require(type_params[0], 18, "a type parameter");
    if (!view.body()) error(view.name(), errors::kMissingBody, "a generic function needs a body");
  }
  special_function(where.spec, type);
}

// The list of receivers holds one name and one type. An empty one leaves no trace but its parentheses.
void Checker::one_receiver(NodeId decl) {
  syntax::views::FuncDecl const view(tree_, decl);
  auto const fields = view.receiver();
  if (fields.empty()) {
    constexpr size_t kKeyword = 4;  // func
    std::string_view const text = tree_.text();
    size_t const at = syntax::skip_blank(text, node(decl).begin + kKeyword, [](std::string_view, size_t) {});
    if (at < text.size() && text[at] == '(') error(view.name(), errors::kReceiver, "this method has no receiver");
    return;
  }
  auto const names = syntax::views::Field(tree_, fields[0]).names();
  if (fields.size() > 1 || names.size() > 1) {
    error(fields.size() > 1 ? fields.back() : names.back(), errors::kReceiver, "a method has one receiver");
  }
}

// main and init take nothing and give nothing (specification: "Program execution", "Package initialization").
void Checker::special_function(NodeId decl, TypeId signature) {
  syntax::views::FuncDecl const view(tree_, decl);
  if (!view.receiver().empty() || t_.kind(signature) != TypeKind::Signature) return;
  std::string_view const text = word(name(view.name()));
  if (text != "init" && !(text == "main" && word(package_.name) == "main")) return;
  const Signature& s = t_.signature_of(signature);
  if (!s.type_params.empty()) error(view.name(), errors::kSpecialFunction, fmt::format("func {} cannot have type parameters", text));
  if (!s.params.empty() || !s.results.empty()) {
    error(view.name(), errors::kSpecialFunction, fmt::format("func {} takes no arguments and gives no results", text));
  }
  if (!view.body() && text == "init") error(view.name(), errors::kSpecialFunction, "func init needs a body");
}

void Checker::check_body(ObjectId function, const Declared& where) {
  syntax::views::FuncDecl const view(tree_, where.spec);
  TypeId const type = t_.type_of(function);
  if (t_.kind(type) != TypeKind::Signature) return;
  if (const types::Parameter* const receiver = t_.signature_of(type).receiver) {
    NodeId const at = syntax::views::Field(tree_, view.receiver()[0]).type();
    valid_receiver(at, receiver->type);
    unique_methods(view.name(), function, receiver->type);
  }
  if (!view.body()) return;
  Dependencies const dependencies(*this, function);
  ScopeGuard const scope(*this);
  // The names of parameters and type parameters come into scope again; their objects were made with the signature.
  for (TypeId param : t_.signature_of(type).receiver_type_params) enter_again(t_.type_param_of(param).object);
  for (TypeId param : t_.signature_of(type).type_params) enter_again(t_.type_param_of(param).object);
  body(view.body(), where.spec.value, type);
}

void Checker::check_literal(const PendingLiteral& literal) {
  Dependencies const dependencies(*this, literal.object);
  iota_ = literal.iota;
  body(syntax::views::FuncLit(tree_, literal.node).body(), literal.node.value, literal.signature);
}

void Checker::delay(DelayedCheck::Kind kind, NodeId at, TypeId type, TypeList args) {
  package_.delayed.push_back({kind, decl_, at, type, args});
}

}  // namespace escapement::check
