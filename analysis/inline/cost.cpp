#include "analysis/inline/cost.h"

#include <algorithm>
#include <utility>

#include "analysis/ir/children.h"

namespace escapement::inlining {

using ir::LocalId;
using ir::LocalRole;
using ir::Node;
using ir::Op;

namespace {

constexpr int kCall = 57;             // a call that is not inlined, besides its node
constexpr int kCheapCall = 1;         // the same with -l=4
constexpr int kCallOfParameter = 17;  // of a function that the caller may know
constexpr int kPanic = 1;
constexpr int kLiteral = 15;
constexpr int kTemporary = 4;  // a result that goes through a temporary: declaration, target, source

// `a, b = f()` sets temporaries first, which must not count (hairyVisitor.doNode, case OAS2).
int nodes_of_temporaries(const Unit& unit, const Node& n) {
  auto const values = unit.list(n.list2);
  if (n.op != Op::AssignList || values.empty() || unit.node(values[0]).op != Op::Init) return 0;
  auto const first = unit.list(unit.node(values[0]).list);
  if (first.empty()) return 0;
  Op const op = unit.node(first.back()).op;
  bool const several = op == Op::AssignCall || op == Op::AssignMap || op == Op::AssignRecv || op == Op::AssignType;
  return several ? kTemporary * static_cast<int>(unit.list(n.list).size()) + 1 : 0;
}

// Nodes that gc has and that need none of ours: blank targets, the 1 of x++, keys of struct literals, sizes that are not written.
int implied_nodes(const Unit& unit, const Node& n) {
  auto const blanks = [&](uint32_t list) { return static_cast<int>(std::ranges::count(unit.list(list), NodeId())); };
  auto const size = [&](uint32_t list) { return static_cast<int>(unit.list(list).size()); };
  switch (n.op) {
    case Op::Assign: return n.x ? 0 : 1;
    case Op::AssignOp: return n.y ? 0 : 1;
    case Op::AssignList:
    case Op::AssignCall:
    case Op::AssignMap:
    case Op::AssignRecv:
    case Op::AssignType: return blanks(n.list);
    case Op::Range: {
      auto const targets = unit.list(n.list2);
      return ((n.flags & ir::kHasKey) != 0 && !targets[0] ? 1 : 0) + ((n.flags & ir::kHasValue) != 0 && !targets[1] ? 1 : 0);
    }
    case Op::Declare: return 1;
    case Op::StructLit: return size(n.list);
    case Op::ArrayLit:
    case Op::SliceLit: return size(n.list2) - blanks(n.list2);
    case Op::MapLit: return size(n.list) / 2;
    case Op::MakeMap:
    case Op::MakeChan: return n.list == 0 ? 1 : 0;
    case Op::TypeSwitch: return (n.flags & ir::kDefine) != 0 ? 2 : 1;
    case Op::Case: break;
    default: return 0;
  }
  // A receive of a select sets a value and whether there was one.
  switch (static_cast<Op>(n.token)) {
    case Op::Recv: return 3;
    case Op::Assign: return 1;
    default: return 0;
  }
}

// A node's own cost, but for calls and what depends on the surroundings.
int own_cost(const Unit& unit, const Node& n) {
  switch (n.op) {
    case Op::Init:
    case Op::Block:
    case Op::ConvNop:
    case Op::MethodExpr:
    case Op::Type:
    case Op::Fallthrough: return 0;
    case Op::MethodValue:
    case Op::SliceLit: return 2;
    case Op::Closure: return 1 + kLiteral;
    case Op::Panic: {
      const Node& operand = unit.node(n.x);
      bool const converts = operand.op == Op::ConvIface && (operand.flags & ir::kImplicit) != 0;
      return converts ? kPanic : 1 + kPanic;
    }
    default: return 1;
  }
}

// Shares out a cost among the parts of a function while it is counted.
class Parts {
 public:
  static constexpr size_t kNone = SIZE_MAX;

  explicit Parts(WithParts wanted) : wanted_(wanted == WithParts::Yes) {
    if (wanted_) parts_.emplace_back();
  }

  // From here on the cost is the node's, if it is a part; gives what `end` takes.
  size_t begin(const Node& n, int cost) {
    if (!wanted_ || n.end <= n.begin || (n.flags & (ir::kOfNext | ir::kImplicit)) != 0) return kNone;
    PartKind const kind = kind_of(n);
    bool const statement = n.op >= Op::Assign && n.op != Op::Declare && n.op != Op::Block;
    if (!statement && kind == PartKind::Statement) return kNone;
    settle(cost);
    parts_.push_back({{n.begin, n.end}, kind, 0});
    return std::exchange(current_, parts_.size() - 1);
  }
  void end(size_t outer, int cost) {
    if (outer == kNone) return;
    settle(cost);
    current_ = outer;
  }
  // What the call of the part at hand turned out to be.
  void is(PartKind kind) {
    if (wanted_ && parts_[current_].kind == PartKind::Call) parts_[current_].kind = kind;
  }
  std::vector<CostPart> take(int cost) {
    if (wanted_) settle(cost);
    return std::move(parts_);
  }

