// What a body that is lowered for an instance takes from its dictionary (cmd/compile/internal/noder: writer.rtype, itab, funcInst, methodExpr; reader:
// dictWord, exprType). Types that mention a stand-in of a type parameter are those that the instance alone knows: derived types.
#include <algorithm>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

using types::TypeKind;

TypeId Lowering::replaced(TypeId type) const {
  if (instantiation_ == nullptr || !type || !t_.parameterized(type)) return type;
  return types::substitute(t_, type, {instantiation_->params, instantiation_->stand_ins});
}

check::Selection Lowering::selection_of(Ast id) const {
  check::Selection out = info_.selections.at(id.value);
  out.receiver = replaced(out.receiver);
  out.found.type = replaced(out.found.type);
  out.found.receiver = replaced(out.found.receiver);
  return out;
}

types::TypeVector Lowering::arguments_of(const check::Instance& instance) const {
  types::TypeVector out;
  for (TypeId each : instance.args) out.push_back(replaced(each));
  return out;
}

void Lowering::declare_dictionary(uint32_t fallback_pos) {
  if (instantiation_ == nullptr || instantiation_->dictionary == nullptr) return;
  LocalId const local = add_local(".dict", t_.pointer(t_.array(t_.basic(types::BasicKind::Uintptr), 0)), LocalRole::Param, fallback_pos);
  unit_->funcs[current_].params.push_back(local);
  instantiation_->parameter = local;
}

void Lowering::needs_type(TypeId type) {
  if (type && derived(type) && instantiation_->dictionary != nullptr) instantiation_->dictionary->runtime_type(type);
}

void Lowering::needs_itab(TypeId type, TypeId interface) {
  if (instantiation_ == nullptr || instantiation_->dictionary == nullptr || !type || !interface) return;
  type = types::default_type(t_, type);
  interface = types::default_type(t_, interface);
  needs_type(type);
  needs_type(interface);
  if (derived(type) || derived(interface)) instantiation_->dictionary->itab(type, interface);
}

uint16_t Lowering::add_instance(ObjectId generic, types::TypeList arguments, bool shaped, Ast at) {
  constexpr size_t kMost = UINT16_MAX;
  if (unit_->instances.size() >= kMost) throw Unhandled{"more uses of generic functions than one function may have", at};
  unit_->instances.push_back({generic, t_.keep(arguments), shaped});
  return static_cast<uint16_t>(unit_->instances.size() - 1);
}

NodeId Lowering::dictionary_word(DictionarySection section, uint32_t index, Ast at) {
  TypeId const word = t_.basic(types::BasicKind::Uintptr);
  Node deref = make(Op::Deref, t_.array(word, 0), at);
  deref.flags = kImplicit;
  capture(instantiation_->parameter);
  deref.x = local_node(instantiation_->parameter);
  Node literal = make(Op::Literal, t_.basic(types::BasicKind::Int), at);
  literal.ref = static_cast<uint32_t>(unit_->values.size());
  unit_->values.push_back(constant::Value::of(int64_t{index}));
  Node node = make(Op::Index, word, at);
  node.x = add(deref);
  node.y = add(literal);
  instantiation_->words.push_back({node.y, section, index});
  return add(node);
}

NodeId Lowering::dictionary_pointer(ObjectId owner, types::TypeList arguments, uint16_t instance, Ast at) {
  TypeId const pointer = t_.pointer(t_.array(t_.basic(types::BasicKind::Uintptr), 0));
  bool const dynamic = std::ranges::any_of(arguments, [&](TypeId each) { return derived(each); });
  Node node = make(dynamic ? Op::ConvNop : Op::Addr, pointer, at);
  if (dynamic) {
    node.x = dictionary_word(DictionarySection::Dictionaries, instantiation_->dictionary->dictionary(owner, arguments), at);
  } else {
    Node name = make(Op::DictionaryName, t_.elem(pointer), at);
    name.token = add_instance(owner, arguments, false, at);
    node.x = add(name);
  }
  NodeId const out = add(node);
  if (dynamic) instantiation_->pointers.push_back({out, instance});
  return out;
}

NodeId Lowering::static_word(Ast at) {
  Node node = make(Op::Addr, t_.pointer(t_.byte_type()), at);
  node.x = add(make(Op::RuntimeType, t_.byte_type(), at));
  return add(node);
}

NodeId Lowering::runtime_word(TypeId type, Ast at) {
  if (!derived(type)) return static_word(at);
  Node node = make(Op::ConvNop, t_.pointer(t_.byte_type()), at);
  node.x = dictionary_word(DictionarySection::RuntimeTypes, instantiation_->dictionary->runtime_type(type), at);
  return add(node);
}

