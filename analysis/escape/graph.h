// The location graph of one batch (cmd/compile/internal/escape, graph.go): a location per variable and per allocating expression, edges for
// assignments with the number of dereferences they make (-1: the address).
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "analysis/escape/result.h"
#include "analysis/facts/facts.h"
#include "analysis/ir/ir.h"

namespace escapement::escape {

using ir::FuncIndex;
using ir::LocalId;
using ir::NodeId;
using ir::Unit;
using types::ObjectId;
using types::TypeId;

// A local or node of one of the package's units.
using LocalKey = std::pair<const Unit*, LocalId>;
using NodeKey = std::pair<const Unit*, NodeId>;

enum Attribute : uint8_t { kEscapes = 1, kPersists = 2, kMutates = 4, kCalls = 8 };
constexpr uint8_t kAllAttributes = kEscapes | kPersists | kMutates | kCalls;

using facts::Leaks;

struct Function;

// A reason that a hole collects on its way down an expression: what it is about, of a function's unit.
struct Note {
  const Function* function = nullptr;
  NodeId node;    // an expression or statement
  LocalId local;  // a variable instead; then `node` is the literal that captures it, if one does
  WrittenAt at;
  std::string_view why;
  const Note* next = nullptr;
};

struct Loc;
struct Edge {
  Loc* src = nullptr;
  int derefs = 0;
  const Note* notes = nullptr;
};

struct Loc {
  const Function* func = nullptr;
  LocalId local;
  NodeId node;
  std::vector<Edge> edges;
  int loop_depth = 0;
  int result_index = 0;  // 1-based
  int derefs = 0;
  uint32_t walk = 0;
  uint32_t queued_in = 0;  // the walk that has it in its queue
  const Loc* dst = nullptr;
  size_t dst_edge = 0;
  bool queued = false;
  uint8_t attributes = 0;
  // By attributes that a walk may hand on: from which loop depth on a walk that comes here changes nothing behind it.
  std::array<uint16_t, 8> idle_from{UINT16_MAX, UINT16_MAX, UINT16_MAX, UINT16_MAX, UINT16_MAX, UINT16_MAX, UINT16_MAX, UINT16_MAX};
  bool captured = false, reassigned = false, address_taken = false, param = false;
  Leaks leaks;
  std::shared_ptr<Explanation> explanation;
  std::vector<CapturedBy> captured_by;

  bool has(uint8_t attribute) const { return (attributes & attribute) != 0; }
};

struct Hole {
  Loc* dst = nullptr;
  int derefs = 0;
  const Note* notes = nullptr;
  bool address_taken = false;
};

enum class Bound : uint8_t { Pessimistic, Optimistic };

// One function of the package: declared, or a literal.
struct Function {
  const Unit* unit = nullptr;
  FuncIndex index = 0;
  uint32_t number = 0;                     // in order of declaration
  uint32_t unit_number = 0;                // for who numbers units
  uint32_t batch = 0;                      // for who keeps batches
  std::array<std::vector<Leaks>, 2> tags;  // by Bound; receiver first
  bool results_lost = false;               // during one batch and bound
  uint32_t solved_in = 0;                  // the Functions::new_batch that it is, or was last, a member of
  bool enclosed = false;                   // a literal whose enclosing function is of the same batch
  // As its Func says; who orders all functions is spared the way there.
  bool capturing = false, initialiser = false, outlined_map = false;

  Function() = default;
  Function(const Unit& of, FuncIndex at) : unit(&of), index(at) {
    const ir::Func& f = func();
    capturing = f.outer && !f.captures.empty();
    initialiser = index == 0 && f.package_init;
    outlined_map = index == 0 && f.is_outlined_map();
  }
  const ir::Func& func() const { return unit->funcs[index]; }
  bool is_capturing() const { return capturing; }
};

// In a function's body (spot_at).
Line line_at(const Function& function, WrittenAt at, std::string text, Certainty certainty);
// Where a variable or an expression stands.
Line line_about(const Loc& location, std::string text, Certainty certainty);
bool is_made_everywhere(const Function& function);
// With the package's name in front where it is not the one that is compiled.
std::string shown_name(check::Program& program, const Function& function);
// Of a variable or an expression.
WrittenAt written_at(const Loc& location);

}  // namespace escapement::escape
