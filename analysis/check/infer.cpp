#include "analysis/check/infer.h"

#include <fmt/format.h>

namespace escapement::check {

using types::Term;

void Inference::rename(TypeList from, TypeVector& to) {
  for (TypeId param : from) {
    types::TypeParam const old = t_.type_param_of(param);
    to.push_back(t_.type_param(old.object, old.index));
  }
  for (size_t i = 0; i < from.size(); ++i) {
    TypeId const constraint = t_.type_param_of(from[i]).constraint;
    t_.type_param_of(to[i]).constraint = constraint ? types::substitute(t_, constraint, {from, to}) : constraint;
  }
}

void Inference::add_function(TypeList type_params, TypeList given, std::span<const Operand> args, TypeVector& params) {
  if (type_params.empty()) return;
  function_count_ = type_params.size();
  bool const recursive = std::ranges::any_of(given, [&](TypeId g) { return types::mentions_any_of(t_, g, type_params); }) ||
                         std::ranges::any_of(args, [&](const Operand& a) { return a && types::mentions_any_of(t_, a.type, type_params); });
  if (recursive) {
    rename(type_params, params_);
    for (TypeId& p : params) p = types::substitute(t_, p, {type_params, params_});
  } else {
    params_.assign(type_params.begin(), type_params.end());
  }
  args_.assign(given.begin(), given.end());
  args_.resize(params_.size());
}

void Inference::add_generic_argument(size_t index, Operand& arg, TypeList given) {
  TypeList const type_params = t_.signature_of(arg.type).type_params;
  generic_.push_back({index, arg.type, params_.size(), type_params.size()});
  // Renamed, so that one generic function may be passed twice, or to itself.
  TypeVector fresh;
  rename(type_params, fresh);
  Signature renamed = t_.signature_of(types::substitute(t_, arg.type, {type_params, fresh}));
  renamed.type_params = fresh;
  arg.type = t_.signature(renamed);
  params_.insert(params_.end(), fresh.begin(), fresh.end());
  args_.insert(args_.end(), given.begin(), given.end());
  args_.resize(params_.size());
}

std::string Inference::name_of(TypeId param) { return std::string(t_.names().text(t_.object(t_.type_param_of(param).object).name)); }

bool Inference::from_arguments(Unifier& unifier, std::span<const TypeId> param_types, std::span<const Operand> args) {
  for (size_t i = 0; i < args.size(); ++i) {
    if (!mentions_params(param_types[i]) && !mentions_params(args[i].type)) continue;
    if (!types::is_untyped(t_, args[i].type)) {
      if (unifier.unify(param_types[i], args[i].type, Unifier::kAssign)) continue;
      return fail(fmt::format("the type of argument {} does not match", i + 1));
    }
    // An untyped value can only meet a type parameter itself; nil has no default type.
    if (t_.kind(param_types[i]) == TypeKind::TypeParam && args[i].mode != Mode::Nil) untyped_.push_back(i);
  }
  return true;
}

namespace {

// What a constraint's terms have in common: the only term, or their shared underlying type.
struct CoreTerm {
  TypeId type;
  bool tilde = false;
  bool single = false;
};

CoreTerm core_term(types::TypeTable& t, TypeId param) {
  TypeId const constraint = t.underlying(param);
  if (t.kind(constraint) != TypeKind::Interface) return {};
  const types::TypeSet& set = t.type_set(constraint);
  if (!set.has_terms()) return {};
  if (set.terms.size() == 1) return {set.terms[0].type, set.terms[0].tilde, true};
  bool const tilde = std::ranges::any_of(set.terms, [](const Term& term) { return term.tilde; });
  return {types::core_type(t, param), tilde, false};
}

}  // namespace

bool Inference::from_constraint(Unifier& unifier, TypeId param) {
  TypeId const arg = unifier.at(param);
  CoreTerm const core = core_term(t_, param);
  if (core.type && arg) {
    if (!unifier.unify(arg, core.type, Unifier::kInexact)) return fail(fmt::format("{} does not satisfy its constraint", name_of(param)));
  } else if (core.type && core.single && !core.tilde) {
    unifier.set(param, core.type);
  }
  // The methods that the constraint asks for may tell more.
  if (!arg || mentions_params(arg)) return true;
  TypeId const constraint = t_.underlying(param);
  types::Equivalent const unified = [&](TypeId a, TypeId b) { return unifier.unify(a, b, Unifier::kExact); };
  if (t_.kind(t_.unalias(arg)) == TypeKind::Invalid || !types::missing_method(t_, arg, constraint, types::MethodCheck::Static, &unified))
    return true;
  return fail(fmt::format("{} lacks a method that its constraint asks for", name_of(param)));
}

bool Inference::from_constraints(Unifier& unifier) {
  for (;;) {
    size_t const before = unifier.unknown();
    for (TypeId param : params_) {
      if (!from_constraint(unifier, param)) return false;
    }
    if (unifier.unknown() == before) return true;
  }
}

// A parameter that only untyped constants tell of has the largest default type among them.
bool Inference::from_untyped(Unifier& unifier, std::span<const TypeId> param_types, std::span<const Operand> args) {
  absl::InlinedVector<std::pair<TypeId, TypeId>, 4> largest;
  for (size_t i : untyped_) {
    TypeId const param = param_types[i];
    if (unifier.at(param)) continue;
    auto it = std::ranges::find(largest, param, &std::pair<TypeId, TypeId>::first);
    if (it == largest.end()) {
      largest.emplace_back(param, args[i].type);
      continue;
    }
    if (it->second == args[i].type) continue;
    if (!types::is_numeric(t_, it->second) || !types::is_numeric(t_, args[i].type)) return fail("untyped arguments of different kinds");
    if (t_.data(args[i].type).detail > t_.data(it->second).detail) it->second = args[i].type;
  }
  for (const auto& [param, type] : largest) unifier.set(param, types::default_type(t_, type));
  return true;
}

namespace {

// Unsets type arguments that contain themselves: they would grow for ever.
class CycleFinder {
 public:
  CycleFinder(types::TypeTable& t, TypeList params, TypeVector& args) : t_(t), params_(params), args_(args) {}