// A type in an assertion, a case or new: itself, or what the dictionary has of it. `interface`: the type of the value that is asked; none: there is
// no value.
NodeId Lowering::dynamic_type(Ast at, TypeId type, TypeId interface) {
  bool const has_methods = interface && !t_.type_set(t_.underlying(interface)).methods.empty();
  NodeId word;
  if (has_methods) {
    needs_itab(type, interface);
    if (types::is_interface(t_, type)) {
      if (derived(type)) word = runtime_word(type, at);
    } else if (derived(type) || derived(interface)) {
      Node node = make(Op::ConvNop, t_.pointer(t_.byte_type()), at);
      node.x = dictionary_word(DictionarySection::Itabs, instantiation_->dictionary->itab(type, interface), at);
      word = add(node);
    }
  } else {
    needs_type(type);
    if (derived(type)) word = runtime_word(type, at);
  }
  Node node = make(word ? Op::DynamicType : Op::Type, type, at);
  if (word) node.list = add_list({word});
  return add(node);
}

NodeId Lowering::method_of_type_param(Ast at, TypeId type_param, base::NameId name, TypeId signature) {
  Node address = make(Op::Addr, t_.pointer(t_.basic(types::BasicKind::Uintptr)), at);
  address.x = dictionary_word(DictionarySection::Methods, instantiation_->dictionary->method(t_.unalias(type_param), name), at);
  Node node = make(Op::ConvNop, signature, at);
  node.x = add(address);
  NodeId const out = add(node);
  if (types::is_interface(t_, type_param)) unit_->imprecise_calls.push_back(out);
  return out;
}

NodeId Lowering::function_instance(Ast named, Ast at, std::vector<NodeId>& args) {
  const check::Instance& instance = info_.instances.at(named.value);
  types::TypeVector const arguments = arguments_of(instance);
  Node node = make(Op::FuncName, type_of(named), at);
  node.ref = instance.generic.value;
  node.name = t_.object(instance.generic).name;
  node.token = add_instance(instance.generic, arguments, true, at);
  args.push_back(dictionary_pointer(instance.generic, arguments, node.token, at));
  return add(node);
}

NodeId Lowering::function_value(Ast named, Ast at) {
  const check::Instance& instance = info_.instances.at(named.value);
  types::TypeVector const arguments = arguments_of(instance);
  if (std::ranges::any_of(arguments, [&](TypeId each) { return derived(each); })) {
    throw Unhandled{"a generic function as a value in a generic function", at};
  }
  Node node = make(Op::FuncName, type_of(named), at);
  node.ref = instance.generic.value;
  node.name = t_.object(instance.generic).name;
  node.token = add_instance(instance.generic, arguments, false, at);
  return add(node);
}

void Lowering::refuse_instance_method(const check::Selection& selection, Ast at) const {
  TypeId const receiver = t_.unalias(selection.found.receiver);
  if (!receiver || selection.kind == check::SelectionKind::Field || selection.kind == check::SelectionKind::Qualified) return;
  bool const instance = t_.kind(receiver) == TypeKind::Named && (t_.named_of(receiver).origin || t_.named_of(receiver).is_shape);
  if (instance && !types::is_interface(t_, receiver)) throw Unhandled{"a method of a generic type as a value", at};
}

std::unique_ptr<Unit> Lowering::instance_wrapper(const Instance& instance) {
  syntax::views::FuncDecl const view(tree_, tree_.root());
  TypeId const type = t_.type_of(instance.generic);
  Func func;
  func.type = replaced(type);
  func.instance = instance;
  func.wrapper = true;
  func.pos = pos(tree_.root());
  unit_->funcs.push_back(std::move(func));
  unit_->instances.push_back(instance);
  parameters(unit_->funcs[0], type, unit_->funcs[0].pos);
  Func& wrapper = unit_->funcs[0];

  Ast const at = tree_.root();
  types::Signature const signature = t_.signature_of(wrapper.type);
  std::vector<NodeId> args;
  ObjectId owner = instance.generic;
  size_t first = 0;
  uint16_t const token = add_instance(instance.generic, instance.arguments, true, at);
  Node callee = make(Op::FuncName, wrapper.type, at);
  if (signature.receiver != nullptr) {
    callee.op = Op::MethodExpr;
    callee.x = add(make(Op::Type, signature.receiver->type, at));
    TypeId receiver = t_.unalias(signature.receiver->type);
    if (t_.kind(receiver) == TypeKind::Pointer) receiver = t_.unalias(t_.elem(receiver));
    owner = t_.named_of(receiver).object;
    args.push_back(local_node(wrapper.params[0]));
    first = 1;
  }
  callee.ref = instance.generic.value;
  callee.name = t_.object(instance.generic).name;
  callee.token = token;
  args.push_back(dictionary_pointer(owner, instance.arguments, token, at));
  for (size_t i = first; i < wrapper.params.size(); ++i) args.push_back(local_node(wrapper.params[i]));
  Node call = make(Op::CallFunc, TypeId(), at);
  call.x = add(callee);
  if (signature.variadic) call.flags = kSpread;
  call.list = add_list(std::move(args));
  NodeId statement = add(call);
  if (!wrapper.results.empty()) {
    if (wrapper.results.size() == 1) unit_->node(statement).type = unit_->local(wrapper.results[0]).type;
    Node result = make(Op::Return, TypeId(), at);
    result.list = add_list({statement});
    statement = add(result);
  }
  unit_->funcs[0].body.push_back(statement);
  return std::move(unit_);
}

}  // namespace escapement::ir
