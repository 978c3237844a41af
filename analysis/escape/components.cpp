// The order of analysis: strongly connected components of the graph of mentions, callees first (cmd/compile/internal/ir, scc.go). A literal
// that captures variables belongs to the function it stands in. All initialisers of the package are one function, `init`.
#include <algorithm>

#include "analysis/escape/batch.h"
#include "analysis/escape/declared_facts.h"

namespace escapement::escape {

using ir::Op;

Functions::Functions(check::Program& program, const ir::Bodies& bodies, const facts::Facts& known) : program_(program), known_(known) {
  for (const auto& unit : bodies.units) {
    if (unit->failed) continue;
    auto& list = by_unit_[unit.get()];
    for (FuncIndex i = 0; i < unit->funcs.size(); ++i) {
      Function function;
      function.unit = unit.get();
      function.index = i;
      function.number = static_cast<uint32_t>(all_.size());
      all_.push_back(std::move(function));
      list.push_back(&all_.back());
      if (unit->funcs[i].object) by_object_[unit->funcs[i].object.value] = &all_.back();
      if (i == 0 && !unit->funcs[0].object) initialisers_.push_back(&all_.back());
    }
  }
  for (Function& function : all_) find_mentions(function);
  for (size_t i = 1; i < initialisers_.size(); ++i) {
    auto& first = initialisers_[0]->mentions;
    first.insert(first.end(), initialisers_[i]->mentions.begin(), initialisers_[i]->mentions.end());
  }
}

Function* Functions::of(ObjectId object) {
  auto it = by_object_.find(object.value);
  return it == by_object_.end() ? nullptr : it->second;
}

Function* Functions::of(const Unit* unit, FuncIndex index) { return by_unit_[unit][index]; }

const ir::StaticValues& Functions::static_values(const Unit* unit) {
  auto& slot = static_values_[unit];
  if (!slot) slot = std::make_unique<ir::StaticValues>(program_, *unit);
  return *slot;
}

const facts::FunctionFacts* Functions::facts_of(ObjectId object) {
  auto const [it, added] = declared_.try_emplace(object.value);
  if (added) it->second = std::make_unique<std::optional<facts::FunctionFacts>>(declared_facts(program_, object));
  if (it->second->has_value()) return &**it->second;
  const types::Object& o = program_.types().object(object);
  if (!o.package) return nullptr;
  return known_.find(program_.types().package(o.package).path, ir::function_name(program_, o.package, object));
}

facts::UintptrArguments Functions::uintptr_arguments(const Callee& callee) const {
  if (callee.facts != nullptr) return callee.facts->uintptr_arguments;
  if (callee.function == nullptr) return facts::UintptrArguments::Plain;
  if (callee.function->func().uintptrescapes) return facts::UintptrArguments::Escape;
  return callee.function->func().no_body ? facts::UintptrArguments::KeptAlive : facts::UintptrArguments::Plain;
}

void Functions::find_mentions(Function& function) {
  const Unit& unit = *function.unit;
  std::vector<NodeId> todo(function.func().body.rbegin(), function.func().body.rend());
  auto push_list = [&](uint32_t list) {
    auto const nodes = unit.list(list);
    todo.insert(todo.end(), nodes.rbegin(), nodes.rend());
  };
  while (!todo.empty()) {
    NodeId const id = todo.back();
    todo.pop_back();
    if (!id) continue;
    const ir::Node& n = unit.node(id);
    if (n.op == Op::FuncName || n.op == Op::MethodExpr || n.op == Op::MethodValue) {
      if (Function* const callee = of(ObjectId(n.ref))) function.mentions.push_back(callee->number);
    }
    if (n.op == Op::Closure) function.mentions.push_back(by_unit_[&unit][n.ref]->number);
    // Of a node that runs statements first, those come first.
    if (n.op == Op::Init) todo.push_back(n.x);
    push_list(n.list2);
    push_list(n.list);
    todo.push_back(n.y);
    if (n.op != Op::Init) todo.push_back(n.x);
  }
}

namespace {

// Tarjan's algorithm on an explicit stack: call graphs can be deep.
class Components {
 public:
  using Emit = std::function<void(std::span<const uint32_t>)>;
  Components(std::deque<Function>& functions, Emit emit) : functions_(functions), low_(functions.size(), 0), emit_(std::move(emit)) {}

  void visit(uint32_t root) {
    if (low_[root] != 0) return;
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const auto& mentions = functions_[frame.function].mentions;
      if (frame.next < mentions.size()) {
        uint32_t const mention = mentions[frame.next++];
        if (low_[mention] == 0) {
          enter(mention);
        } else {
          frame.least = std::min(frame.least, low_[mention]);
        }
        continue;
      }
      leave();
    }
  }

 private:
  static constexpr uint32_t kDone = UINT32_MAX;
  struct Frame {
    uint32_t function;
    uint32_t id;
    uint32_t least;
    size_t next;
  };

  void enter(uint32_t function) {
    ++generation_;
    low_[function] = generation_;
    stack_.push_back(function);
    frames_.push_back({function, generation_, generation_, 0});
  }

  void leave() {
    Frame const frame = frames_.back();
    frames_.pop_back();
    bool const with_container = functions_[frame.function].is_capturing();
    if (!with_container && frame.least == frame.id) {
      auto const first = std::ranges::find(stack_, frame.function);
      std::vector<uint32_t> const members(first, stack_.end());
      for (uint32_t member : members) low_[member] = kDone;
      stack_.erase(first, stack_.end());
      emit_(members);
    } else if (!with_container) {
      low_[frame.function] = frame.least;
    }
    if (!frames_.empty()) frames_.back().least = std::min(frames_.back().least, frame.least);
  }

  std::deque<Function>& functions_;
  std::vector<uint32_t> low_;
  std::vector<uint32_t> stack_;
  std::vector<Frame> frames_;
  uint32_t generation_ = 0;
  Emit emit_;
};

}  // namespace

std::vector<std::vector<Function*>> Functions::batches() {
  std::vector<std::vector<Function*>> out;
  auto const is_initialiser = [&](const Function* function) { return std::ranges::find(initialisers_, function) != initialisers_.end(); };
  Components components(all_, [&](std::span<const uint32_t> members) {
    std::vector<Function*> batch;
    for (uint32_t member : members) {
      batch.push_back(&all_[member]);
      if (!initialisers_.empty() && batch.back() == initialisers_[0]) {
        batch.insert(batch.end(), initialisers_.begin() + 1, initialisers_.end());
      }
    }
    out.push_back(std::move(batch));
  });
  for (Function& function : all_) {
    bool const merged = is_initialiser(&function) && &function != initialisers_[0];
    if (!function.is_capturing() && !merged) components.visit(function.number);
  }
  return out;
}

}  // namespace escapement::escape
