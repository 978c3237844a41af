#include "analysis/inline/copy_body.h"

#include "analysis/ir/literal_names.h"

namespace escapement::inlining {

using ir::Func;
using ir::Local;
using ir::LocalId;
using ir::LocalRole;
using ir::Node;
using ir::NodeId;
using ir::Op;

namespace {

class Copier {
 public:
  Copier(const Replacement& to, const Callee& callee)
      : unit_(to.unit),
        caller_(to.caller),
        call_(to.call),
        copied_(to.copied),
        from_(*callee.body),
        callee_(callee),
        locals_(callee.body->locals.size()) {}

  std::vector<CopiedLiteral> run(const std::vector<LocalId>& captures) {
    const Func& func = from_.funcs[callee_.index];
    for (size_t i = 0; i < func.captures.size(); ++i) locals_[func.captures[i].value] = captures[i];
    Node const call = unit_.node(call_);
    inlined_ = static_cast<uint32_t>(unit_.inlined_calls.size());
    unit_.inlined_calls.push_back({call.inlined, call.pos, func.file ? func.file : from_.file_id(), callee_.plain, callee_.id});
    function_ = caller_;
    return_label_ = unit_.funcs[caller_].return_labels++;
    if (copied_ == Copied::Operands) return keep_operands(func, call);
    for (LocalId local : func.locals) copy_local(local, LocalRole::Variable);

    std::vector<NodeId> init;
    callee_effects(call.x, init);
    set_parameters(func, call, init);
    if (!callee_.inlinability.delays_results) zero_results(func, call, init);
    std::vector<NodeId> body = copy_list(func.body);
    put_in_place(func, call, init, body);
    return std::move(literals_);
  }

 private:
  std::vector<CopiedLiteral> keep_operands(const Func& func, const Node& call) {
    for (LocalId result : func.results) copy_local(result, LocalRole::Variable);
    std::vector<NodeId> operands{call.x};
    auto const arguments = unit_.list(call.list);
    operands.insert(operands.end(), arguments.begin(), arguments.end());
    put_in_place(func, call, operands, {});
    return {};
  }

  void put_in_place(const Func& func, const Node& call, std::span<const NodeId> init, std::span<const NodeId> body) {
    std::vector<NodeId> results;
    for (LocalId result : func.results) results.push_back(use(locals_[result.value], call));
    Node out = at_call(Op::InlCall, call.type);
    out.begin = call.begin;
    out.end = call.end;
    out.flags = call.flags & static_cast<uint8_t>(ir::kOfNext);
    out.list = unit_.add_list(init);
    out.list2 = unit_.add_list(body);
    out.ref = unit_.add_list(results);
    unit_.node(call_) = out;
  }

  Node at_call(Op op, types::TypeId type) const { return ir::made_at(unit_.node(call_), op, type); }

  NodeId use(LocalId local, const Node& place) {
    Node node = ir::made_at(place, Op::Local, unit_.local(local).type);
    node.ref = local.value;
    return unit_.add(node);
  }

  NodeId declaration(LocalId local) {
    Node node = at_call(Op::Declare, unit_.local(local).type);
    node.ref = local.value;
    node.flags = ir::kOfNext;
    return unit_.add(node);
  }

  // A callee that is itself an inlined call runs its body first (inline.CalleeEffects).
  void callee_effects(NodeId fun, std::vector<NodeId>& init) const {
    for (;;) {
      const Node& n = unit_.node(fun);
      if (n.op == Op::InlCall) {
        for (uint32_t list : {n.list, n.list2}) init.insert(init.end(), unit_.list(list).begin(), unit_.list(list).end());
        fun = unit_.list(n.ref).empty() ? NodeId() : unit_.list(n.ref)[0];
      } else if (n.op == Op::Init) {
        init.insert(init.end(), unit_.list(n.list).begin(), unit_.list(n.list).end());
        fun = n.x;
      } else if (n.op == Op::ConvNop) {
        fun = n.x;
      } else {
        return;
      }
      if (!fun) return;
    }
  }

