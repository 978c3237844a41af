#include "analysis/ir/static_init.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "analysis/ir/children.h"

namespace escapement::ir {

using types::TypeKind;

namespace {

constexpr uint16_t kInside = 1;  // a Global's token: its name is that of a place inside of it

// A path as symbols have it (cmd/internal/objabi: PathToPrefix).
std::string symbol_prefix(std::string_view path) {
  size_t const last = path.rfind('/') + 1;  // 0: there is none
  std::string out;
  for (size_t i = 0; i < path.size(); ++i) {
    auto const c = static_cast<unsigned char>(path[i]);
    bool const escaped = c <= ' ' || c >= 0x7F || c == '%' || c == '"' || (c == '.' && i >= last);
    out += escaped ? fmt::format("%{:02x}", c) : std::string(1, path[i]);
  }
  return out;
}

// cmd/internal/obj: Link.IsFIPS
bool is_cryptographic_module(std::string_view path) {
  return path == "crypto/internal/fips140" || (path.starts_with("crypto/internal/fips140/") && !path.ends_with("_test"));
}

}  // namespace

StaticInit::StaticInit(check::Program& program, Unit& unit, uint32_t& names)
    : program_(program), t_(program.types()), unit_(unit), names_(names), no_addresses_(is_cryptographic_module(unit.package->path)) {}

void StaticInit::schedule(NodeId statement, std::vector<NodeId>& out) {
  out_ = &out;
  const Node n = unit_.node(statement);
  if (n.op == Op::Assign && !n.x && !has_side_effects(unit_, n.y)) return;
  if (n.op == Op::Assign) {
    bool const named = n.x && unit_.node(n.x).op == Op::Global;
    if (assign({n.x, named ? symbol_of(program_.names().text(unit_.node(n.x).name)) : std::string(), 0}, n.y)) return;
  }
  out.push_back(statement);
}

void initialise_statically(check::Program& program, Unit& unit, uint32_t& names) {
  StaticInit static_init(program, unit, names);
  for (NodeId each : std::exchange(unit.funcs[0].body, {})) static_init.schedule(each, unit.funcs[0].body);
}

// Schedule.StaticAssign: whether the value became data, but for what it appended to the remaining assignments.
bool StaticInit::assign(const Place& place, NodeId value) {
  while (unit_.node(value).op == Op::ConvNop) value = unit_.node(value).x;
  const Node& n = unit_.node(value);
  switch (n.op) {
    case Op::Nil: return true;
    case Op::Literal: return !no_addresses_ || is_zero(unit_, value) || !types::is_string(t_, n.type);
    // Copied, now or when the program starts; neither makes storage.
    case Op::FuncName:
    case Op::MethodExpr:
    case Op::Global: return !no_addresses_;
    case Op::Closure: return !no_addresses_ && unit_.funcs[n.ref].captures.empty();
    case Op::StrToBytes: return !no_addresses_ && place.variable && unit_.node(n.x).op == Op::Literal;
    case Op::Addr:
    case Op::PtrLit: return !no_addresses_ && pointer(place, value);
    case Op::SliceLit:
      if (no_addresses_) return false;
      elements(unnamed(place), value);
      return true;
    case Op::ArrayLit:
    case Op::StructLit: elements(place, value); return true;
    case Op::ConvIface: return !no_addresses_ && interface_value(place, value);
    case Op::InlCall: return !no_addresses_ && inlined_call(place, Node(n));
    default: return false;
  }
}

namespace {

// Where an inlined function does nothing but return one value: its parameters, the arguments, and that value.
struct OnlyReturns {
  std::span<const NodeId> parameters, arguments;
  NodeId value;
};

std::optional<OnlyReturns> only_returns(const Unit& unit, const Node& call) {
  auto const init = unit.list(call.list);
  auto const body = unit.list(call.list2);
  if (init.empty() || unit.node(init.back()).op != Op::AssignList || body.size() != 1 || unit.node(body[0]).op != Op::Block) return {};
  if (std::ranges::any_of(init.first(init.size() - 1), [&](NodeId each) { return unit.node(each).op != Op::Declare; })) return {};
  auto const statements = unit.list(unit.node(body[0]).list);
  constexpr size_t kDeclaredAssignedLeft = 3;
  if (statements.size() != kDeclaredAssignedLeft || unit.node(statements[0]).op != Op::Declare) return {};
  const Node& assign = unit.node(statements[1]);
  if (assign.op != Op::AssignList || unit.list(assign.list).size() != 1 || unit.list(assign.list2).size() != 1) return {};
  const Node& set = unit.node(init.back());
  return OnlyReturns{unit.list(set.list), unit.list(set.list2), unit.list(assign.list2)[0]};
}

}  // namespace

// Schedule.staticAssignInlinedCall: the value with the arguments in place of the parameters, where they may be moved there.
bool StaticInit::inlined_call(const Place& place, const Node& call) {
  auto const returned = only_returns(unit_, call);
  if (!returned || returned->parameters.size() != returned->arguments.size()) return false;
  absl::flat_hash_map<uint32_t, NodeId> arguments;
  for (size_t i = 0; i < returned->parameters.size(); ++i) {
    if (has_side_effects(unit_, returned->arguments[i])) return false;
    uint32_t const parameter = unit_.node(returned->parameters[i]).ref;
    if (unit_.locals[parameter].address_taken) return false;
    arguments[parameter] = returned->arguments[i];
  }
  absl::flat_hash_map<uint32_t, int> uses;
  std::vector<NodeId> todo{returned->value};
  while (!todo.empty()) {
    NodeId const id = todo.back();
    todo.pop_back();
    const Node& n = unit_.node(id);
    if (n.op == Op::Closure && !unit_.funcs[n.ref].captures.empty()) return false;
    if (n.op == Op::Local) ++uses[n.ref];
    for_each_child(unit_, id, [&](NodeId child) { todo.push_back(child); });
  }
  for (const auto& [parameter, argument] : arguments) {
    if (uses[parameter] > 1 && !can_repeat(argument)) return false;
  }
  NodeId const value = substitute(returned->value, arguments);
  return value && assign(place, value);
}

// None: a conversion of a constant that would have to be computed.
NodeId StaticInit::substitute(NodeId id, const absl::flat_hash_map<uint32_t, NodeId>& arguments) {
  Node n = unit_.node(id);
  if (n.op == Op::Local) {
    auto const it = arguments.find(n.ref);
    return it == arguments.end() ? id : it->second;
  }
  bool valid = true;
  auto const one = [&](NodeId child) {
    if (!child) return child;
    NodeId const out = substitute(child, arguments);
    valid = valid && out;
    return out;
  };
  auto const all = [&](uint32_t list) {
    std::vector<NodeId> nodes(unit_.list(list).begin(), unit_.list(list).end());
    for (NodeId& each : nodes) each = one(each);
    return unit_.add_list(std::move(nodes));
  };
  n.x = one(n.x);
  n.y = one(n.y);
  n.list = all(n.list);
  n.list2 = all(n.list2);
  if (n.op == Op::InlCall) n.ref = all(n.ref);
  if (n.op == Op::Conv && n.x && unit_.node(n.x).op == Op::Literal) return {};
  if (!valid) return {};
  return n.op == Op::AddStr ? sum_of_strings(n) : unit_.add(n);
}

// Neighbouring constants are one (addStr).
NodeId StaticInit::sum_of_strings(Node sum) {
  std::vector<NodeId> operands;
  auto const is_constant = [&](NodeId id) { return unit_.node(id).op == Op::Literal; };
  for (NodeId each : unit_.copy_of_list(sum.list)) {
    if (operands.empty() || !is_constant(each) || !is_constant(operands.back())) {
      operands.push_back(each);
      continue;
    }
    Node merged = unit_.node(operands.back());
    std::string text = unit_.values[merged.ref].as_string() + unit_.values[unit_.node(each).ref].as_string();
    merged.ref = static_cast<uint32_t>(unit_.values.size());
    unit_.values.push_back(constant::Value::of(std::move(text)));
    operands.back() = unit_.add(merged);
  }
  if (operands.size() == 1) {
    unit_.node(operands[0]).type = sum.type;
    return operands[0];
  }
  sum.list = unit_.add_list(std::move(operands));
  return unit_.add(sum);
}

bool StaticInit::can_repeat(NodeId id) const {
  std::vector<NodeId> todo{id};
  while (!todo.empty()) {
    NodeId const at = todo.back();
    todo.pop_back();
    switch (unit_.node(at).op) {
      case Op::MakeChan:
      case Op::MakeMap:
      case Op::MakeSlice:
      case Op::MapLit:
      case Op::New:
      case Op::PtrLit:
      case Op::SliceLit:
      case Op::StrToBytes:
      case Op::StrToRunes: return false;
      default: break;
    }
    for_each_child(unit_, at, [&](NodeId child) { todo.push_back(child); });
  }
  return !has_side_effects(unit_, id);
}

void StaticInit::assign_or_keep(const Place& place, NodeId value) {
  if (assign(place, value)) return;
  Node node;
  node.op = Op::Assign;
  node.pos = unit_.node(value).pos;
  node.x = place_node(place, value);
  node.y = value;
  out_->push_back(unit_.add(node));
}

// As gc prints it (ir.NewNameOffsetExpr): the value's type, the variable's symbol, the offset.
NodeId StaticInit::place_node(const Place& place, NodeId value) {
  if (!place.variable || unit_.node(place.variable).op != Op::Global) return place.variable;
  Node node = unit_.node(place.variable);
  Node type = made_at(node, Op::Type, unit_.node(value).type);
  std::string const text = print_expression(program_, unit_, unit_.add(type));
  node.name = program_.names().intern(fmt::format("({})({}@{})", text, place.symbol, place.offset));
  node.token = kInside;
  return unit_.add(node);
}

StaticInit::Place StaticInit::unnamed(const Place& place) { return {place.variable, symbol_of(fmt::format(".stmp_{}", names_++)), 0}; }

std::string StaticInit::symbol_of(std::string_view name) const {
  bool const is_command = program_.names().text(unit_.package->name) == "main";
  return fmt::format("{}.{}", is_command ? "main" : symbol_prefix(unit_.package->path), name);
}

bool StaticInit::pointer(const Place& place, NodeId value) {
  NodeId const target = unit_.node(value).x;
  if (unit_.node(value).op == Op::Addr && is_static_location(target)) return true;
  if (!is_composite(target) && unit_.node(target).op != Op::MapLit) return false;
  assign_or_keep(unnamed(place), target);
  return true;
}

void StaticInit::elements(const Place& place, NodeId id) {
  Node const literal = unit_.node(id);
  std::vector<int64_t> const offsets = offsets_of_elements(literal);
  std::vector<NodeId> const values = unit_.copy_of_list(literal.list);
  for (size_t i = 0; i < values.size(); ++i) {
    if (is_zero(unit_, values[i]) || is_for_blank_field(literal, i)) continue;
    Op const op = unit_.node(values[i]).op;
    if (op == Op::ArrayLit || op == Op::StructLit) {
      elements(place.at(offsets[i]), values[i]);
    } else {
      assign_or_keep(place.at(offsets[i]), values[i]);
    }
  }
}

namespace {

// The field or index of each element, as it is written or follows from where it stands.
std::vector<int64_t> numbers_of(const Unit& unit, const Node& literal) {
  std::vector<int64_t> out;
  auto const keys = unit.list(literal.list2);
  int64_t next = 0;
  for (size_t i = 0; i < unit.list(literal.list).size(); ++i) {
    if (i < keys.size() && keys[i] && unit.node(keys[i]).op == Op::Literal) unit.values[unit.node(keys[i]).ref].fits_int64(next);
    out.push_back(next++);
  }
  return out;
}

}  // namespace

std::vector<int64_t> StaticInit::offsets_of_elements(const Node& literal) const {
  std::vector<int64_t> out = numbers_of(unit_, literal);
  TypeId const u = t_.underlying(literal.type);
  if (literal.op == Op::StructLit) {
    std::vector<int64_t> const offsets = types::offsets_of(t_, u);
    for (int64_t& each : out) each = offsets[static_cast<size_t>(each)];
  } else {
    int64_t const size = types::size_of(t_, t_.elem(u));
    for (int64_t& each : out) each *= size;
  }
  return out;
}

bool StaticInit::is_for_blank_field(const Node& literal, size_t element) const {
  if (literal.op != Op::StructLit || literal.list2 != 0) return false;
  return program_.names().text(t_.fields(t_.underlying(literal.type))[element].name) == "_";
}

bool StaticInit::interface_value(const Place& place, NodeId value) {
  while (unit_.node(value).op == Op::ConvIface) value = unit_.node(value).x;
  TypeId const type = unit_.node(value).type;
  bool const nil = unit_.node(value).op == Op::Nil;
  if (types::is_interface(t_, type)) return nil;
  bool const direct = types::is_direct_interface(t_, type);
  if (direct && nil) return true;
  assign_or_keep(direct ? place.at(t_.sizes().pointer) : unnamed(place), value);
  return true;
}

// StaticLoc: a place inside a package-level variable.
bool StaticInit::is_static_location(NodeId id) const {
  const Node& n = unit_.node(id);
  if (n.op == Op::Global || n.op == Op::MethodExpr) return true;
  if (n.op == Op::Dot) return is_static_location(n.x);
  bool const element = n.op == Op::Index && t_.kind(t_.underlying(unit_.node(n.x).type)) != TypeKind::Slice;
  return element && unit_.node(n.y).op == Op::Literal && is_static_location(n.x);
}

bool StaticInit::is_composite(NodeId id) const {
  Op const op = unit_.node(id).op;
  return op == Op::ArrayLit || op == Op::SliceLit || op == Op::StructLit;
}

bool has_side_effects(const Unit& unit, NodeId id) {
  if (!id) return false;
  const Node& n = unit.node(id);
  switch (n.op) {
    case Op::Literal:
    case Op::Nil:
    case Op::Type:
    case Op::FuncName:
    case Op::Global:
    case Op::Local: return false;
    case Op::Unary:
    case Op::AndAnd:
    case Op::OrOr:
    case Op::AddStr:
    case Op::Addr:
    case Op::Dot:
    case Op::Conv:
    case Op::ConvNop:
    case Op::ConvIface:
    case Op::StrToBytes:
    case Op::StrToRunes:
    case Op::BytesToStr:
    case Op::RunesToStr:
    case Op::RuneToStr:
    case Op::Len:
    case Op::Cap:
    case Op::Complex:
    case Op::Real:
    case Op::Imag:
    case Op::New:
    case Op::StructLit:
    case Op::ArrayLit:
    case Op::SliceLit:
    case Op::MapLit:
    case Op::PtrLit: break;
    case Op::Binary: {
      auto const op = static_cast<syntax::Token>(n.token);
      bool const divides = op == syntax::Token::Quo || op == syntax::Token::Rem;
      if (divides && (unit.node(n.y).op != Op::Literal || is_zero(unit, n.y))) return true;
      break;
    }
    case Op::MakeMap:
    case Op::MakeChan: {
      auto const sizes = unit.list(n.list);
      if (!sizes.empty() && !is_zero(unit, sizes[0])) return true;
      break;
    }
    default: return true;
  }
  if (has_side_effects(unit, n.x) || has_side_effects(unit, n.y)) return true;
  return std::ranges::any_of(unit.list(n.list), [&](NodeId each) { return has_side_effects(unit, each); });
}

}  // namespace escapement::ir
