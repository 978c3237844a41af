// Calls (specification: "Calls", "Passing arguments to ... parameters", "Instantiations").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using types::ObjectKind;
using types::Parameter;

Operand Checker::result_of(NodeId, const Signature& signature) {
  Operand x;
  if (signature.results.empty()) {
    x.mode = Mode::NoValue;
    x.type = t_.tuple({});
    return x;
  }
  x.mode = Mode::Value;
  if (signature.results.size() == 1) {
    x.type = signature.results[0].type;
    return x;
  }
  std::vector<TypeId> types;
  for (const Parameter& r : signature.results) types.push_back(r.type);
  x.type = t_.tuple(std::move(types));
  return x;
}

std::vector<Operand> Checker::unpack(std::span<const NodeId> nodes, std::span<const TypeId> hints, bool allow_comma_ok) {
  std::vector<Operand> out;
  if (nodes.size() == 1) {
    Operand x = raw_expr(nodes[0], hints.empty() ? TypeId() : hints[0]);
    if (x && t_.kind(x.type) == TypeKind::Tuple && x.mode == Mode::Value) {
      for (TypeId type : std::vector<TypeId>(t_.elements(x.type))) {
        Operand each = x;
        each.type = type;
        out.push_back(each);
      }
      return out;
    }
    bool const two_wanted = allow_comma_ok && hints.size() == 2;
    if (two_wanted && (x.mode == Mode::CommaOk || x.mode == Mode::MapIndex)) {
      Operand ok = x;
      ok.mode = Mode::Value;
      ok.type = t_.basic(types::BasicKind::UntypedBool);
      info_.types[nodes[0].value] = t_.tuple({x.type, t_.basic(types::BasicKind::Bool)});
      x.mode = Mode::Value;
      return {x, ok};
    }
  }
  for (size_t i = 0; i < nodes.size(); ++i) out.push_back(expr(nodes[i], i < hints.size() ? hints[i] : TypeId()));
  return out;
}

std::vector<Operand> Checker::arguments(std::span<const NodeId> nodes, const Signature* signature) {
  std::vector<TypeId> hints;
  if (signature != nullptr && signature->type_params.empty()) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      size_t const p = std::min(i, signature->params.empty() ? 0 : signature->params.size() - 1);
      TypeId hint = p < signature->params.size() ? signature->params[p].type : TypeId();
      if (signature->variadic && p + 1 == signature->params.size() && hint) hint = t_.elem(t_.underlying(hint));
      hints.push_back(hint);
    }
  }
  return unpack(nodes, hints, false);
}

void Checker::pass_arguments(NodeId id, std::vector<Operand>& args, const Signature& signature, bool spread) {
  size_t const params = signature.params.size();
  bool const enough = signature.variadic && !spread ? args.size() + 1 >= params : args.size() == params;
  if (!enough) {
    for (const Operand& a : args) {
      if (!a) return;
    }
    error(id, "check.arguments", fmt::format("{} arguments for {} parameters", args.size(), params));
    return;
  }
  if (spread && !signature.variadic) error(id, "check.arguments", "only a variadic function takes ...");
  for (size_t i = 0; i < args.size(); ++i) {
    TypeId type = signature.params[std::min(i, params - 1)].type;
    if (signature.variadic && i + 1 >= params && !spread) type = t_.elem(t_.underlying(type));
    // Values of a multi-value call share one node: they are never untyped, so nothing is recorded for them.
    assign(args[i], type, "argument");
  }
}

Operand Checker::instantiate_function(NodeId id, Operand x, std::span<const NodeId> args) {
  Signature const signature = t_.signature_of(x.type);
  std::vector<TypeId> types;
  for (NodeId arg : args) types.push_back(type_expr(arg));
  if (signature.type_params.empty() || types.size() > signature.type_params.size()) {
    error(id, "check.not-generic", fmt::format("{} type arguments for {} type parameters", types.size(), signature.type_params.size()));
    x.mode = Mode::Invalid;
    return x;
  }
  if (types.size() < signature.type_params.size()) {
    types.resize(signature.type_params.size());
    if (!infer(id, signature.type_params, types, signature, {}, false)) {
      // The rest may follow from a call's arguments; call() tries again with them.
      x.mode = Mode::Value;
      return x;
    }
  }
  verify_instance(id, signature.type_params, types);
  NodeId name_node = syntax::views::Index(tree_, id).operand();
  if (node(name_node).kind == NodeKind::Selector) name_node = NodeId(node(name_node).b);
  info_.instances[name_node.value] = {info_.objects[name_node.value], types};
  Signature plain = signature;
  plain.type_params.clear();
  x.type = types::substitute(t_, t_.signature(std::move(plain)), {signature.type_params, types});
  x.mode = Mode::Value;
  return x;
}

Operand Checker::call(NodeId id, TypeId hint) {
  syntax::views::Call const view(tree_, id);
  Operand f = expr_or_type(view.function());
  Operand bad;
  bad.type = t_.invalid();
  if (f.mode == Mode::Type) return conversion(id, f.type);
  if (f.mode == Mode::Builtin) return builtin_call(id, f.builtin, hint);
  if (!f) {
    for (NodeId arg : view.arguments()) raw_expr(arg);
    return bad;
  }
  TypeId const u = f.mode == Mode::NoValue ? TypeId() : types::core_type(t_, f.type);
  if (!u || t_.kind(u) != TypeKind::Signature) {
    for (NodeId arg : view.arguments()) raw_expr(arg);
    error(view.function(), "check.call", fmt::format("{} (of type {}) is not a function", tree_.text(view.function()).substr(0, 60), text_of(f.type)));
    return bad;
  }
  Signature signature = t_.signature_of(u);
  std::vector<Operand> args = arguments(view.arguments(), &signature);
  if (!signature.type_params.empty()) {
    std::vector<TypeId> types(signature.type_params.size());
    NodeId name_node = view.function();
    while (node(name_node).kind == NodeKind::Paren) name_node = NodeId(node(name_node).a);
    if (node(name_node).kind == NodeKind::Index) {  // some type arguments are given
      std::span<const NodeId> const given = syntax::views::Index(tree_, name_node).indices();
      for (size_t i = 0; i < given.size() && i < types.size(); ++i) types[i] = info_.types[given[i].value];
      name_node = NodeId(node(name_node).a);
    }
    if (!infer(id, signature.type_params, types, signature, args, view.spread())) {
      bool const args_good = std::ranges::all_of(args, [](const Operand& a) { return static_cast<bool>(a); });
      if (args_good) error(id, "check.inference", fmt::format("the type arguments of {} cannot be inferred", tree_.text(view.function())));
      return bad;
    }
    if (!verify_instance(id, signature.type_params, types)) return bad;
    if (node(name_node).kind == NodeKind::Selector) name_node = NodeId(node(name_node).b);
    info_.instances[name_node.value] = {info_.objects[name_node.value], types};
    Signature plain = signature;
    std::vector<TypeId> const params = signature.type_params;
    plain.type_params.clear();
    TypeId const instance = types::substitute(t_, t_.signature(std::move(plain)), {params, types});
    signature = t_.signature_of(instance);
    record(view.function(), Mode::Value, instance);
    record(name_node, Mode::Value, instance);
  }
  pass_arguments(id, args, signature, view.spread());
  return result_of(id, signature);
}

}  // namespace escapement::check
