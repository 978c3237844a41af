// The fixed point (cmd/compile/internal/escape, solve.go).
#include <algorithm>

#include "analysis/escape/batch.h"

namespace escapement::escape {

void Batch::enqueue(std::deque<Loc*>& todo, Loc* location) {
  if (location->queued) return;
  location->queued = true;
  if (location->has(kEscapes)) {
    todo.push_front(location);
  } else {
    todo.push_back(location);
  }
}

void Batch::walk_all() {
  std::deque<Loc*> todo;
  for (Loc* location : all_) {
    location->queued = true;
    todo.push_front(location);
  }
  for (Loc* pseudo : {&mutator_, &callee_, &heap_}) {
    pseudo->queued = true;
    todo.push_front(pseudo);
  }
  while (!todo.empty()) {
    Loc* const root = todo.front();
    todo.pop_front();
    root->queued = false;
    walk_one(root, todo);
  }
}

void Batch::walk_one(Loc* root, std::deque<Loc*>& work) {
  if (root->has(kCalls) && root->node && root->func->unit->node(root->node).op == ir::Op::Closure) {
    Function* const closure = functions_.of(root->func->unit, root->func->unit->node(root->node).ref);
    if (!closure->results_lost) {
      closure->results_lost = true;
      for (LocalId result : closure->func().results) {
        if (Loc* const location = location_of(*closure, result)) enqueue(work, location);
      }
    }
  }
  if (is_idle(root)) return;
  ++walk_;
  root->walk = walk_;
  root->derefs = 0;
  root->dst = nullptr;
  reached_.assign(1, root);
  for (size_t next = 0; next < reached_.size(); ++next) {
    Loc* const l = reached_[next];
    l->queued_in = 0;
    int derefs = l->derefs;
    uint8_t added = 0;
    if (derefs < 0) {
      derefs = 0;  // the address flows on, not what is stored there
      if (outlives(root, l)) {
        if (!l->has(kEscapes) && flows_ != Flows::Unwanted) explain_escape(*l, path_to(*root, l));
        added |= kAllAttributes;
      } else if (root->has(kPersists)) {
        added |= kPersists;
      }
    }
    if (derefs == 0) added |= root->attributes & (kMutates | kCalls);
    if (l->param) {
      if (outlives(root, l)) {
        if (!l->has(kEscapes) && flows_ != Flows::Unwanted) explain_leak(*l, *root, derefs);
        leak_to(l, root, derefs);
      }
      if (root->has(kMutates)) l->leaks.add_mutator(derefs);
      if (root->has(kCalls)) l->leaks.add_callee(derefs);
    }
    if ((added & ~l->attributes) != 0) {
      l->attributes |= added;
      enqueue(work, l);
      if (l->has(kEscapes)) continue;
    }
    for (size_t i = 0; i < l->edges.size(); ++i) {
      const Edge& edge = l->edges[i];
      if (edge.src->has(kEscapes)) continue;
      int const d = derefs + edge.derefs;
      if (edge.src->walk == walk_ && edge.src->derefs <= d) continue;
      edge.src->walk = walk_;
      edge.src->derefs = d;
      edge.src->dst = l;
      edge.src->dst_edge = i;
      if (edge.src->queued_in == walk_) continue;
      edge.src->queued_in = walk_;
      reached_.push_back(edge.src);
    }
  }
}

bool Batch::contains(const Function* outer, const Function* inner) {
  if (outer == nullptr || inner == nullptr || outer->unit != inner->unit || outer == inner) return false;
  for (auto f = inner->func().outer; f; f = outer->unit->funcs[*f].outer) {
    if (*f == outer->index) return true;
  }
  return false;
}

bool Batch::outlives(const Loc* l, const Loc* other) const {
  if (l->has(kEscapes)) return true;
  if (l == &mutator_ || l == &callee_ || l == &blank_) return false;
  if (l->result_index != 0) {
    // A literal may return what lives outside of it, as long as all its calls are known.
    if (contains(other->func, l->func) && !l->func->results_lost) return false;
    return true;
  }
  if (l->func == other->func && l->loop_depth < other->loop_depth) return true;
  return contains(l->func, other->func);
}

// The number of the function's result that the parameter's leak is kept as, from 1; 0: it is as good as one to the heap.
size_t Batch::leaked_result(const Loc& param, const Loc& sink) {
  bool const is_result = !sink.has(kEscapes) && sink.result_index != 0 && sink.func == param.func && sink.result_index <= Leaks::kResults;
  return is_result ? static_cast<size_t>(sink.result_index) : 0;
}

void Batch::leak_to(Loc* param, const Loc* sink, int derefs) {
  if (size_t const result = leaked_result(*param, *sink); result != 0) {
    param->leaks.add_result(static_cast<int>(result) - 1, derefs);
  } else {
    param->leaks.add_heap(derefs);
  }
}

}  // namespace escapement::escape
