// Initialisers of package variables (cmd/compile/internal/noder, reader.pkgInitOrder): `var a, b = x, y` is two statements; the results of a
// call go straight to the variables, unless one of them needs a conversion.
#include <algorithm>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

std::unique_ptr<Unit> Lowering::initialiser(Ast value, InitNumbers& numbers) {
  Ast const spec = spec_of(value);
  Func init;
  init.name = "init";
  init.package_init = true;
  init.pos = pos(spec);
  unit_->funcs.push_back(std::move(init));
  unit_->funcs[0].literals = numbers.literals;
  unit_->funcs[0].locals_before = numbers.locals;
  try {
    for (const check::CheckError& error : info_.errors) {
      if (error.strength != check::ErrorStrength::Soft) throw Unhandled{"an error: " + error.text, spec};
    }
    std::vector<NodeId> statements_in_order;
    initialise(spec, value, statements_in_order);
    unit_->funcs[0].body = std::move(statements_in_order);
  } catch (const Unhandled& unhandled) {
    Ast const at = unhandled.at ? unhandled.at : spec;
    unit_->failed = NotAnalysed{"init", unhandled.construct, {unit_->file_id(), ast(at).span().shifted(start_)}};
  }
  numbers.literals = unit_->funcs[0].literals;
  numbers.locals += static_cast<uint32_t>(unit_->funcs[0].locals.size());
  return std::move(unit_);
}

Lowering::Ast Lowering::spec_of(Ast value) const {
  for (Ast spec : tree_.list(ast(tree_.root()).a)) {
    if (std::ranges::find(syntax::views::ValueSpec(tree_, spec).values(), value) != syntax::views::ValueSpec(tree_, spec).values().end())
      return spec;
  }
  return tree_.root();
}

// The one statement that the value initialises variables with.
void Lowering::initialise(Ast spec, Ast initial, std::vector<NodeId>& out) {
  syntax::views::ValueSpec const view(tree_, spec);
  auto const names = view.names();
  auto const values = view.values();
  if (values.size() == names.size()) {
    for (size_t i = 0; i < names.size(); ++i) {
      if (values[i] == initial) assign_values(names[i], names.subspan(i, 1), values.subspan(i, 1), false, out);
    }
    return;
  }
  if (values.size() != 1) throw Unhandled{"a number of values that is not that of the variables", spec};
  NodeId const value = expr(values[0]);
  types::TypeList const types = t_.elements(type_of(values[0]));
  bool const from_call = is_call(unit_->node(without_init(*unit_, value)));
  bool converts = false;
  for (size_t i = 0; i < names.size(); ++i) {
    TypeId const type = target_type(names[i]);
    converts = converts || (type && i < types.size() && !t_.identical(type, types[i]));
  }
  if (from_call && converts) return assign_values(names[0], names, values, false, out);
  Node node = make(several_values_op(value, spec), TypeId(), names[0]);
  std::vector<LocalId> declared;
  std::vector<NodeId> targets;
  for (Ast name_node : names) targets.push_back(target(name_node, false, declared));
  node.x = value;
  node.list = add_list(targets);
  out.push_back(add(node));
}

}  // namespace escapement::ir
