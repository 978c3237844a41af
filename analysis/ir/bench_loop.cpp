#include "analysis/ir/bench_loop.h"

#include <fmt/format.h>

namespace escapement::ir {

using types::TypeKind;

namespace {

class BenchmarkLoops {
 public:
  BenchmarkLoops(check::Program& program, Unit& unit) : program_(program), t_(program.types()), unit_(unit) {}

  void run() {
    for (function_ = 0; function_ < unit_.funcs.size(); ++function_) {
      for (NodeId each : std::vector<NodeId>(unit_.funcs[function_].body)) visit(each, Within::Function);
    }
  }

 private:
  enum class Within : uint8_t { Function, Benchmark };

  // A statement and what is to be kept alive behind it.
  struct Kept {
    std::vector<NodeId> statements;
    std::vector<NodeId> variables;
  };

  void visit(NodeId id, Within within) {
    Node const n = unit_.node(id);
    switch (n.op) {
      case Op::For: return body(n.list, is_benchmark_loop(n) ? Within::Benchmark : within);
      case Op::Range: return body(n.list, within);
      case Op::Block: return visit_all(n.list, within);
      case Op::If: body(n.list, within); return body(n.list2, within);
      case Op::Switch:
      case Op::TypeSwitch: return clauses(n.list, within, true);
      case Op::Select: return clauses(n.list, within, false);
      default: return;
    }
  }

  void clauses(uint32_t list, Within within, bool all) {
    for (NodeId each : unit_.lists[list]) {
      const Node& clause = unit_.node(each);
      body(clause.list2, within, all || clause.token == 0 ? 0 : after_communication(clause.list2));
    }
  }

  // The statement that a clause of a select waits for is none of its body.
  size_t after_communication(uint32_t list) const {
    auto const statements = unit_.list(list);
    size_t i = 0;
    while (i < statements.size() && runs_before_another(statements[i])) ++i;
    return i + 1;
  }

  bool runs_before_another(NodeId id) const { return unit_.node(id).op == Op::Declare || (unit_.node(id).flags & kOfNext) != 0; }

  void body(uint32_t list, Within within, size_t first = 0) {
    visit_all(list, within);
    if (within == Within::Benchmark) keep_all(list, first);
  }

  void visit_all(uint32_t list, Within within) {
    for (NodeId each : unit_.lists[list]) visit(each, within);
  }

  // A block's statements are those of the list that it is in: gc has no blocks of their own any more.
  void keep_all(uint32_t list, size_t first) {
    for (size_t i = first; i < unit_.lists[list].size(); ++i) {
      NodeId const statement = unit_.lists[list][i];
      if (runs_before_another(statement)) continue;
      if (unit_.node(statement).op == Op::Block) {
        keep_all(unit_.node(statement).list, 0);
        continue;
      }
      NodeId const kept = with_kept(statement);
      unit_.lists[list][i] = kept;
    }
  }

  bool is_benchmark_loop(const Node& loop) const {
    NodeId const condition = without_init(unit_, loop.x);
    if (!condition || unit_.node(condition).op != Op::CallFunc) return false;
    const Node& method = unit_.node(unit_.node(condition).x);
    if (method.op != Op::MethodExpr) return false;
    types::PackageId const package = t_.object(ObjectId(method.ref)).package;
    return package && t_.package(package).path == "testing" && function_name(program_, package, ObjectId(method.ref)) == "(*B).Loop";
  }

  // ---- one statement (bloop.preserveStmt)

  NodeId with_kept(NodeId statement) {
    Kept kept;
    switch (unit_.node(without_init(unit_, statement)).op) {
      case Op::Assign: assigned(statement, kept); break;
      case Op::AssignOp: keep_target(unit_.node(statement).x, statement, kept); break;
      case Op::AssignList:
      case Op::AssignCall:
      case Op::AssignMap:
      case Op::AssignRecv:
      case Op::AssignType: several_assigned(statement, kept); break;
      case Op::CallFunc:
      case Op::CallInter:
        if (!results_of(statement).empty()) return with_results(statement);
        arguments(statement, kept);
        break;
      case Op::Delete:
      case Op::Print:
      case Op::Println: arguments(statement, kept); break;
      default: return statement;
    }
    kept.statements.push_back(statement);
    return block(statement, std::move(kept));
  }

