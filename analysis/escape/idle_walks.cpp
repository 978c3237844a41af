// Which walks of the fixed point change nothing. gc walks from every location over all that flows there, however much of it other walks have seen,
// so its time grows with the square of a long chain of assignments. A walk that finds nothing to change has no other effect: it may as well be left out.
#include <algorithm>

#include "analysis/escape/batch.h"

namespace escapement::escape {

namespace {

constexpr uint8_t kHandedOn = kPersists | kMutates | kCalls;  // attributes that locations may have without escaping

size_t index_of(uint8_t attributes) { return (attributes & kHandedOn) >> 1U; }

// Whether a walk that comes to a parameter's value has nothing to add to the parameter's leaks.
bool is_told(const Leaks& leaks, uint8_t attributes) {
  return ((attributes & kMutates) == 0 || leaks.mutator == 0) && ((attributes & kCalls) == 0 || leaks.callee == 0);
}

}  // namespace

// Literals whose enclosing function is a member too: what is in them is outlived by what is around them.
void Batch::note_enclosed() {
  for (Function* member : members_) {
    member->enclosed = false;
    for (auto outer = member->func().outer; outer && !member->enclosed; outer = member->unit->funcs[*outer].outer) {
      const Function* const around = functions_.of(member->unit, *outer);
      member->enclosed = around != nullptr && around->solved_in == member->solved_in;
    }
  }
}

// Whether whatever flows to the root is such that a walk from there changes nothing, now or later: attributes are never taken away. It is looked at
// without counting dereferences, so a walk that would do nothing may be taken for one that does something, but not the other way round.
bool Batch::is_idle(Loc* root) {
  if (root->func == nullptr || root->has(kEscapes) || root->result_index != 0) return false;
  size_t const index = index_of(root->attributes);
  auto const depth = static_cast<uint16_t>(std::clamp<int>(root->loop_depth, 0, UINT16_MAX - 1));
  auto const is_known = [&](const Loc& location) { return location.idle_from[index] <= depth; };
  if (root->param && !is_told(root->leaks, root->attributes)) return false;
  if (is_known(*root)) return true;
  ++walk_;
  root->walk = walk_;
  reached_.assign(1, root);
  for (size_t next = 0; next < reached_.size(); ++next) {
    for (const Edge& edge : reached_[next]->edges) {
      Loc* const src = edge.src;
      if (src->has(kEscapes) || src->walk == walk_) continue;
      if (!is_settled(edge, *root)) return false;
      if (is_known(*src)) continue;
      src->walk = walk_;
      reached_.push_back(src);
    }
  }
  for (Loc* location : reached_) location->idle_from[index] = depth;
  return true;
}

// Whether a walk from the root that takes the edge has nothing to change at its other end.
bool Batch::is_settled(const Edge& edge, const Loc& root) {
  const Loc& location = *edge.src;
  if (location.func == nullptr || location.func->enclosed || location.loop_depth > root.loop_depth) return false;
  // What is stored somewhere that persists need not itself persist; what is pointed to must.
  unsigned const handed_on = edge.derefs < 0 ? kHandedOn : kMutates | kCalls;
  unsigned const missing = root.attributes & handed_on & ~static_cast<unsigned>(location.attributes);
  return missing == 0 && (!location.param || is_told(location.leaks, root.attributes));
}

}  // namespace escapement::escape