  void visit(TypeId type) {
    type = t_.unalias(type);
    if (!t_.parameterized(type)) return;
    if (std::ranges::find(path_, type) != path_.end()) {
      if (auto it = std::ranges::find(params_, type); it != params_.end()) args_[static_cast<size_t>(it - params_.begin())] = {};
      return;
    }
    path_.push_back(type);
    children(type);
    path_.pop_back();
  }

 private:
  void children(TypeId type) {
    switch (t_.kind(type)) {
      case TypeKind::Array:
      case TypeKind::Slice:
      case TypeKind::Pointer:
      case TypeKind::Chan: visit(t_.elem(type)); break;
      case TypeKind::Map:
        visit(t_.key(type));
        visit(t_.elem(type));
        break;
      case TypeKind::Struct:
        for (const types::Field& f : t_.fields(type)) visit(f.type);
        break;
      case TypeKind::Signature:
        for (const types::Parameter& p : t_.signature_of(type).params) visit(p.type);
        for (const types::Parameter& r : t_.signature_of(type).results) visit(r.type);
        break;
      case TypeKind::Union:
        for (const Term& term : t_.terms(type)) visit(term.type);
        break;
      case TypeKind::Interface:
        for (const types::Method& m : t_.interface_of(type).methods) visit(m.signature);
        for (TypeId e : t_.interface_of(type).embedded) visit(e);
        break;
      case TypeKind::Named:
        for (TypeId a : t_.named_of(type).args) visit(a);
        break;
      case TypeKind::TypeParam:
        if (auto it = std::ranges::find(params_, type); it != params_.end()) {
          TypeId const arg = args_[static_cast<size_t>(it - params_.begin())];
          if (arg) visit(arg);
        }
        break;
      default: break;
    }
  }

  types::TypeTable& t_;
  TypeList params_;
  TypeVector& args_;
  TypeVector path_;
};

constexpr int kMostRounds = 100;

}  // namespace

void Inference::drop_cycles() {
  CycleFinder finder(t_, params_, args_);
  for (TypeId param : params_) finder.visit(param);
}

// Type arguments may mention other type parameters, whose arguments take their place.
bool Inference::simplify() {
  bool changed = true;
  for (int round = 0; changed && round < kMostRounds; ++round) {
    changed = false;
    for (TypeId& arg : args_) {
      if (!arg || !mentions_params(arg)) continue;
      TypeId replaced = types::substitute(t_, arg, {params_, args_});
      if (replaced == arg) continue;
      if (t_.kind(replaced) == TypeKind::Signature && !t_.signature_of(replaced).type_params.empty() && !mentions_params(replaced)) {
        Signature plain = t_.signature_of(replaced);
        plain.type_params = {};
        replaced = t_.signature(plain);
      }
      arg = replaced;
      changed = true;
    }
  }
  for (size_t i = 0; i < args_.size(); ++i) {
    if (!args_[i] || mentions_params(args_[i])) return fail(fmt::format("nothing tells {}", name_of(params_[i])));
  }
  return true;
}

bool Inference::run(std::span<const TypeId> param_types, std::span<const Operand> args) {
  if (std::ranges::all_of(args_, [](TypeId t) { return static_cast<bool>(t); })) return true;
  if (!std::ranges::all_of(args, [](const Operand& a) { return static_cast<bool>(a); })) return false;
  // Parameters whose arguments are given match by assignability, not by unification.
  TypeVector known(param_types.begin(), param_types.end());
  for (TypeId& p : known) p = types::substitute(t_, p, {params_, args_});
  Unifier unifier(t_, params_, args_, by_methods_);
  if (!from_arguments(unifier, known, args) || !from_constraints(unifier) || !from_untyped(unifier, known, args)) return false;
  for (size_t i = 0; i < params_.size(); ++i) args_[i] = unifier.at(params_[i]);
  drop_cycles();
  return simplify();
}

}  // namespace escapement::check
