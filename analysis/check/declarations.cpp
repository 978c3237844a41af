// Package-level declarations, scopes and records (specification: "Declarations and scope").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using types::Object;
using types::ObjectKind;
using types::VarRole;

Checker::Checker(Program& program, Package& package, uint32_t decl)
    : program_(program),
      package_(package),
      t_(program.types()),
      decl_(decl),
      tree_(*package.decls[decl].tree),
      info_(package.decls[decl].info),
      iota_() {}

void Checker::error(NodeId at, std::string_view code, std::string text, ErrorStrength strength) {
  if (package_.imported) return;
  base::Span const span = node(at).span();
  // One error a place: the ones that follow from it would only repeat it.
  for (const CheckError& e : info_.errors) {
    if (e.span == span && e.strength == strength) return;
  }
  info_.errors.push_back({span, code, std::move(text), strength});
}

std::string Checker::text_of(TypeId t) { return types::type_string(t_, t, package_.id, types::TypeStyle::GoTypes); }

ObjectId Checker::lookup(base::NameId id) {
  for (size_t i = locals_.size(); i-- > 0;) {
    if (locals_[i].first == id) return locals_[i].second;
  }
  if (auto it = package_.scope.find(id); it != package_.scope.end()) return it->second;
  const PackageFile& file = package_.files[package_.decls[decl_].file];
  if (auto it = file.imports.find(id); it != file.imports.end()) return it->second;
  for (PackageId dot : file.dot_imports) {
    const Package* const other = program_.package(dot);
    if (other == nullptr || !types::is_exported(word(id))) continue;
    if (auto it = other->scope.find(id); it != other->scope.end()) return it->second;
  }
  if (auto it = program_.universe().find(id); it != program_.universe().end()) return it->second;
  return {};
}

ObjectId Checker::declare_local(NodeId at, ObjectKind kind, VarRole role, TypeId type) {
  Object object;
  object.kind = kind;
  object.role = role;
  object.name = name(at);
  object.package = package_.id;
  object.type = type;
  object.decl = decl_ + 1;
  object.node = at.value;
  object.owner = functions_.empty() ? tree_.root().value : functions_.back().owner;
  ObjectId const id = t_.add(std::move(object));
  info_.objects[at.value] = id;
  if (word(name(at)) != "_") locals_.emplace_back(name(at), id);
  if (role == VarRole::Local) declared_vars_.emplace_back(id, at);
  return id;
}

void Checker::close_scope(size_t mark) { locals_.resize(mark); }

void Checker::record(NodeId at, Mode mode, TypeId type) {
  info_.modes[at.value] = mode;
  info_.types[at.value] = type;
}

void Checker::record(const Operand& x) {
  record(x.node, x.mode, x.type);
  if (x.mode == Mode::Constant) {
    info_.values[x.node.value] = x.value;
  }
}

void Checker::resolve_const(ObjectId object, const Declared& where) {
  iota_ = Value::of(static_cast<int64_t>(syntax::views::ValueSpec(tree_, where.spec).iota()));
  Object& o = t_.object(object);
  if (!where.value) {
    o.type = t_.invalid();
    error(NodeId(o.node), "check.constant", fmt::format("constant {} has no value", word(o.name)));
    return;
  }
  TypeId const declared = where.type ? type_expr(where.type) : TypeId();
  Operand x = expr(where.value, declared);
  if (declared) assign(x, declared, "constant declaration");
  if (x.mode != Mode::Constant) {
    if (x) error(where.value, "check.constant", fmt::format("{} is not constant", tree_.text(where.value)));
    t_.object(object).type = t_.invalid();
    return;
  }
  t_.object(object).type = x.type;
  t_.object(object).value = x.value;
}

void Checker::resolve_var(ObjectId object, const Declared& where) {
  if (where.type) {
    TypeId const type = type_expr(where.type);
    t_.object(object).type = type;
    return;
  }
  syntax::views::ValueSpec const spec(tree_, where.spec);
  if (where.shared_value) {
    std::vector<Operand> values = unpack(spec.values(), {}, true);
    for (size_t i = 0; i < spec.names().size(); ++i) {
      ObjectId const each = info_.objects[spec.names()[i].value];
      if (!each || t_.object(each).type) continue;
      if (i < values.size()) use_default(values[i]);
      t_.object(each).type = i < values.size() && values[i] ? values[i].type : t_.invalid();
    }
    if (!t_.object(object).type) t_.object(object).type = t_.invalid();
    return;
  }
  if (!where.value) {
    t_.object(object).type = t_.invalid();
    return;
  }
  Operand x = expr(where.value);
  use_default(x);
  if (x.mode == Mode::Nil) error(where.value, "check.untyped-nil", "nil has no type of its own; give the variable one");
  t_.object(object).type = x && x.mode != Mode::Nil ? x.type : t_.invalid();
}