  void assigned(NodeId statement, Kept& kept) {
    if (!unit_.node(statement).x) {
      if (!unit_.node(statement).y) return;
      NodeId const left = into_temporary(unit_.node(unit_.node(statement).y).type, statement, kept);
      unit_.node(statement).x = left;
    }
    keep_target(unit_.node(statement).x, statement, kept);
  }

  void several_assigned(NodeId statement, Kept& kept) {
    uint32_t const left = unit_.node(statement).list;
    for (size_t i = 0; i < unit_.lists[left].size(); ++i) {
      if (!unit_.lists[left][i]) {
        TypeId const type = type_of_value(unit_.node(statement), i);
        if (!type) continue;
        NodeId const target = into_temporary(type, statement, kept);
        unit_.lists[left][i] = target;
      }
      keep_target(unit_.lists[left][i], statement, kept);
    }
  }

  // None where there is one value with a second that says whether there was one: gc leaves these be.
  TypeId type_of_value(const Node& assignment, size_t i) const {
    if (assignment.op == Op::AssignList) return unit_.node(unit_.list(assignment.list2)[i]).type;
    if (assignment.op != Op::AssignCall) return {};
    auto const results = results_of(assignment.x);
    return i < results.size() ? results[i].type : TypeId();
  }

  std::span<const types::Parameter> results_of(NodeId call) const {
    const Node& fun = unit_.node(unit_.node(without_init(unit_, call)).x);
    TypeId const type = fun.type ? t_.underlying(fun.type) : TypeId();
    if (!type || t_.kind(type) != TypeKind::Signature) return {};
    return t_.signature_of(type).results;
  }

  NodeId with_results(NodeId call) {
    Kept kept;
    std::vector<NodeId> left;
    for (const types::Parameter& result : results_of(call)) {
      left.push_back(into_temporary(result.type, call, kept));
      kept.variables.push_back(left.back());
    }
    Node assignment = made_at(unit_.node(call), left.size() == 1 ? Op::AssignList : Op::AssignCall, TypeId());
    assignment.flags = kDefine;
    if (left.size() == 1) {
      assignment.list2 = unit_.add_list({call});
    } else {
      assignment.x = call;
    }
    assignment.list = unit_.add_list(left);
    kept.statements.push_back(unit_.add(assignment));
    tell(call, left.size() > 1 ? "function results" : "function result");
    return block(call, std::move(kept));
  }

  void arguments(NodeId statement, Kept& kept) {
    uint32_t const list = unit_.node(without_init(unit_, statement)).list;
    for (size_t i = 0; i < unit_.lists[list].size(); ++i) {
      const Node& n = unit_.node(unit_.lists[list][i]);
      uint32_t const elements = n.list;
      bool const is_literal = n.op == Op::SliceLit;
      if (!is_literal) argument(list, i, statement, kept);
      if (!is_literal || n.list2 != 0) continue;
      for (size_t j = 0; j < unit_.lists[elements].size(); ++j) argument(elements, j, statement, kept);
    }
  }

  void argument(uint32_t list, size_t i, NodeId statement, Kept& kept) {
    NodeId const value = unit_.lists[list][i];
    if (keep_variable_of(value, statement, kept)) return;
    tell(statement, "function arg");
    NodeId const left = into_temporary(unit_.node(value).type, statement, kept);
    Node assignment = made_at(unit_.node(statement), Op::Assign, TypeId());
    assignment.flags = kDefine;
    assignment.x = left;
    assignment.y = value;
    kept.statements.push_back(unit_.add(assignment));
    kept.variables.push_back(left);
    NodeId const read = use(left, unit_.node(value));
    unit_.lists[list][i] = read;
  }

  // ---- what is kept

  // The variable that a value is or is a part of (bloop.getNameFromNode).
  NodeId variable_of(NodeId id) const {
    for (id = without_init(unit_, id); id; id = without_init(unit_, unit_.node(id).x)) {
      const Node& n = unit_.node(id);
      switch (n.op) {
        case Op::Local:
        case Op::Global:
        case Op::DictionaryName: return id;
        case Op::Slice:
          if (t_.underlying_kind(unit_.node(n.x).type) != TypeKind::Slice) return {};
          break;
        case Op::Dot:
        case Op::DotPtr:
        case Op::Conv:
        case Op::ConvNop:
        case Op::ConvIface:
        case Op::Addr:
        case Op::Index:
        case Op::IndexMap: break;
        default: return {};
      }
    }
    return {};
  }

