#include <fmt/format.h>

#include <algorithm>

#include "analysis/ir/bench_loop.h"
#include "analysis/check/local_types.h"
#include "analysis/ir/lowering.h"
#include "analysis/ir/static_init.h"

namespace escapement::ir {

using syntax::NodeKind;
using syntax::Token;
using types::ObjectKind;
using types::TypeKind;

Lowering::Lowering(check::Program& program, check::Package& package, uint32_t decl, Instantiation* instantiation,
                   types::PackageId compiled_in)
    : program_(program),
      package_(package),
      t_(program.types()),
      tree_(*package.decls[decl].tree),
      info_(package.decls[decl].info),
      start_(package.decls[decl].start),
      unit_(std::make_unique<Unit>()),
      instantiation_(instantiation) {
  unit_->package = &package;
  unit_->compiled_in = compiled_in ? compiled_in : package.id;
  unit_->file = package.decls[decl].file;
  unit_->decl = decl;
}

Node Lowering::make(Op op, TypeId type, Ast at) {
  Node node;
  node.op = op;
  node.type = type;
  node.pos = at ? pos(at) : start_;
  node.begin = at ? start_ + tree_.node(at).begin : start_;
  node.end = at ? start_ + tree_.node(at).end : start_;
  return node;
}

LocalId Lowering::add_local(std::string text, TypeId type, LocalRole role, uint32_t position) {
  LocalId const id(static_cast<uint32_t>(unit_->locals.size()));
  Local local;
  local.unnamed = text == "_" || text.empty();
  local.end = position + static_cast<uint32_t>(text.size());
  local.name = std::move(text);
  local.type = type;
  local.role = role;
  local.func = current_;
  local.pos = position;
  unit_->locals.push_back(std::move(local));
  unit_->funcs[current_].locals.push_back(id);
  return id;
}

LocalId Lowering::temp(TypeId type, Ast at) {
  const Func& func = unit_->funcs[current_];
  return add_local(fmt::format(".autotmp_{}", func.locals_before + func.locals.size()), type, LocalRole::Temp, pos(at));
}

NodeId Lowering::local_node(LocalId local) {
  Node node;
  node.op = Op::Local;
  node.type = unit_->locals[local.value].type;
  node.pos = unit_->locals[local.value].pos;
  node.ref = local.value;
  return add(node);
}

LocalId Lowering::new_variable(ObjectId object) {
  const types::Object& o = t_.object(object);
  std::string name(program_.names().text(o.name));
  LocalId const local = add_local(std::move(name), replaced(o.type), LocalRole::Variable, start_ + tree_.node(Ast(o.node)).begin);
  if (pending_origin_ != 0) origins_[object.value] = pending_origin_;
  needs_type(unit_->locals[local.value].type, pending_origin_);
  unit_->locals[local.value].object = object;
  locals_[object.value] = local;
  return local;
}

NodeId Lowering::declaration_of(LocalId local) {
  Node node;
  node.op = Op::Declare;
  node.ref = local.value;
  node.type = unit_->locals[local.value].type;
  node.pos = unit_->locals[local.value].pos;
  return add(node);
}

void Lowering::check_supported(TypeId type, Ast at) {
  if (!type || t_.kind(type) == TypeKind::Invalid) throw Unhandled{"an expression without a valid type", at};
  if (types::mentions_type_params(t_, type)) throw Unhandled{"a generic function (each instance is compiled by shape)", at};
}

void Lowering::parameters(Func&, TypeId signature_type, uint32_t fallback_pos) {
  types::Signature const signature = t_.signature_of(replaced(signature_type));
  uint32_t unnamed_origin = (1U << 21) + (current_ << 8);
  auto enter = [&](const types::Parameter& p, LocalRole role, uint32_t result) {
    std::string text = p.name ? std::string(program_.names().text(p.name)) : std::string();
    uint32_t position = fallback_pos;
    if (p.object) position = start_ + tree_.node(Ast(t_.object(p.object).node)).begin;
    bool const unnamed = text.empty() || text == "_";
    if (unnamed && role != LocalRole::Result) text = fmt::format("~p{}", unit_->funcs[current_].params.size());
    if (unnamed && role == LocalRole::Result) text = fmt::format("~r{}", result - 1);
    LocalId const local = add_local(text, p.type, role, position);
    unit_->locals[local.value].result = result;
    unit_->locals[local.value].unnamed = unnamed;
    unit_->locals[local.value].object = p.object;
    needs_type(p.type, p.object ? origins_[p.object.value] : ++unnamed_origin);
    if (p.object) locals_[p.object.value] = local;
    auto& list = role == LocalRole::Result ? unit_->funcs[current_].results : unit_->funcs[current_].params;
    list.push_back(local);
  };
  if (signature.receiver) enter(*signature.receiver, LocalRole::Receiver, 0);
  if (current_ == 0) declare_dictionary(fallback_pos);
  for (const auto& p : signature.params) enter(p, LocalRole::Param, 0);
  uint32_t index = 0;
  for (const auto& r : signature.results) enter(r, LocalRole::Result, ++index);
}

// A parameter without a name stands where its type does.
void Lowering::place_unnamed(std::span<const LocalId> params, Ast type) {
  auto const fields = syntax::views::FuncType(tree_, type).parameters();
  if (fields.size() > params.size()) return;
  for (size_t i = 0; i < fields.size(); ++i) {
    syntax::views::Field const field(tree_, fields[i]);
    if (!field.names().empty()) return;
    unit_->locals[params[params.size() - fields.size() + i].value].pos = pos(field.type());
  }
}

void Lowering::note_parameter_origins(std::span<const Ast> receiver, Ast type) {
  if (instantiation_ == nullptr) return;
  syntax::views::FuncType const view(tree_, type);
  note_origins(receiver);
  note_origins(view.parameters());
  note_origins(view.results());
}

void Lowering::body(FuncIndex func, Ast block_node) {
  std::vector<NodeId> out;
  statements(tree_.list(ast(block_node).a), out);
  unit_->funcs[func].body = std::move(out);
}

std::string instance_name(check::Program& program, const Instance& instance) {
  types::TypeTable& t = program.types();
  const types::Object& object = t.object(instance.generic);
  std::string const name(program.names().text(object.name));
  if (object.kind == ObjectKind::Func && t.signature_of(t.type_of(instance.generic)).receiver != nullptr) {
    TypeId const receiver = receiver_type(t, instance);
    std::string const text = types::type_string(t, receiver, object.package, types::TypeStyle::Gc);
    return t.kind(receiver) == TypeKind::Pointer ? fmt::format("({}).{}", text, name) : fmt::format("{}.{}", text, name);
  }
  std::string arguments;
  for (TypeId each : instance.arguments) {
    arguments += (arguments.empty() ? "" : ",") + types::type_string(t, each, types::PackageId(), types::TypeStyle::Link);
  }
  return fmt::format("{}[{}]", name, arguments);
}

std::string symbol_name(check::Program& program, const Unit& unit, const Node& name) {
  if (name.token != 0) return instance_name(program, unit.instances[name.token]);
  return function_name(program, program.types().object(ObjectId(name.ref)).package, ObjectId(name.ref));
}

std::string function_name(check::Program& program, types::PackageId package, ObjectId object) {
  auto& t = program.types();
  std::string const name(program.names().text(t.object(object).name));
  TypeId const type = t.type_of(object);
  if (t.kind(type) != TypeKind::Signature || !t.signature_of(type).receiver) return name;
  TypeId const receiver = t.unalias(t.signature_of(type).receiver->type);
  std::string const text = types::type_string(t, receiver, package, types::TypeStyle::Gc);
  return t.kind(receiver) == TypeKind::Pointer ? fmt::format("({}).{}", text, name) : fmt::format("{}.{}", text, name);
}

// A directive of a function's declaration.
void read_pragma(std::string_view directive, Pragmas& pragmas) {
  std::string_view const word = directive.substr(0, directive.find_first_of(" \t\r"));
  pragmas.noinline = pragmas.noinline || word == "//go:noinline";
  pragmas.cgo_unsafe_args = pragmas.cgo_unsafe_args || word == "//go:cgo_unsafe_args";
  pragmas.uintptr_keep_alive = pragmas.uintptr_keep_alive || word == "//go:uintptrkeepalive" || word == "//go:uintptrescapes";
  pragmas.yes_write_barrier = pragmas.yes_write_barrier || word == "//go:yeswritebarrierrec";
  pragmas.no_checkptr = pragmas.no_checkptr || word == "//go:nocheckptr";
}

std::unique_ptr<Unit> Lowering::function(ObjectId object) {
  syntax::views::FuncDecl const view(tree_, tree_.root());
  TypeId const type = t_.type_of(object);
  Func func;
  func.object = object;
  func.type = type;
  func.name = function_name(program_, package_.id, object);
  func.pos = pos(tree_.root());
  func.begin = start_ + ast(tree_.root()).begin;
  func.end = start_ + ast(tree_.root()).end;
  func.no_body = !view.body();
  for (const auto& directive : tree_.directives()) {
    if (directive.span.end > ast(tree_.root()).begin) break;  // inside the function, where it means nothing
    std::string_view const text = directive.text;
    func.noescape = func.noescape || text.starts_with("//go:noescape");
    func.uintptrescapes = func.uintptrescapes || text.starts_with("//go:uintptrescapes");
    read_pragma(text, func.pragmas);
  }
  unit_->funcs.push_back(std::move(func));
  auto fail = [&](std::string construct, Ast at) {
    unit_->failed = NotAnalysed{unit_->funcs[0].name, std::move(construct), {unit_->file_id(), ast(at).span().shifted(start_)}};
  };
  for (const check::CheckError& error : info_.errors) {
    if (error.strength == check::ErrorStrength::Soft) continue;
    unit_->failed = NotAnalysed{unit_->funcs[0].name, "an error: " + error.text, {unit_->file_id(), error.span.shifted(start_)}};
    return std::move(unit_);
  }
  if (tree_.has_errors()) {
    fail("a syntax error", tree_.root());
    return std::move(unit_);
  }
  try {
    if (t_.kind(type) != TypeKind::Signature) throw Unhandled{"a signature without a valid type", tree_.root()};
    if (instantiation_ == nullptr) check_supported(type, view.name());
    if (instantiation_ == nullptr && !t_.signature_of(type).type_params.empty())
      throw Unhandled{std::string(kGenericFunction), view.name()};
    if (instantiation_ == nullptr && t_.signature_of(type).receiver) check_supported(t_.signature_of(type).receiver->type, view.name());
    note_parameter_origins(view.receiver(), view.type());
    plan_function(view.body());
    parameters(unit_->funcs[0], type, unit_->funcs[0].pos);
    place_unnamed(unit_->funcs[0].params, view.type());
    name_results_for_ranges(view.type());
    if (view.body()) body(0, view.body());
  } catch (const Unhandled& unhandled) {
    fail(unhandled.construct, unhandled.at ? unhandled.at : tree_.root());
  }
  return std::move(unit_);
}

void Lowering::mark_address(NodeId node) {
  // The variable whose storage the address is in: through fields and array elements, not through pointers.
  for (;;) {
    const Node& n = unit_->node(node);
    if (n.op == Op::Local) {
      unit_->locals[n.ref].address_taken = true;
      return;
    }
    bool const inside = n.op == Op::Dot || (n.op == Op::Index && t_.kind(t_.underlying(unit_->node(n.x).type)) == TypeKind::Array);
    if (!inside) return;
    node = n.x;
  }
}

namespace {

// Objects and functions of a package, `init` functions and methods among them, as they stand in its files.
std::vector<ObjectId> in_order(const types::TypeTable& t, const check::Package& package) {
  std::vector<ObjectId> out(package.objects);
  std::ranges::copy(package.functions, std::back_inserter(out));
  std::ranges::stable_sort(out, {}, [&](ObjectId id) { return std::pair(t.object(id).decl, t.object(id).node); });
  return out;
}

void read_package(check::Program& program, check::Package& package, Bodies& bodies) {
  Instances& instances = *bodies.more_instances;
  auto const initialises = [](const auto& unit) { return unit->funcs[0].package_init; };
  for (const auto& unit : bodies.units) {
    if (!unit->failed && !initialises(unit)) instances.expect(unit->funcs[0].object, *unit);
  }
  // reader.pkgInitOrder: the variables before what initialises them, which are the first units.
  for (size_t i = 0; i < package.init_order.size(); ++i) {
    for (ObjectId variable : package.init_order[i].variables) instances.read_object(variable);
    if (!bodies.units[i]->failed) instances.read_unit(*bodies.units[i]);
  }
  bodies.made_first = instances.take_ready();
  for (ObjectId object : in_order(program.types(), package)) instances.read_object(object);
}

void lower_instances(check::Program& program, check::Package& package, Bodies& bodies) {
  check::number_local_types(program, package);
  bodies.more_instances = std::make_shared<Instances>(program, package);
  Instances& instances = *bodies.more_instances;
  read_package(program, package, bodies);
  while (auto unit = instances.next()) bodies.instances.push_back(std::move(unit));
  instances.finish(bodies.instances);
  for (ObjectId generic : instances.without_end()) {
    std::string const name(program.names().text(program.types().object(generic).name));
    bodies.not_analysed.push_back({name, "there is no end of its instances", program.place_of(generic)});
  }
}

bool imports_testing(types::TypeTable& t, const check::Package& package) {
  auto const is_testing = [&](types::PackageId imported) { return imported && t.package(imported).path == "testing"; };
  return std::ranges::any_of(package.files, [&](const check::PackageFile& file) {
    return std::ranges::any_of(file.imports, [&](const auto& entry) { return is_testing(t.object(entry.second).imported); }) ||
           std::ranges::any_of(file.dot_imports, [&](const auto& import) { return is_testing(import.package); });
  });
}

// As loops of benchmarks do.
bool loops_by_call(const Unit& unit) {
  return std::ranges::any_of(unit.nodes, [&](const Node& n) { return n.op == Op::For && n.x && is_call(unit.node(n.x)); });
}

}  // namespace

Bodies lower(check::Program& program, check::Package& package, WithInstances with_instances) {
  Bodies bodies;
  // Each initialisation is a unit of its own, in the order in which they run; they share the name "init" and its numbers.
  InitNumbers numbers;
  for (const check::Initializer& each : package.init_order) {
    bodies.units.push_back(Lowering(program, package, each.decl).initialiser(each.value, numbers));
    bodies.units.back()->funcs[0].initialises = static_cast<uint32_t>(bodies.units.size());
  }
  uint32_t inits = 0;
  for (ObjectId function : package.functions) {
    uint32_t const decl = program.types().object(function).decl - 1;
    std::string_view const name = program.names().text(program.types().object(function).name);
    if (name == "_") continue;
    program.throw_if_stopped();
    auto unit = Lowering(program, package, decl).function(function);
    if (unit->funcs[0].name == "init") {
      std::string const numbered = fmt::format("init.{}", inits++);
      for (Func& func : unit->funcs) func.name = numbered + func.name.substr(4);
    }
    bodies.units.push_back(std::move(unit));
  }
  if (with_instances == WithInstances::Yes) lower_instances(program, package, bodies);
  outline_maps(program, bodies);
  if (imports_testing(program.types(), package)) {
    for (const auto* list : {&bodies.units, &bodies.instances}) {
      for (const auto& unit : *list) {
        if (!unit->failed) keep_alive_in_benchmark_loops(program, *unit);
      }
    }
  }
  for (const auto& unit : bodies.units) {
    // A generic function is answered by its instances.
    bool const generic = with_instances == WithInstances::Yes && unit->failed && unit->failed->construct == kGenericFunction;
    if (unit->failed && !generic) bodies.not_analysed.push_back(*unit->failed);
  }
  for (const auto& unit : bodies.instances) {
    if (unit->failed) bodies.not_analysed.push_back(*unit->failed);
  }
  return bodies;
}

std::unique_ptr<Unit> lower_function(check::Program& program, check::Package& package, ObjectId function) {
  auto unit = Lowering(program, package, program.types().object(function).decl - 1).function(function);
  if (!unit->failed && loops_by_call(*unit) && imports_testing(program.types(), package)) keep_alive_in_benchmark_loops(program, *unit);
  return unit;
}

void finish(check::Program& program, Unit& unit, const GcFlags& flags) {
  uint32_t names = 0;
  finish(program, unit, flags, names);
}

void finish(check::Program& program, Unit& unit, const GcFlags& flags, uint32_t& names) {
  if (unit.funcs[0].package_init) initialise_statically(program, unit, names);
  per_iteration_variables(program, unit);
  if (!flags.no_optimisation) drop_dead_locals(unit, program.types().basic(types::BasicKind::Int));
}

void finish(check::Program& program, Bodies& bodies) {
  for (const auto& unit : bodies.units) {
    if (!unit->failed) finish(program, *unit);
  }
}

}  // namespace escapement::ir
