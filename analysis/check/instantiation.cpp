// Type arguments of functions and types (specification: "Instantiations").
#include <fmt/format.h>

#include "analysis/check/checker.h"
#include "analysis/check/infer.h"

namespace escapement::check {

using syntax::NodeKind;

// Instances stand at the name that is instantiated: F of F, p.F, F[A], (F).
void Checker::record_instance(NodeId id, TypeList args, TypeId type) {
  for (;;) {
    const syntax::Node& n = node(id);
    if (n.kind == NodeKind::Name) break;
    if (n.kind == NodeKind::Selector) {
      id = NodeId(n.b);
    } else if (n.kind == NodeKind::Index || n.kind == NodeKind::Paren) {
      id = NodeId(n.a);
    } else {
      return;
    }
  }
  info_.instances[id.value] = {info_.objects[id.value], args, type};
}

TypeId Checker::instantiate(NodeId at, TypeId signature, TypeList args) {
  TypeList const kept = t_.keep(args);
  TypeId const instance = t_.instantiate_signature(signature, kept);
  record_instance(at, kept, instance);
  verify_instance(at, t_.signature_of(signature).type_params, kept);
  return instance;
}

void Checker::verify_instance(NodeId at, TypeList params, TypeList args) {
  if (params.size() != args.size()) {
    error(at, errors::kTypeArguments, fmt::format("{} type arguments for {} type parameters", args.size(), params.size()));
    return;
  }
  for (size_t i = 0; i < params.size(); ++i) {
    t_.underlying(params[i]);  // so that a constraint that is no interface is wrapped in one
    TypeId constraint = t_.type_param_of(params[i]).constraint;
    if (!constraint) continue;
    constraint = types::substitute(t_, constraint, {params, args});
    // Since Go 1.20 interfaces satisfy comparable.
    auto const purpose = allows(20) ? types::Purpose::Satisfy : types::Purpose::Implement;
    if (types::implements(t_, args[i], constraint, purpose)) continue;
    error(at, errors::kConstraint, fmt::format("{} does not satisfy {}", text_of(args[i]), text_of(constraint)), ErrorStrength::Soft);
    return;
  }
}

// A generic function with the type arguments of an index expression, or none; what is missing follows from constraints and from the
// function type it is assigned to.
Operand Checker::function_instance(NodeId id, Operand x, TypeId target) {
  TypeVector args;
  NodeId const at = id ? id : x.node;
  bool const generics = require(at, 18, "an instance of a generic function");
  if (id && !type_list(syntax::views::Index(tree_, id).indices(), args)) return invalid(at);
  Signature const signature = t_.signature_of(x.type);
  if (args.size() > signature.type_params.size()) {
    error(at, errors::kTypeArguments, fmt::format("{} type arguments for {} type parameters", args.size(), signature.type_params.size()));
    return invalid(at);
  }
  if (args.size() < signature.type_params.size()) {
    Operands operands;
    TypeVector params;
    if (target) {
      if (generics) require(at, 21, "a generic function assigned without all its type arguments");
      // As if a value of the target's type were passed to a parameter of the function's type.
      Signature plain;
      plain.params = signature.params;
      plain.results = signature.results;
      plain.variadic = signature.variadic;
      params.push_back(t_.signature(plain));
      Operand& wanted = operands.emplace_back();
      wanted.mode = Mode::Value;
      wanted.type = target;
      wanted.node = at;
    }
    Inference inference(t_, allows(21));
    inference.add_function(signature.type_params, args, operands, params);
    if (!inference.run(params, operands)) {
      error(at, errors::kInference, fmt::format("the type arguments of {} cannot be inferred: {}", source_of(at), inference.reason()));
      return invalid(at);
    }
    args.assign(inference.function_args().begin(), inference.function_args().end());
  }
  x.type = instantiate(at, x.type, args);
  x.mode = Mode::Value;
  x.node = at;
  return x;
}

}  // namespace escapement::check