  bool keep_variable_of(NodeId value, NodeId statement, Kept& kept) {
    NodeId const variable = variable_of(value);
    if (!variable) return false;
    kept.variables.push_back(variable);
    tell(statement, symbol_of(unit_.node(variable)));
    return true;
  }

  // What is stored through a pointer is there anyway.
  void keep_target(NodeId target, NodeId statement, Kept& kept) {
    if (keep_variable_of(target, statement, kept)) return;
    if (unit_.node(target).op == Op::Deref) return tell(statement, "dereference");
    unit_.kept_alive.push_back({function_, statement, "expr is unknown to bloop pass"});
  }

  void tell(NodeId statement, std::string_view what) {
    unit_.kept_alive.push_back({function_, statement, fmt::format("{} will be kept alive", what)});
  }

  // The variable's name as a symbol, which gc gives locals too.
  std::string symbol_of(const Node& variable) const {
    bool const local = variable.op == Op::Local;
    types::PackageId const package = variable.op == Op::Global ? t_.object(ObjectId(variable.ref)).package : unit_.compiled_in;
    std::string_view const name = local ? std::string_view(unit_.locals[variable.ref].name) : program_.names().text(variable.name);
    bool const program = package == unit_.compiled_in && program_.names().text(t_.package(package).name) == "main";
    return fmt::format("{}.{}", program ? "main" : t_.package(package).path, name);
  }

  NodeId use(NodeId variable, const Node& place) {
    Node node = made_at(place, unit_.node(variable).op, unit_.node(variable).type);
    node.ref = unit_.node(variable).ref;
    node.name = unit_.node(variable).name;
    node.token = unit_.node(variable).token;
    return unit_.add(node);
  }

  // A new temporary, declared among the statements.
  NodeId into_temporary(TypeId type, NodeId at, Kept& kept) {
    LocalId const id(static_cast<uint32_t>(unit_.locals.size()));
    Local local;
    local.name = fmt::format(".autotmp_{}", unit_.funcs[function_].locals.size());
    local.type = type;
    local.role = LocalRole::Temp;
    local.func = function_;
    local.pos = unit_.node(at).pos;
    local.end = local.pos;
    unit_.locals.push_back(std::move(local));
    unit_.funcs[function_].locals.push_back(id);
    Node declaration = made_at(unit_.node(at), Op::Declare, type);
    declaration.flags = kOfNext;
    declaration.ref = id.value;
    kept.statements.push_back(unit_.add(declaration));
    Node node = made_at(unit_.node(at), Op::Local, type);
    node.ref = id.value;
    return unit_.add(node);
  }

  // runtime.KeepAlive(unsafe.Pointer(&variable))
  NodeId keep_alive(NodeId variable, const Node& place) {
    if (unit_.node(variable).op == Op::Local) unit_.locals[unit_.node(variable).ref].address_taken = true;
    Node address = made_at(place, Op::Addr, t_.pointer(unit_.node(variable).type));
    address.x = use(variable, place);
    Node pointer = made_at(place, Op::Conv, t_.basic(types::BasicKind::UnsafePointer));
    pointer.x = unit_.add(address);
    Node callee = made_at(place, Op::RuntimeFunc, TypeId());
    callee.name = program_.names().intern("KeepAlive");
    Node call = made_at(place, Op::CallFunc, TypeId());
    call.flags = kNoInline;
    call.x = unit_.add(callee);
    call.list = unit_.add_list({unit_.add(pointer)});
    return unit_.add(call);
  }

  NodeId block(NodeId statement, Kept kept) {
    if (kept.variables.empty() && kept.statements.size() == 1) return statement;
    Node const place = unit_.node(statement);
    for (NodeId variable : kept.variables) kept.statements.push_back(keep_alive(variable, place));
    Node out = made_at(place, Op::Block, TypeId());
    out.list = unit_.add_list(kept.statements);
    return unit_.add(out);
  }

  check::Program& program_;
  types::TypeTable& t_;
  Unit& unit_;
  FuncIndex function_ = 0;
};

}  // namespace

void keep_alive_in_benchmark_loops(check::Program& program, Unit& unit) { BenchmarkLoops(program, unit).run(); }

}  // namespace escapement::ir