 private:
  static PartKind kind_of(const Node& n) {
    switch (n.op) {
      case Op::CallFunc: return PartKind::Call;
      case Op::CallInter: return PartKind::InterfaceCall;
      case Op::Closure: return PartKind::Literal;
      case Op::Panic: return PartKind::Panic;
      default: return PartKind::Statement;
    }
  }
  void settle(int cost) {
    parts_[current_].cost += cost - settled_;
    settled_ = cost;
  }

  bool wanted_;
  std::vector<CostPart> parts_;  // the first has what is in no other
  size_t current_ = 0;
  int settled_ = 0;
};

class Visitor {
 public:
  Visitor(Resolver& resolver, const Function& function, const std::function<void(Function&)>& look_at_literal, WithParts parts)
      : resolver_(resolver), function_(function), unit_(*function.unit), look_at_literal_(look_at_literal), parts_(parts) {
    big_ = is_big(function);
  }

  Cost run() {
    visit_list(function_.func().body);
    return {cost_, reason_, parts_.take(cost_)};
  }

 private:
  void visit_list(std::span<const NodeId> list) {
    for (NodeId each : list) {
      if (!reason_.empty()) return;
      visit(each);
    }
  }

  void visit(NodeId id) {
    if (!id || !reason_.empty()) return;
    size_t const outer = parts_.begin(unit_.node(id), cost_);
    count(id);
    parts_.end(outer, cost_);
  }

  void count(NodeId id) {
    const Node& n = unit_.node(id);
    cost_ += own_cost(unit_, n) + implied_nodes(unit_, n) - nodes_of_temporaries(unit_, n);
    switch (n.op) {
      case Op::CallFunc: call(id); break;
      case Op::CallInter: cost_ += dear_call(); break;
      case Op::Recover: reason_ = "call to recover"; break;
      case Op::Go: reason_ = "unhandled op GO"; break;
      case Op::Defer: reason_ = "unhandled op DEFER"; break;
      case Op::Addr: cost_ -= address_of_first_field(n) ? 2 : 0; break;
      case Op::Deref: cost_ -= dereferences_address(n) ? 1 : 0; break;
      case Op::Slice: cost_ -= superfluous_bounds(n); break;
      case Op::If:
        if (unit_.node(n.x).op == Op::Literal) {
          --cost_;
          return visit_list(unit_.list(unit_.values[unit_.node(n.x).ref].as_bool() ? n.list : n.list2));
        }
        break;
      default: break;
    }
    if (!reason_.empty()) return;
    ir::for_each_child(unit_, id, [&](NodeId child) { visit(child); });
  }

  void call(NodeId id) {
    const Node& n = unit_.node(id);
    const Node& fun = unit_.node(n.x);
    switch (resolver_.special(unit_, id)) {
      case SpecialCall::CallerPC: reason_ = "call to GetCallerPC"; return;
      case SpecialCall::CallerSP: reason_ = "call to GetCallerSP"; return;
      case SpecialCall::Cheap:
      case SpecialCall::Intrinsic:
      case SpecialCall::EscapeNonString: return parts_.is(PartKind::Statement);
      case SpecialCall::None: break;
    }
    if (fun.op == Op::RuntimeFunc) return runtime_call(fun.name);
    bool const parameter = fun.op == Op::Local && is_parameter_or_captured(LocalId(fun.ref));
    if (Target const target = resolver_.target(function_, n.x)) {
      if (target.is_literal()) look_at_literal_(*target.local);
      const Inlinability& callee = target.inlinability();
      if (callee.inlinable && callee.cost <= largest_cost(big_, target.is_literal(), false)) {
        cost_ += callee.cost;
        return parts_.is(PartKind::InlinedCall);
      }
    }
    cost_ += parameter ? std::min(kCallOfParameter, dear_call()) : dear_call();
    if (parameter) parts_.is(PartKind::CallOfParameter);
  }

  int dear_call() const { return resolver_.flags().cheap_calls ? kCheapCall : kCall; }

  void runtime_call(base::NameId name) {
    std::string_view const text = resolver_.names().text(name);
    if (text == "deferrangefunc") {
      reason_ = "defer call in range func";
    } else if (text != "panicrangestate" && text != "KeepAlive") {
      cost_ += dear_call();
    }
  }

  bool is_parameter_or_captured(LocalId id) const {
    const ir::Local& local = unit_.local(id);
    if (local.func != function_.index) return true;
    return local.role == LocalRole::Param || local.role == LocalRole::Receiver;
  }

