// Functions and methods as values that need a dictionary which only the surrounding function has: a literal that calls them with it
// (cmd/compile/internal/noder, reader.go: curry, methodExprWrap, syntheticClosure).
#include <algorithm>

#include "analysis/ir/literal_names.h"
#include "analysis/ir/lowering.h"

namespace escapement::ir {

using types::Parameter;
using types::TypeKind;

// Its parameters and results have the names that a function's declaration gives them, and none for a method.
void Lowering::synthetic_parameters(ObjectId function, TypeId signature_type, uint32_t position) {
  types::Signature const signature = t_.signature_of(signature_type);
  types::Signature const declared = t_.signature_of(t_.type_of(function));
  auto const name_of = [&](std::span<const Parameter> list, size_t i, char letter) {
    std::string const without = fmt::format("~{}{}", letter, i);
    if (declared.receiver != nullptr || !list[i].name) return without;
    std::string text(program_.names().text(list[i].name));
    return text == "_" ? without : text;
  };
  for (size_t i = 0; i < signature.params.size(); ++i) {
    LocalId const local = add_local(name_of(declared.params, i, 'p'), signature.params[i].type, LocalRole::Param, position);
    unit_->funcs[current_].params.push_back(local);
  }
  for (size_t i = 0; i < signature.results.size(); ++i) {
    LocalId const local = add_local(name_of(declared.results, i, 'r'), signature.results[i].type, LocalRole::Result, position);
    unit_->locals[local.value].result = static_cast<uint32_t>(i + 1);
    unit_->funcs[current_].results.push_back(local);
  }
}

// reader.tempCopy
LocalId Lowering::copy_into_temporary(NodeId value, Ast at, std::vector<NodeId>& out) {
  LocalId const local = temp(unit_->node(value).type, at);
  Node assign = make(Op::Assign, TypeId(), at);
  assign.x = local_node(local);
  assign.y = value;
  out.push_back(declaration_of(local));
  out.push_back(add(assign));
  unit_->locals[local.value].definition = out.back();
  return local;
}

NodeId Lowering::synthetic_closure(const Synthetic& wanted, const SyntheticArguments& arguments) {
  std::vector<NodeId> before;
  std::vector<LocalId> copies;
  for (NodeId each : wanted.captured) copies.push_back(copy_into_temporary(each, wanted.at, before));
  FuncIndex const index = new_closure(wanted.signature, wanted.at, LiteralKind::Written);
  unit_->funcs[index].synthetic = true;
  FuncIndex const outer = std::exchange(current_, index);
  synthetic_parameters(wanted.function, wanted.signature, pos(wanted.at));
  auto const use = [&](LocalId local) { return use_at(local, pos(wanted.at)); };
  std::vector<NodeId> captured;
  std::ranges::transform(copies, std::back_inserter(captured), use);
  std::vector<NodeId> params;
  std::ranges::transform(std::vector<LocalId>(unit_->funcs[index].params), std::back_inserter(params), use);
  Node call = make(Op::CallFunc, TypeId(), wanted.at);
  call.x = wanted.callee;
  call.list = add_list(arguments(std::move(captured), std::move(params)));
  if (t_.signature_of(wanted.signature).variadic) call.flags = kSpread;
  std::vector<NodeId> body_list;
  NodeId const statement = tail_call(add(call), wanted.at, body_list);
  body_list.push_back(statement);
  unit_->funcs[index].body = std::move(body_list);
  current_ = outer;
  Node closure_node = make(Op::Closure, wanted.signature, wanted.at);
  closure_node.ref = index;
  Node init = make(Op::Init, wanted.signature, wanted.at);
  init.list = add_list(before);
  init.x = add(closure_node);
  return add(init);
}

// The call is all that the function does (reader.syntheticTailCall).
NodeId Lowering::tail_call(NodeId call, Ast at, std::vector<NodeId>& before) {
  std::vector<LocalId> const results = unit_->funcs[current_].results;
  if (results.empty()) return call;
  if (results.size() == 1) {
    unit_->node(call).type = unit_->local(results[0]).type;
    Node result = make(Op::Return, TypeId(), at);
    result.list = add_list({call});
    return add(result);
  }
  return return_of_several(call, at, before);
}

namespace {

std::vector<NodeId> captured_first(std::vector<NodeId> captured, std::vector<NodeId> params) {
  captured.insert(captured.end(), params.begin(), params.end());
  return captured;
}

}  // namespace

NodeId Lowering::curried_function(Ast named, Ast at) {
  const check::Instance& instance = info_.instances.at(named.value);
  std::vector<NodeId> dictionary;
  NodeId const callee = function_instance(named, at, dictionary);
  return synthetic_closure({callee, dictionary, type_of(at), instance.generic, at}, captured_first);
}

// The shaped method, and the dictionary that it is called with.
NodeId Lowering::shaped_method(const check::Selection& selection, Ast at, std::vector<NodeId>& dictionary) {
  TypeId const declaring = t_.unalias(selection.found.receiver);
  types::TypeList const arguments = t_.named_of(declaring).args;
  Node node = make(Op::MethodExpr, selection.found.type, at);
  node.ref = selection.found.object.value;
  node.name = t_.object(selection.found.object).name;
  node.x = add(make(Op::Type, selection.found.pointer_receiver ? t_.pointer(declaring) : declaring, at));
  node.token = add_instance(selection.found.object, arguments, true, at);
  dictionary.push_back(dictionary_pointer(t_.named_of(declaring).object, arguments, node.token, at));
  return add(node);
}

NodeId Lowering::curried_method(const check::Selection& selection, NodeId receiver, Ast at) {
  std::vector<NodeId> captured{receiver};
  NodeId const callee = shaped_method(selection, at, captured);
  return synthetic_closure({callee, captured, type_of(at), selection.found.object, at}, captured_first);
}

// The literal has the receiver as its first parameter, as it was written.
NodeId Lowering::curried_method_expression(const check::Selection& selection, Ast at) {
  std::vector<NodeId> dictionary;
  NodeId const callee = shaped_method(selection, at, dictionary);
  auto const arguments = [&](std::vector<NodeId> captured, std::vector<NodeId> params) {
    TypeId reached;
    NodeId const x = follow(params[0], selection.receiver, selection.found.path, at, &reached);
    std::vector<NodeId> out{receiver_argument(x, reached, selection, at)};
    out.insert(out.end(), captured.begin(), captured.end());
    out.insert(out.end(), params.begin() + 1, params.end());
    return out;
  };
  return synthetic_closure({callee, dictionary, type_of(at), selection.found.object, at}, arguments);
}

// Whether the dictionary for a method of a generic type is one that only the surrounding function knows.
bool Lowering::needs_dynamic_dictionary(const check::Selection& selection) const {
  TypeId const receiver = t_.unalias(selection.found.receiver);
  if (!receiver || types::is_interface(t_, receiver) || !is_instance(receiver)) return false;
  return std::ranges::any_of(t_.named_of(receiver).args, [&](TypeId each) { return derived(each); });
}

bool Lowering::is_instance(TypeId type) const { return t_.kind(type) == TypeKind::Named && t_.named_of(type).origin; }

// What a function for shapes returns has a shape where its declaration has a type parameter; a method value has it converted to what it is here.
bool Lowering::returns_shaped(NodeId call) const {
  const Node& n = unit_->node(call);
  if (n.op != Op::CallFunc || unit_->node(n.x).token == 0) return false;
  const Instance& instance = unit_->instances[unit_->node(n.x).token];
  auto const results = t_.signature_of(t_.type_of(instance.generic)).results;
  return instance.shaped && results.size() == 1 && t_.parameterized(results[0].type);
}

NodeId Lowering::convert_no_op(NodeId x, TypeId type, Ast at) {
  Node node = make(Op::ConvNop, type, at);
  node.x = x;
  return add(node);
}

}  // namespace escapement::ir
