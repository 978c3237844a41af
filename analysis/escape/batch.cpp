#include "analysis/escape/batch.h"

#include "analysis/escape/declared_facts.h"

namespace escapement::escape {

using ir::Op;

namespace {
constexpr int64_t kLargestByValue = 128;  // bytes; escape.go: flowClosure
}  // namespace

Batch::Batch(check::Program& program, Functions& functions, std::vector<Function*> members, Bound bound, Flows flows)
    : program_(program), t_(program.types()), functions_(functions), members_(std::move(members)), bound_(bound), flows_(flows) {
  heap_.attributes = kAllAttributes;
  mutator_.attributes = kMutates;
  callee_.attributes = kCalls;
}

const ir::GcFlags& Batch::flags() const { return functions_.flags(); }

void Batch::run() {
  uint32_t const number = functions_.new_batch();
  for (Function* member : members_) member->solved_in = number;
  note_enclosed();
  for (Function* member : members_) {
    member->results_lost = false;
    init_function(*member);
  }
  for (Function* member : members_) {
    if (!member->is_capturing()) walk_function(*member);
  }
  for (const ClosureUse& use : closures_) flow_closure(use);
  literals_known_ = true;
  for (size_t i = 0; i < all_.size(); ++i) {
    rewrite_with_literals(*all_[i]);
    force_heap(*all_[i]);
  }
  walk_all();
  for (Function* member : members_) tag_params(*member);
}

void Batch::tag_params(Function& function) {
  auto& tags = function.tags[static_cast<size_t>(bound_)];
  tags.clear();
  for (LocalId param : function.func().params) {
    Loc* const location = location_of(function, param);
    Leaks leaks = location->leaks;
    // What has no pointers has no tag, and what has none leaks: a method's receiver may be handed to it by its address.
    if (location->has(kEscapes) || !types::has_pointers(t_, function.unit->local(param).type)) leaks.add_heap(0);
    leaks.optimise();
    tags.push_back(function.func().no_body ? leaks_without_body(function.func().noescape) : leaks);
  }
}

void Batch::init_function(Function& function) {
  current_ = &function;
  const ir::Func& func = function.func();
  LocalId const hidden = func.hidden_receiver ? func.params[0] : LocalId();
  for (LocalId local : func.locals) {
    if (local != hidden) init_local(function, local);
  }
  if (hidden) init_local(function, hidden);
}

void Batch::init_local(const Function& function, LocalId local) {
  Loc* const location = new_location(function, NodeId(), local, true);
  const ir::Local& l = function.unit->local(local);
  location->param = l.role == ir::LocalRole::Param || l.role == ir::LocalRole::Receiver;
  location->result_index = static_cast<int>(l.result);
}

void Batch::walk_function(Function& function) {
  Function* const outer = current_;
  int const depth = loop_depth_;
  current_ = &function;
  loop_depth_ = 1;
  mark_labels(function.func().body);
  block(function.func().body);
  loop_depth_ = depth;
  current_ = outer;
}

Loc* Batch::new_location(const Function& function, NodeId node_id, LocalId local, bool persists) {
  locations_.emplace_back();
  Loc& location = locations_.back();
  location.func = &function;
  location.node = node_id;
  location.local = local;
  location.loop_depth = loop_depth_;
  if (persists) location.attributes = kPersists;
  all_.push_back(&location);
  if (local) by_local_[{function.unit, local}] = &location;
  return &location;
}

Loc* Batch::location_of(const Function& function, LocalId local) {
  auto it = by_local_.find(LocalKey{function.unit, local});
  return it == by_local_.end() ? nullptr : it->second;
}

Loc* Batch::oldest(LocalId local) {
  Loc* const location = location_of(*current_, local);
  return location == nullptr ? &blank_ : location;
}

std::string_view Batch::pseudo_name(const Loc& location) const {
  if (&location == &heap_) return "{heap}";
  if (&location == &mutator_) return "{mutator}";
  if (&location == &callee_) return "{callee}";
  return &location == &blank_ ? "{blank}" : std::string_view();
}

WrittenAt written_at(const Loc& location) {
  const Unit& unit = *location.func->unit;
  if (location.local) return {unit.local(location.local).pos, unit.local(location.local).inlined};
  return {unit.node(location.node).pos, unit.node(location.node).inlined};
}

Hole Batch::note_local(Hole hole, const Note& about) {
  notes_.push_back(about);
  notes_.back().next = hole.notes;
  hole.notes = &notes_.back();
  return hole;
}

Hole Batch::note(Hole hole, NodeId at, std::string_view why) {
  const ir::Node& n = node(at);
  return note_local(hole, {current_, at, LocalId(), {n.pos, n.inlined}, why});
}

Hole Batch::shift(Hole hole, int delta) {
  hole.derefs += delta;
  hole.address_taken = delta < 0;
  return hole;
}

Hole Batch::tee(std::vector<Hole> holes) {
  if (holes.empty()) return discard();
  if (holes.size() == 1) return holes[0];
  Loc* const location = new_location(*current_, NodeId(), LocalId(), false);
  for (Hole hole : holes) {
    if (hole.derefs < 0) hole.derefs = 0;
    flow(hole, location);
  }
  return {location, 0, nullptr, false};
}

Hole Batch::later(Hole hole) {
  Loc* const location = new_location(*current_, NodeId(), LocalId(), true);
  flow(hole, location);
  return {location, 0, nullptr, false};
}

Hole Batch::spill(Hole hole, NodeId id) {
  Loc* const location = new_location(*current_, id, LocalId(), false);
  flow(address(hole, id, "spill"), location);
  return {location, 0, nullptr, false};
}

void Batch::flow(Hole hole, Loc* src) {
  if (hole.address_taken) src->address_taken = true;
  Loc* const dst = hole.dst;
  if (dst == &blank_ || src == &blank_) return;
  if (dst == src && hole.derefs >= 0) return;
  if (dst->has(kEscapes) && hole.derefs < 0) {
    if (flows_ != Flows::Unwanted) explain_escape(*src, {{flow_of(*dst, {src, hole.derefs, hole.notes})}, false, false, !literals_known_});
    src->attributes |= kAllAttributes;
    return;
  }
  dst->edges.push_back({src, hole.derefs, hole.notes});
}

void Batch::flow_closure(const ClosureUse& use) {
  current_ = use.container;
  FuncIndex const index = node(use.node).ref;
  const ir::Func& closure = unit().funcs[index];
  for (size_t i = 0; i < closure.captures.size(); ++i) {
    LocalId const local = closure.captures[i];
    Loc* const location = oldest(local);
    int64_t const size = types::size_of(t_, unit().local(local).type);
    bool const by_value = !location->address_taken && !location->reassigned && size <= kLargestByValue;
    if (flows_ == Flows::Told && location != &blank_) tell_capture(*location, by_value);
    Note captured{current_, use.node, local, {closure.capture_positions[i], node(use.node).inlined}, "captured by a closure"};
    Hole hole = use.hole;
    if (!by_value) {
      Note reference = captured;
      reference.why = "reference";
      hole = shift(note_local(hole, reference), -1);
      location->address_taken = true;
    }
    if (!by_value) references_.insert({LocalKey{current_->unit, local}, index});
    location->captured_by.push_back({index, !by_value});
    flow(note_local(hole, captured), location);
  }
}

}  // namespace escapement::escape