  // &x.f costs nothing but x where f is first in x.
  bool address_of_first_field(const Node& n) const {
    const Node& field = unit_.node(n.x);
    if (field.op != Op::Dot && field.op != Op::DotPtr) return false;
    const Node& operand = unit_.node(field.x);
    if (operand.op != Op::Local && operand.op != Op::Global) return false;
    return resolver_.offset_of(operand.type, field) == 0;
  }

  // *(*X)(unsafe.Pointer(&x))
  bool dereferences_address(const Node& n) const {
    NodeId pointer = n.x;
    while (unit_.node(pointer).op == Op::ConvNop) pointer = unit_.node(pointer).x;
    return unit_.node(pointer).op == Op::Addr;
  }

  int superfluous_bounds(const Node& n) const {
    auto const bounds = unit_.list(n.list);
    int out = 0;
    if (bounds[0]) {
      const Node& low = unit_.node(bounds[0]);
      int64_t value = 1;
      if (low.op == Op::Literal && unit_.values[low.ref].fits_int64(value) && value == 0) out += 1;
    }
    if (bounds[1]) {
      const Node& high = unit_.node(bounds[1]);
      if (high.op == Op::Len && same_name(high.x, n.x)) out += 2;
    }
    return out;
  }

  // Only names are one node for all their uses.
  bool same_name(NodeId a, NodeId b) const {
    const Node& x = unit_.node(a);
    const Node& y = unit_.node(b);
    return x.op == y.op && x.ref == y.ref && (x.op == Op::Local || x.op == Op::Global);
  }

  Resolver& resolver_;
  const Function& function_;
  const Unit& unit_;
  const std::function<void(Function&)>& look_at_literal_;
  Parts parts_;
  bool big_ = false;
  int cost_ = 0;
  std::string reason_;
};

class Counter {
 public:
  Counter(const Unit& unit, int most) : unit_(unit), most_(most) {}
  int run(const ir::Func& func) {
    ++count_;
    for (NodeId each : func.body) visit(each);
    return count_;
  }

 private:
  void visit(NodeId id) {
    if (!id || count_ >= most_) return;
    const Node& n = unit_.node(id);
    // A bare name that statements run before is wrapped in a conversion.
    if (n.op != Op::Init || unit_.node(n.x).op == Op::Local) ++count_;
    count_ += implied_nodes(unit_, n) - nodes_of_temporaries(unit_, n);
    ir::for_each_child(unit_, id, [&](NodeId child) { visit(child); });
  }

  const Unit& unit_;
  int most_;
  int count_ = 0;
};

}  // namespace

int largest_cost(bool in_big_function, bool of_literal, bool called_once) {
  int const most = in_big_function ? kMostCostInBigFunction : kMostCost;
  if (!of_literal) return most;
  return called_once ? std::max(2 * most, kMostCostOfLiteralOnce) : 2 * most;
}

std::string reason_against(const ir::Func& func, const ir::GcFlags& flags) {
  if (func.pragmas.noinline) return "marked go:noinline";
  if (flags.check_pointers && func.pragmas.no_checkptr) return "marked go:nocheckptr";
  if (func.pragmas.cgo_unsafe_args) return "marked go:cgo_unsafe_args";
  if (func.pragmas.uintptr_keep_alive) return "marked as having a keep-alive uintptr argument";
  if (func.pragmas.yes_write_barrier) return "marked go:yeswritebarrierrec";
  if (func.no_body) return "no function body";
  return {};
}

int count_nodes(const Function& function) { return Counter(*function.unit, kBigFunctionNodes).run(function.func()); }

// Most units are too small for a big function, which needs no counting: a node of ours stands for itself, three more at most, and one for each operand
// in its lists.
bool is_big(const Function& function) {
  constexpr size_t kMostOfNode = 4;
  const Unit& unit = *function.unit;
  if (kMostOfNode * unit.nodes.size() + unit.lists.nodes() < kBigFunctionNodes) return false;
  return count_nodes(function) >= kBigFunctionNodes;
}

Cost cost_of(Resolver& resolver, const Function& function, const std::function<void(Function&)>& look_at_literal, WithParts parts) {
  return Visitor(resolver, function, look_at_literal, parts).run();
}

bool can_delay_results(const Function& function) {
  const Unit& unit = *function.unit;
  int returns = 0;
  std::vector<NodeId> todo(function.func().body);
  while (!todo.empty()) {
    NodeId const id = todo.back();
    todo.pop_back();
    if (!id) continue;
    const Node& n = unit.node(id);
    if (n.op == Op::Return) returns += unit.list(n.list).empty() ? 2 : 1;
    ir::for_each_child(unit, id, [&](NodeId child) { todo.push_back(child); });
  }
  if (returns != 1) return false;
  return std::ranges::none_of(function.func().results, [&](LocalId result) { return !unit.local(result).unnamed; });
}

}  // namespace escapement::inlining
