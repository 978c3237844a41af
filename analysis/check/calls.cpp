// Calls (specification: "Calls", "Passing arguments to ... parameters").
#include <fmt/format.h>

#include "analysis/check/checker.h"
#include "analysis/check/infer.h"

namespace escapement::check {

using syntax::NodeKind;
using types::Parameter;

Operand Checker::result_of(NodeId id, const Signature& signature) {
  Operand x;
  x.node = id;
  x.mode = signature.results.empty() ? Mode::NoValue : Mode::Value;
  if (signature.results.size() == 1) {
    x.type = signature.results[0].type;
    return x;
  }
  TypeVector types;
  for (const Parameter& r : signature.results) types.push_back(r.type);
  x.type = t_.tuple(types);
  return x;
}

// An argument may be a generic function, with some of its type arguments: `partial`.
Operand Checker::generic_argument(NodeId id, TypeVector& partial, Generic generic) {
  if (node(id).kind != NodeKind::Index) return raw_expr(id, {}, {}, generic);
  Operand x;
  if (!index(id, x)) {
    x.node = id;
    refuse_generic(x, {});
    record(x);
    return x;
  }
  x.node = id;
  std::span<const NodeId> const indices = syntax::views::Index(tree_, id).indices();
  if (!type_list(indices, partial)) return invalid(id);
  TypeList const params = t_.signature_of(x.type).type_params;
  if (partial.size() > params.size()) {
    error(id, errors::kTypeArguments, fmt::format("{} type arguments for {} type parameters", partial.size(), params.size()));
    return invalid(id);
  }
  if (partial.size() == params.size()) {
    x.type = instantiate(id, x.type, partial);
    partial.clear();
  }
  record(x);
  return x;
}

Operands Checker::generic_arguments(std::span<const NodeId> nodes, std::vector<TypeVector>& partial) {
  Operands out;
  partial.resize(nodes.size());
  if (nodes.size() == 1) {
    Operand x = generic_argument(nodes[0], partial[0], Generic::Allowed);
    exclude(x, {Mode::NoValue, Mode::Builtin, Mode::Type});
    if (x && t_.kind(x.type) == TypeKind::Tuple) {
      for (TypeId type : t_.elements(x.type)) {
        Operand& each = out.emplace_back();
        each.mode = Mode::Value;
        each.type = type;
        each.node = x.node;
      }
      partial.clear();
      return out;
    }
    out.push_back(std::move(x));
    return out;
  }
  out.reserve(nodes.size());
  for (size_t i = 0; i < nodes.size(); ++i) {
    Operand x = generic_argument(nodes[i], partial[i], Generic::Allowed);
    exclude(x, {Mode::NoValue, Mode::Builtin, Mode::Type});
    single_value(x);
    out.push_back(std::move(x));
  }
  return out;
}

// The type of the parameter that each of `count` arguments meets; false: their number does not fit.
bool Checker::adjust_params(NodeId id, const Signature& signature, size_t count, TypeVector& params) {
  syntax::views::Call const view(tree_, id);
  size_t const fixed = signature.params.size();
  if (view.spread() && !signature.variadic) {
    error(id, errors::kArguments, fmt::format("{} is not variadic: it takes no ...", source_of(view.function())));
    return false;
  }
  if (view.spread() && view.arguments().size() == 1 && count > 1) {
    error(id, errors::kArguments, "... goes with one value");
    return false;
  }
  bool const open = signature.variadic && !view.spread();
  bool const fits = open ? count + 1 >= fixed : count == fixed;
  if (!fits) {
    error(id, errors::kArguments, fmt::format("{} arguments for {} parameters", count, fixed));
    return false;
  }
  for (size_t i = 0; i < count; ++i) {
    size_t const p = std::min(i, fixed - 1);
    TypeId const type = signature.params[p].type;
    params.push_back(open && p + 1 == fixed ? t_.elem(t_.underlying(type)) : type);
  }
  return true;
}

void Checker::arguments(NodeId id, CallTypes& call, Operands& args, std::span<const TypeVector> partial) {
  Signature const signature = t_.signature_of(call.signature);
  TypeVector params;
  if (!adjust_params(id, signature, args.size(), params)) {
    call.failed = true;
    return;
  }
  if (!signature.type_params.empty()) require(id, 18, "an instance of a generic function");
  Inference inference(t_, allows(21));
  inference.add_function(signature.type_params, call.args, args, params);
  for (size_t i = 0; i < args.size(); ++i) {
    if (!args[i] || t_.kind(args[i].type) != TypeKind::Signature || t_.signature_of(args[i].type).type_params.empty()) continue;
    if (inference.generic_arguments().empty()) require(args[i].node, 21, "a generic function as an argument");
    inference.add_generic_argument(i, args[i], i < partial.size() ? TypeList(partial[i]) : TypeList());
  }
  if (inference.needed()) {
    if (!inference.run(params, args)) {
      bool const good = std::ranges::all_of(args, [](const Operand& a) { return static_cast<bool>(a); });
      if (good) {
        error(id, errors::kInference,
              fmt::format("the type arguments of {} cannot be inferred: {}", source_of(syntax::views::Call(tree_, id).function()),
                          inference.reason()));
      }
      call.failed = true;
      return;
    }
    if (!signature.type_params.empty()) {
      NodeId const function = syntax::views::Call(tree_, id).function();
      call.signature = instantiate(function, call.signature, inference.function_args());
      params.clear();
      adjust_params(id, t_.signature_of(call.signature), args.size(), params);
    }
    for (const Inference::GenericArgument& each : inference.generic_arguments()) {
      Operand& arg = args[each.index];
      arg.type = instantiate(arg.node, each.signature, inference.args_of(each));
      record(arg);
    }
  }
  for (size_t i = 0; i < args.size(); ++i) assign(args[i], params[i], "argument");
}

Operand Checker::call_function(NodeId id, Operand f) {
  syntax::views::Call const view(tree_, id);
  TypeId u;
  bool const ok = !is_nil(f) && f.mode != Mode::NoValue && (u = types::core_type(t_, f.type)) && t_.kind(u) == TypeKind::Signature;
  if (!ok) {
    use_all(view.arguments());
    error(view.function(), errors::kCall, fmt::format("{} (of type {}) is not a function", source_of(view.function()), text_of(f)));
    return invalid(id);
  }
  bool const generic = !t_.signature_of(u).type_params.empty();
  CallTypes call;
  call.signature = u;
  if (generic && node(view.function()).kind == NodeKind::Index) {
    std::span<const NodeId> const given = syntax::views::Index(tree_, view.function()).indices();
    size_t const most = t_.signature_of(u).type_params.size();
    if (!type_list(given, call.args) || given.size() > most) {
      use_all(view.arguments());
      if (given.size() > most) error(view.function(), errors::kTypeArguments, fmt::format("{} type arguments for {}", given.size(), most));
      return invalid(id);
    }
    if (given.size() == most) {
      require(view.function(), 18, "an instance of a generic function");
      call.signature = instantiate(view.function(), u, call.args);
      call.args.clear();
    }
  }
  std::vector<TypeVector> partial;
  Operands args = generic_arguments(view.arguments(), partial);
  arguments(id, call, args, partial);
  if (generic && t_.signature_of(call.signature).type_params.empty()) record(view.function(), Mode::Value, call.signature);
  call_or_receive_ = true;
  const Signature& signature = t_.signature_of(call.signature);
  Operand out = result_of(id, signature);
  // Without its type arguments a generic function has no result.
  if (out.mode == Mode::Value && types::mentions_any_of(t_, out.type, signature.type_params)) return invalid(id);
  return out;
}

Operand Checker::call(NodeId id) {
  syntax::views::Call const view(tree_, id);
  Operand f;
  if (node(view.function()).kind == NodeKind::Index) {
    index(view.function(), f);
    f.node = view.function();
    record(f);
  } else {
    f = expr_or_type(view.function(), Generic::Allowed);
  }
  switch (f.mode) {
    case Mode::Invalid: use_all(view.arguments()); return invalid(id);
    case Mode::Type:
      refuse_generic(f, {});
      if (!f) return invalid(id);
      return conversion(id, f.type);
    case Mode::Builtin: {
      Operand x = builtin_call(id, f.builtin);
      if (x && x.mode != Mode::Constant) call_or_receive_ = true;
      return x;
    }
    default: return call_function(id, std::move(f));
  }
}

}  // namespace escapement::check