  void set_parameters(const Func& func, const Node& call, std::vector<NodeId>& init) {
    Node assign = at_call(Op::AssignList, types::TypeId());
    assign.flags = ir::kDefine;
    std::vector<NodeId> left;
    for (LocalId parameter : func.params) left.push_back(use(locals_[parameter.value], call));
    assign.list = unit_.add_list(left);
    assign.list2 = call.list;
    NodeId const statement = unit_.add(assign);
    for (LocalId parameter : func.params) {
      LocalId const local = locals_[parameter.value];
      init.push_back(declaration(local));
      unit_.locals[local.value].definition = statement;
    }
    init.push_back(statement);
  }

  void zero_results(const Func& func, const Node& call, std::vector<NodeId>& init) {
    for (LocalId result : func.results) {
      LocalId const local = locals_[result.value];
      init.push_back(declaration(local));
      Node zero = at_call(Op::Assign, types::TypeId());
      zero.x = use(local, call);
      init.push_back(unit_.add(zero));
    }
  }

  LocalId copy_local(LocalId id, LocalRole role_of_parameters) {
    LocalId const copy(static_cast<uint32_t>(unit_.locals.size()));
    Local local = from_.local(id);
    if (local.role != LocalRole::Temp) local.role = role_of_parameters;
    if (role_of_parameters == LocalRole::Variable) local.result = 0;
    if (role_of_parameters != LocalRole::Variable) local.role = from_.local(id).role;
    local.func = function_;
    local.inlined = inlined_;
    if (!local.package && from_.package->id != unit_.package->id) local.package = from_.package->id;
    local.definition = NodeId();
    unit_.locals.push_back(std::move(local));
    unit_.funcs[function_].locals.push_back(copy);
    locals_[id.value] = copy;
    return copy;
  }

  std::vector<NodeId> copy_list(std::span<const NodeId> list) {
    std::vector<NodeId> out;
    out.reserve(list.size());
    for (NodeId each : list) out.push_back(copy(each));
    return out;
  }

  uint32_t copy_list(uint32_t list) { return list == 0 ? 0 : unit_.add_list(copy_list(from_.list(list))); }

  NodeId copy(NodeId id) {
    if (!id) return id;
    Node n = from_.node(id);
    n.inlined = inlined_;
    switch (n.op) {
      case Op::Local:
      case Op::Declare: n.ref = locals_[n.ref].value; return unit_.add(n);
      case Op::Literal:
        unit_.values.push_back(from_.values[n.ref]);
        n.ref = static_cast<uint32_t>(unit_.values.size() - 1);
        return unit_.add(n);
      case Op::Closure: n.ref = copy_literal(n.ref); return unit_.add(n);
      case Op::Return:
        if (function_ == caller_ && inlined_ != 0) return copy_return(n);
        break;
      case Op::FuncName:
      case Op::MethodExpr:
      case Op::MethodValue:
      case Op::DictionaryName:
        if (n.token != 0) n.token = unit_.add_instance(from_.instances[n.token]);
        break;
      default: break;
    }
    n.x = copy(n.x);
    n.y = copy(n.y);
    n.list = copy_list(n.list);
    n.list2 = copy_list(n.list2);
    NodeId const out = unit_.add(n);
    if (n.op >= Op::Assign) redefine(id, out);
    return out;
  }

  // The variables that the statement defines are now defined by its copy.
  void redefine(NodeId original, NodeId copy_id) {
    const Node& n = from_.node(original);
    auto const one = [&](NodeId left) {
      if (!left || from_.node(left).op != Op::Local) return;
      uint32_t const local = from_.node(left).ref;
      if (from_.locals[local].definition == original) unit_.locals[locals_[local].value].definition = copy_id;
    };
    switch (n.op) {
      case Op::Assign: return one(n.x);
      case Op::AssignList:
      case Op::AssignCall:
      case Op::AssignMap:
      case Op::AssignRecv:
      case Op::AssignType:
        for (NodeId left : from_.list(n.list)) one(left);
        return;
      case Op::Range:
        for (NodeId left : from_.list(n.list2)) one(left);
        return;
      default: return;
    }
  }

