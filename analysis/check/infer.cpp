// Type inference by unification (specification: "Type inference", "Type unification"): function argument types first, then core types of
// constraints, then default types of untyped constants.
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using types::Parameter;

bool Checker::unify(TypeId x, TypeId y, const std::vector<TypeId>& params, std::vector<TypeId>& args, int depth, bool exact) {
  if (!x || !y || depth > 100) return false;
  x = t_.unalias(x);
  y = t_.unalias(y);
  if (x == y) return true;
  for (size_t i = 0; i < params.size(); ++i) {
    if (params[i] == x) {
      if (args[i]) return unify(args[i], y, params, args, depth + 1, exact) || (!exact && t_.identical(t_.underlying(args[i]), t_.underlying(y)));
      args[i] = y;
      return true;
    }
  }
  for (size_t i = 0; i < params.size(); ++i) {
    if (params[i] == y) return unify(y, x, params, args, depth + 1, exact);
  }
  // Inexact unification ignores a name on one side.
  if (!exact && t_.kind(x) != t_.kind(y)) {
    if (t_.kind(x) == TypeKind::Named && t_.kind(y) != TypeKind::Named) return unify(t_.underlying(x), y, params, args, depth + 1, exact);
    if (t_.kind(y) == TypeKind::Named && t_.kind(x) != TypeKind::Named) return unify(x, t_.underlying(y), params, args, depth + 1, exact);
  }
  if (t_.kind(x) != t_.kind(y)) return false;
  auto each = [&](TypeId a, TypeId b) { return unify(a, b, params, args, depth + 1, true); };
  switch (t_.kind(x)) {
    case TypeKind::Pointer:
    case TypeKind::Slice: return each(t_.elem(x), t_.elem(y));
    case TypeKind::Array: return t_.length(x) == t_.length(y) && each(t_.elem(x), t_.elem(y));
    case TypeKind::Chan: return (!exact || t_.chan_dir(x) == t_.chan_dir(y)) && each(t_.elem(x), t_.elem(y));
    case TypeKind::Map: return each(t_.key(x), t_.key(y)) && each(t_.elem(x), t_.elem(y));
    case TypeKind::Named: {
      std::vector<TypeId> const xa = t_.named_of(x).args;
      std::vector<TypeId> const ya = t_.named_of(y).args;
      if (t_.named_of(x).object != t_.named_of(y).object || xa.size() != ya.size()) return false;
      for (size_t i = 0; i < xa.size(); ++i) {
        if (!each(xa[i], ya[i])) return false;
      }
      return !xa.empty();
    }
    case TypeKind::Signature: {
      Signature const a = t_.signature_of(x);
      Signature const b = t_.signature_of(y);
      if (a.params.size() != b.params.size() || a.results.size() != b.results.size() || a.variadic != b.variadic) return false;
      for (size_t i = 0; i < a.params.size(); ++i) {
        if (!each(a.params[i].type, b.params[i].type)) return false;
      }
      for (size_t i = 0; i < a.results.size(); ++i) {
        if (!each(a.results[i].type, b.results[i].type)) return false;
      }
      return true;
    }
    case TypeKind::Struct: {
      auto const a = t_.fields(x);
      auto const b = t_.fields(y);
      if (a.size() != b.size()) return false;
      for (size_t i = 0; i < a.size(); ++i) {
        if (a[i].name != b[i].name || !each(a[i].type, b[i].type)) return false;
      }
      return true;
    }
    case TypeKind::Interface: {
      auto const a = t_.type_set(x).methods;
      auto const b = t_.type_set(y).methods;
      if (a.size() != b.size()) return false;
      for (size_t i = 0; i < a.size(); ++i) {
        if (a[i].name != b[i].name || !each(a[i].signature, b[i].signature)) return false;
      }
      return true;
    }
    default: return t_.identical(x, y);
  }
}

bool Checker::infer(NodeId, const std::vector<TypeId>& params, std::vector<TypeId>& args, const Signature& signature,
                    const std::vector<Operand>& operands, bool spread) {
  // A recursive call meets the function's own type parameters as arguments: rename them out of the way.
  auto parameter_type = [&](size_t i) {
    size_t const last = signature.params.size() - 1;
    TypeId type = signature.params[std::min(i, last)].type;
    if (signature.variadic && i >= last && !spread) type = t_.elem(t_.underlying(type));
    return type;
  };
  if (!operands.empty() && signature.params.empty()) return false;
  std::vector<size_t> untyped;
  for (size_t i = 0; i < operands.size(); ++i) {
    if (!operands[i]) return false;
    TypeId const type = parameter_type(i);
    if (operands[i].mode == Mode::Nil) continue;
    if (types::is_untyped(t_, operands[i].type)) {
      untyped.push_back(i);
      continue;
    }
    if (!types::mentions_type_params(t_, type)) continue;
    TypeId argument = operands[i].type;
    // A generic function as an argument is itself inferred later than this step supports.
    if (t_.kind(argument) == TypeKind::Signature && !t_.signature_of(argument).type_params.empty()) continue;
    if (!unify(type, argument, params, args, 0, false)) return false;
  }
  auto from_constraints = [&] {
    for (size_t i = 0; i < params.size(); ++i) {
      TypeId const core = types::core_type(t_, params[i]);
      if (!core) continue;
      if (args[i]) {
        unify(core, t_.underlying(args[i]), params, args, 0, false);
      } else if (types::mentions_type_params(t_, core)) {
        TypeId const filled = types::substitute(t_, core, {params, args});
        if (!types::mentions_type_params(t_, filled)) args[i] = filled;
      } else {
        const auto& terms = t_.type_set(t_.underlying(params[i])).terms;
        if (terms.size() == 1 && !terms[0].tilde) args[i] = terms[0].type;
      }
    }
  };
  // Unset arguments stand for themselves while substituting.
  std::vector<TypeId> saved = args;
  from_constraints();
  for (size_t i : untyped) {
    TypeId const type = t_.unalias(parameter_type(i));
    for (size_t p = 0; p < params.size(); ++p) {
      if (params[p] != type) continue;
      TypeId const chosen = types::default_type(t_, operands[i].type);
      bool const default_so_far = args[p] && !saved[p];
      if (!args[p]) {
        args[p] = chosen;
      } else if (default_so_far && t_.basic_kind(chosen) > t_.basic_kind(args[p]) && types::is_numeric(t_, chosen)) {
        args[p] = chosen;  // 1, 2.5: the larger kind
      }
    }
  }
  from_constraints();
  return std::ranges::all_of(args, [](TypeId t) { return static_cast<bool>(t); });
}

bool Checker::verify_instance(NodeId at, const std::vector<TypeId>& params, const std::vector<TypeId>& args) {
  for (size_t i = 0; i < params.size(); ++i) {
    TypeId constraint = t_.type_param_of(params[i]).constraint;
    if (!constraint) continue;
    constraint = types::substitute(t_, constraint, {params, args});
    TypeId const u = t_.underlying(constraint);
    if (t_.kind(u) != TypeKind::Interface) continue;
    if (types::is_type_param(t_, args[i]) || types::implements(t_, args[i], u)) continue;
    error(at, "check.constraint", fmt::format("{} does not satisfy {}", text_of(args[i]), text_of(constraint)));
    return false;
  }
  return true;
}

}  // namespace escapement::check
