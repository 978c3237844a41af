// What a body that is lowered for an instance takes from its dictionary (cmd/compile/internal/noder: writer.rtype, itab, funcInst, methodExpr; reader:
// dictWord, exprType). Types that mention a stand-in of a type parameter are those that the instance alone knows: derived types.
#include <algorithm>

#include "analysis/ir/lowering.h"
#include "analysis/types/method_set.h"

namespace escapement::ir {

using types::TypeKind;

TypeId Lowering::replaced(TypeId type) const {
  if (instantiation_ == nullptr || !type) return type;
  // A method's receiver may mention parameters that its parameters do not.
  if (!t_.parameterized(type) && t_.kind(type) != TypeKind::Signature) return type;
  auto const [it, added] = instantiation_->replaced.try_emplace(type.value);
  if (added) {
    TypeId const out = types::substitute(t_, type, {instantiation_->params, instantiation_->stand_ins});
    instantiation_->replaced[type.value] = out;
    return out;
  }
  return it->second;
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

uint32_t Lowering::needed_origin(TypeId type, uint32_t origin) const {
  switch (t_.kind(t_.unalias(type))) {
    case TypeKind::Pointer:
    case TypeKind::Slice:
    case TypeKind::Array:
    case TypeKind::Map:
    case TypeKind::Chan: return origin;
    default: return 0;
  }
}

void Lowering::needs_type(TypeId type, uint32_t origin) {
  if (!type || !derived(type) || instantiation_->dictionary == nullptr) return;
  instantiation_->dictionary->runtime_type(type, needed_origin(type, origin));
}

void Lowering::needs_itab(TypeId type, TypeId interface, uint32_t origin, uint32_t interface_origin) {
  if (instantiation_ == nullptr || instantiation_->dictionary == nullptr || !type || !interface) return;
  type = types::default_type(t_, type);
  interface = types::default_type(t_, interface);
  needs_type(type, origin);
  needs_type(interface, interface_origin);
  if (derived(type) || derived(interface)) {
    instantiation_->dictionary->itab({type, needed_origin(type, origin)}, {interface, needed_origin(interface, interface_origin)});
  }
}

// The place that wrote or made the type of an expression.
uint32_t Lowering::origin_of(Ast id) const {
  constexpr uint32_t kOfField = 1U << 22;
  constexpr uint32_t kOfCallee = 1U << 23;
  if (instantiation_ == nullptr || !id) return 0;
  const syntax::Node& n = ast(id);
  switch (n.kind) {
    case syntax::NodeKind::Paren: return origin_of(Ast(n.a));
    case syntax::NodeKind::Name: {
      auto it = origins_.find(info_.objects[id.value].value);
      return it == origins_.end() ? 0 : it->second;
    }
    case syntax::NodeKind::CompositeLit: return syntax::views::CompositeLit(tree_, id).type().value;
    case syntax::NodeKind::TypeAssert: return syntax::views::TypeAssert(tree_, id).type().value;
    case syntax::NodeKind::Selector: return kOfField | (tree_.name(Ast(n.b)).value & (kOfField - 1));
    case syntax::NodeKind::Slice: {
      Ast const operand = syntax::views::Slice(tree_, id).operand();
      return t_.underlying_kind(type_of(operand)) == TypeKind::Slice ? origin_of(operand) : id.value;
    }
    case syntax::NodeKind::Unary: return id.value;
    case syntax::NodeKind::Call: break;
    default: return 0;
  }
  syntax::views::Call const view(tree_, id);
  Ast const function = bare(view.function());
  if (info_.modes[function.value] == check::Mode::Type) return function.value;
  if (info_.modes[function.value] != check::Mode::Builtin) {
    uint32_t const argument = origin_of_type_argument(id);
    return argument != 0 ? argument : kOfCallee | (info_.objects[function.value].value & (kOfCallee - 1));
  }
  Ast const named = ast(function).kind == syntax::NodeKind::Selector ? Ast(ast(function).b) : function;
  switch (static_cast<check::Builtin>(t_.object(info_.objects[named.value]).builtin)) {
    case check::Builtin::Append: return origin_of(view.arguments()[0]);
    case check::Builtin::Make: return view.arguments()[0].value;
    default: return id.value;
  }
}

// The result of a generic function may be one of its type arguments, which stands in the call or is the type of an argument; 0: it is not.
uint32_t Lowering::origin_of_type_argument(Ast call) const {
  syntax::views::Call const view(tree_, call);
  Ast function = bare(view.function());
  std::span<const Ast> written;
  if (ast(function).kind == syntax::NodeKind::Index) {
    written = syntax::views::Index(tree_, function).indices();
    function = bare(syntax::views::Index(tree_, function).operand());
  }
  Ast const name = ast(function).kind == syntax::NodeKind::Selector ? Ast(ast(function).b) : function;
  auto const instance = info_.instances.find(name.value);
  if (instance == info_.instances.end()) return 0;
  const types::Signature& signature = t_.signature_of(t_.type_of(instance->second.generic));
  if (signature.results.size() != 1) return 0;
  TypeId const result = t_.unalias(signature.results[0].type);
  auto const is_result = [&](TypeId type) { return t_.unalias(type) == result; };
  auto const param = std::ranges::find_if(signature.type_params, is_result) - signature.type_params.begin();
  if (static_cast<size_t>(param) == signature.type_params.size()) return 0;
  if (static_cast<size_t>(param) < written.size()) return written[param].value;
  auto const arguments = view.arguments();
  for (size_t i = 0; i < std::min(arguments.size(), signature.params.size()); ++i) {
    if (is_result(signature.params[i].type)) return origin_of(arguments[i]);
  }
  return 0;
}

// Parameters that share a type share its place.
void Lowering::note_origins(std::span<const Ast> fields) {
  for (Ast field : fields) {
    syntax::views::Field const view(tree_, field);
    for (Ast name : view.names()) origins_[info_.objects[name.value].value] = view.type().value;
  }
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
  capture(instantiation_->parameter, pos(at));
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

NodeId Lowering::runtime_word(TypeId type, Ast at, uint32_t origin) {
  if (!derived(type)) return static_word(at);
  Node node = make(Op::ConvNop, t_.pointer(t_.byte_type()), at);
  node.x =
      dictionary_word(DictionarySection::RuntimeTypes, instantiation_->dictionary->runtime_type(type, needed_origin(type, origin)), at);
  return add(node);
}

// A type in an assertion, a case or new: itself, or what the dictionary has of it. `interface`: the type of the value that is asked; none: there is
// no value.
NodeId Lowering::dynamic_type(Ast at, TypeId type, TypeId interface) {
  bool const has_methods = interface && !t_.type_set(t_.underlying(interface)).methods.empty();
  NodeId word;
  if (has_methods) {
    needs_itab(type, interface, at.value);
    if (types::is_interface(t_, type)) {
      if (derived(type)) word = runtime_word(type, at, at.value);
    } else if (derived(type) || derived(interface)) {
      Node node = make(Op::ConvNop, t_.pointer(t_.byte_type()), at);
      node.x = dictionary_word(DictionarySection::Itabs,
                               instantiation_->dictionary->itab({type, needed_origin(type, at.value)}, {interface, 0}), at);
      word = add(node);
    }
  } else {
    needs_type(type, at.value);
    if (derived(type)) word = runtime_word(type, at, at.value);
  }
  Node node = make(word ? Op::DynamicType : Op::Type, type, at);
  if (word) node.list = add_list({word});
  return add(node);
}

NodeId Lowering::method_of_type_param(Ast at, TypeId type_param, base::NameId name, TypeId signature) {
  Node address = make(Op::Addr, t_.pointer(t_.basic(types::BasicKind::Uintptr)), at);
  address.x = dictionary_word(
      DictionarySection::Methods,
      instantiation_->dictionary->method(
          static_cast<uint32_t>(std::ranges::find(instantiation_->stand_ins, t_.unalias(type_param)) - instantiation_->stand_ins.begin()),
          name),
      at);
  Node node = make(Op::ConvNop, types::method_type(t_, type_param, signature), at);
  node.x = add(address);
  return add(node);
}

bool is_imprecise(types::TypeTable& t, const Unit& unit, NodeId call) {
  const Node& callee = unit.node(unit.node(call).x);
  if (callee.op != Op::ConvNop || unit.node(callee.x).op != Op::Addr || t.kind(callee.type) != TypeKind::Signature) return false;
  auto const params = t.signature_of(callee.type).params;
  return !params.empty() && types::is_interface(t, params[0].type);
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
  if (std::ranges::any_of(arguments, [&](TypeId each) { return derived(each); })) return curried_function(named, at);
  Node node = make(Op::FuncName, type_of(named), named);
  node.ref = instance.generic.value;
  node.name = t_.object(instance.generic).name;
  node.token = add_instance(instance.generic, arguments, false, at);
  return add(node);
}

// typecheck.RewriteMultiValueCall
NodeId Lowering::return_of_several(NodeId call, Ast at, std::vector<NodeId>& before) {
  Node result = make(Op::Return, TypeId(), at);
  std::vector<LocalId> const results = unit_->funcs[current_].results;
  Node assign = make(Op::AssignCall, TypeId(), at);
  assign.x = call;
  std::vector<LocalId> temps;
  std::vector<NodeId> left;
  std::vector<NodeId> values;
  for (LocalId each : results) {
    temps.push_back(temp(unit_->local(each).type, at));
    left.push_back(local_node(temps.back()));
    values.push_back(local_node(temps.back()));
  }
  assign.list = add_list(left);
  define(add(assign), temps, before);
  unit_->node(before.back()).flags |= kOfNext;
  result.list = add_list(values);
  return add(result);
}

std::unique_ptr<Unit> Lowering::instance_wrapper(const Instance& instance) {
  syntax::views::FuncDecl const view(tree_, tree_.root());
  TypeId const type = t_.type_of(instance.generic);
  Func func;
  func.type = replaced(type);
  func.instance = instance;
  func.wrapper = true;
  func.pos = pos(tree_.root());
  for (const auto& directive : tree_.directives()) {
    if (directive.span.end <= ast(tree_.root()).begin) read_pragma(directive.text, func.pragmas);
  }
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
  call.list = add_list(args);
  std::vector<NodeId> body_list;
  NodeId const statement = tail_call(add(call), at, body_list);
  body_list.push_back(statement);
  unit_->funcs[0].body = std::move(body_list);
  return std::move(unit_);
}

}  // namespace escapement::ir