  // reader.inlReturn
  NodeId copy_return(const Node& n) {
    std::vector<NodeId> statements;
    const Func& func = from_.funcs[callee_.index];
    if (n.list != 0) {
      Node assign = at_call(Op::AssignList, types::TypeId());
      assign.list2 = copy_list(n.list);
      std::vector<NodeId> left;
      for (LocalId result : func.results) left.push_back(use(locals_[result.value], unit_.node(call_)));
      assign.list = unit_.add_list(left);
      NodeId const statement = unit_.add(assign);
      if (callee_.inlinability.delays_results) {
        for (LocalId result : func.results) {
          LocalId const local = locals_[result.value];
          statements.push_back(declaration(local));
          unit_.locals[local.value].definition = statement;
        }
      }
      statements.push_back(statement);
    }
    Node leave = at_call(Op::Goto, types::TypeId());
    leave.ref = return_label_;
    statements.push_back(unit_.add(leave));
    Node block = at_call(Op::Block, types::TypeId());
    block.list = unit_.add_list(statements);
    return unit_.add(block);
  }

  // A literal keeps its place in the text, but for the expression that makes it.
  FuncIndex copy_literal(FuncIndex original) {
    const Func& written = from_.funcs[original];
    auto const index = static_cast<FuncIndex>(unit_.funcs.size());
    Func func;
    func.name = ir::next_literal_name(unit_, function_, kind_of(written), inlined_);
    func.label = written.label;
    func.type = written.type;
    func.outer = function_;
    func.pos = written.pos;
    func.begin = written.begin;
    func.end = written.end;
    func.file = written.file ? written.file : from_.file_id();
    func.wrapper = written.wrapper;
    func.synthetic = written.synthetic;
    if (written.range_parent) func.range_parent = unit_.funcs[function_].range_parent.value_or(function_);
    for (LocalId captured : written.captures) func.captures.push_back(locals_[captured.value]);
    func.capture_positions = written.capture_positions;
    unit_.funcs.push_back(std::move(func));
    literals_.push_back({index, original});

    FuncIndex const outer = std::exchange(function_, index);
    uint32_t const inlined = std::exchange(inlined_, 0);
    for (LocalId local : written.locals) copy_local(local, from_.local(local).role);
    for (LocalId parameter : written.params) unit_.funcs[index].params.push_back(locals_[parameter.value]);
    for (LocalId result : written.results) unit_.funcs[index].results.push_back(locals_[result.value]);
    std::vector<NodeId> body = copy_list(written.body);
    unit_.funcs[index].body = std::move(body);
    function_ = outer;
    inlined_ = inlined;
    return index;
  }

  ir::LiteralKind kind_of(const Func& written) const {
    if (written.range_parent) return ir::LiteralKind::RangeBody;
    if (!written.wrapper) return ir::LiteralKind::Written;
    return written.name.find(".gowrap", written.name.rfind('.')) != std::string::npos ? ir::LiteralKind::OfGo : ir::LiteralKind::OfDefer;
  }

  Unit& unit_;
  FuncIndex caller_;
  NodeId call_;
  Copied copied_;
  const Unit& from_;
  const Callee& callee_;
  std::vector<LocalId> locals_;  // by LocalId of the original
  FuncIndex function_ = 0;       // of the unit: where copies go
  uint32_t inlined_ = 0;         // 0 inside literals
  uint32_t return_label_ = 0;
  std::vector<CopiedLiteral> literals_;
};

}  // namespace

std::vector<CopiedLiteral> replace_call(const Replacement& replacement, const Callee& callee, const std::vector<LocalId>& captures) {
  return Copier(replacement, callee).run(captures);
}

}  // namespace escapement::inlining
