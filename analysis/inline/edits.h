// What it takes to know which functions of a package have to be compiled again when the body of one of them changes.
#pragma once

#include <optional>

#include <absl/container/btree_set.h>

#include "analysis/inline/resolve.h"

namespace escapement::inlining {

class Edits {
 public:
  // Before anything is inlined.
  Edits(types::TypeTable& t, const check::Package& package, const ir::Bodies& bodies);

  Dependencies dependencies;

  // Functions that call each other in a circle.
  void note_circle(std::span<Function* const> group);
  // The functions of the circle that a declaration's function is in; none: it is in no circle.
  std::span<const ir::ObjectId> circle_of(uint32_t decl) const;
  // Whether the variables are initialised in the order of that time.
  bool same_initialisers() const;

  // Which of Bodies::units a declaration's function is; none: it is not one that can be lowered by itself.
  std::optional<size_t> slot_of(uint32_t decl) const;
  // Whether its function could be lowered once.
  bool was_lowered(uint32_t decl) const { return declarations_.at(decl).lowered; }
  // A place for the declaration that no other text of its file had: in bytes from the file's start, if it were as long.
  uint32_t new_start(uint32_t decl);
  // Takes note of a newer body. False: it uses other instances of generic functions, or comes to stand in a circle of calls.
  bool take(uint32_t decl, const Unit& lowered);
  // The declarations whose functions asked for the object's; of instances and initialisers there is none.
  std::vector<uint32_t> dependents(ir::ObjectId object) const;
  // Adds those of a declaration's function but for the function itself. False: one of them cannot be lowered by itself.
  bool add_dependents(uint32_t decl, absl::btree_set<uint32_t>& to) const;

 private:
  struct Declaration {
    size_t slot = 0;
    ir::ObjectId function;
    bool lowered = false;
    std::vector<uint32_t> mentions;                // functions that its text names, sorted
    std::vector<std::vector<uint32_t>> instances;  // that it uses, sorted
    std::vector<uint32_t> types;                   // instances of types of the package, sorted
  };
  Declaration described(size_t slot, const Unit& unit) const;
  bool in_one_circle(uint32_t a, uint32_t b) const;  // ObjectIds
  bool reaches(uint32_t from, uint32_t object) const;

  types::TypeTable& t_;
  const check::Package& package_;
  absl::flat_hash_map<uint32_t, Declaration> declarations_;  // by index
  absl::flat_hash_map<uint32_t, uint32_t> decl_of_;          // by ObjectId
  std::vector<std::vector<ir::ObjectId>> circles_;
  absl::flat_hash_map<uint32_t, size_t> circle_of_;          // of circles_, by ObjectId
  std::vector<std::pair<uint32_t, uint32_t>> initialisers_;  // declaration and expression
  std::vector<uint32_t> next_starts_;                        // by file
};

}  // namespace escapement::inlining