void Checker::check_initialiser(NodeId spec) {
  syntax::views::ValueSpec const view(tree_, spec);
  if (view.values().empty()) return;
  std::vector<TypeId> hints;
  for (NodeId name_node : view.names()) {
    ObjectId const object = info_.objects[name_node.value];
    hints.push_back(view.type() && object ? t_.type_of(object) : TypeId());
  }
  // An initialiser whose variable has no type was checked when the variable was resolved.
  if (!view.type() && info_.modes[view.values()[0].value] != Mode::Invalid) {
    if (view.values().size() == 1 || info_.modes[view.values().back().value] != Mode::Invalid) return;
  }
  std::vector<Operand> values = unpack(view.values(), hints, true);
  if (values.size() != view.names().size()) {
    error(view.values()[0], "check.count", fmt::format("{} values for {} variables", values.size(), view.names().size()));
    return;
  }
  for (size_t i = 0; i < values.size(); ++i) {
    if (hints[i]) {
      assign(values[i], hints[i], "variable declaration");
    } else {
      use_default(values[i]);
    }
  }
}

void Checker::resolve_type(ObjectId object, const Declared& where) { declare_type(where.spec, object); }

void Checker::declare_type(NodeId spec, ObjectId object) {
  syntax::views::TypeSpec const view(tree_, spec);
  size_t const mark = open_scope();
  if (view.is_alias()) {
    std::vector<TypeId> params;
    declare_type_params(view.type_parameters(), params);
    if (!params.empty()) error(view.name(), "check.generic-alias", "generic type aliases are not analysed yet");
    TypeId const target = type_expr(view.type());
    t_.object(object).type = t_.alias(object, target);
    close_scope(mark);
    return;
  }
  if (!t_.object(object).type) t_.object(object).type = t_.named(object);
  TypeId const type = t_.object(object).type;
  std::vector<TypeId> params;
  declare_type_params(view.type_parameters(), params);
  t_.named_of(type).type_params = params;
  TypeId const right = type_expr(view.type());
  TypeId const underlying = t_.kind(t_.unalias(right)) == TypeKind::TypeParam ? t_.invalid() : t_.underlying(right);
  t_.set_underlying(type, t_.kind(t_.unalias(right)) == TypeKind::Named && t_.unalias(right) == type ? t_.invalid() : underlying);
  close_scope(mark);
}

void Checker::declare_local_type(NodeId spec) {
  syntax::views::TypeSpec const view(tree_, spec);
  ObjectId const object = declare_local(view.name(), ObjectKind::TypeName, VarRole::None, {});
  t_.object(object).is_alias = view.is_alias();
  if (!view.is_alias()) {
    t_.object(object).type = t_.named(object);
    t_.named_of(t_.object(object).type).is_local = true;
  }
  declare_type(spec, object);
}

void Checker::resolve_func(ObjectId object, const Declared& where) {
  syntax::views::FuncDecl const view(tree_, where.spec);
  size_t const mark = open_scope();
  TypeId const type = func_type(view.type(), view.receiver().empty() ? NodeId() : view.receiver()[0]);
  t_.object(object).type = type;
  record(view.name(), Mode::Value, type);
  close_scope(mark);
}

void Checker::check_body(ObjectId function, const Declared& where) {
  syntax::views::FuncDecl const view(tree_, where.spec);
  TypeId const type = t_.type_of(function);
  if (t_.kind(type) != TypeKind::Signature || !view.body()) return;
  // The names of parameters and type parameters come into scope again; their objects were made with the signature.
  Signature const signature = t_.signature_of(type);
  auto enter = [&](ObjectId object) {
    if (object && word(t_.object(object).name) != "_") locals_.emplace_back(t_.object(object).name, object);
  };
  for (TypeId param : signature.type_params) enter(t_.type_param_of(param).object);
  if (signature.receiver) {
    TypeId base = t_.unalias(signature.receiver->type);
    if (t_.kind(base) == TypeKind::Pointer) base = t_.unalias(t_.elem(base));
    if (t_.kind(base) == TypeKind::Named) {
      for (TypeId arg : t_.named_of(base).args) {
        if (t_.kind(arg) == TypeKind::TypeParam) enter(t_.type_param_of(arg).object);
      }
    }
  }
  body(view.body(), where.spec.value, type);
}

}  // namespace escapement::check
