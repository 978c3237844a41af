// Initialisers of package variables that gc turns into data when it compiles (cmd/compile/internal/staticinit): constants, addresses of
// variables, functions, literals that capture nothing, composite literals and interface values made of them. What is not static stays as an
// assignment; of a composite literal only those elements that are not.
#pragma once

#include <absl/container/flat_hash_map.h>

#include "analysis/ir/ir.h"

namespace escapement::ir {

class StaticInit {
 public:
  // names: how many variables without a name the package's data has so far (staticinit.StaticName); those of this unit are added.
  StaticInit(check::Program& program, Unit& unit, uint32_t& names);

  // The assignments that remain of an initialisation statement, appended to `out`.
  void schedule(NodeId statement, std::vector<NodeId>& out);

 private:
  // A place in a package-level variable, or in one without a name.
  struct Place {
    NodeId variable;     // that is initialised; none: "_"
    std::string symbol;  // of the variable that the place is in
    int64_t offset = 0;  // bytes
    Place at(int64_t bytes) const { return {variable, symbol, offset + bytes}; }
  };

  bool assign(const Place& place, NodeId value);
  void assign_or_keep(const Place& place, NodeId value);
  NodeId place_node(const Place& place, NodeId value);
  Place unnamed(const Place& place);
  std::string symbol_of(std::string_view name) const;
  void elements(const Place& place, NodeId literal);
  std::vector<int64_t> offsets_of_elements(const Node& literal) const;
  bool is_for_blank_field(const Node& literal, size_t element) const;
  bool interface_value(const Place& place, NodeId value);
  bool pointer(const Place& place, NodeId value);
  bool inlined_call(const Place& place, const Node& call);
  NodeId substitute(NodeId id, const absl::flat_hash_map<uint32_t, NodeId>& arguments);
  NodeId sum_of_strings(Node sum);
  bool can_repeat(NodeId id) const;
  bool is_static_location(NodeId id) const;
  bool is_composite(NodeId id) const;

  check::Program& program_;
  types::TypeTable& t_;
  Unit& unit_;
  uint32_t& names_;
  std::vector<NodeId>* out_ = nullptr;
  bool no_addresses_;  // of variables and functions: in the cryptographic module that is checked when it is loaded
};

// Whether evaluating the expression may do more than give its value: run code, panic, wait (staticinit.AnySideEffects).
bool has_side_effects(const Unit& unit, NodeId id);

// Makes functions of their own of initialisers of large maps, which the linker drops where nothing uses the map.
void outline_maps(check::Program& program, Bodies& bodies);

// Leaves of an initialiser of the package what is not data. names: as for StaticInit.
void initialise_statically(check::Program& program, Unit& unit, uint32_t& names);

// As ir.h has it, for the units of a package one after the other.
void finish(check::Program& program, Unit& unit, const GcFlags& flags, uint32_t& names);

}  // namespace escapement::ir
