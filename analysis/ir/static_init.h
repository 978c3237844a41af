// Initialisers of package variables that gc turns into data when it compiles (cmd/compile/internal/staticinit): constants, addresses of
// variables, functions, literals that capture nothing, composite literals and interface values made of them. What is not static stays as an
// assignment; of a composite literal only those elements that are not.
#pragma once

#include <absl/container/flat_hash_map.h>

#include "analysis/ir/ir.h"

namespace escapement::ir {

class StaticInit {
 public:
  StaticInit(check::Program& program, Unit& unit);

  // The assignments that remain of an initialisation statement, appended to `out`.
  void schedule(NodeId statement, std::vector<NodeId>& out);
  bool has_side_effects(NodeId id) const;

 private:
  bool assign(NodeId left, NodeId value);
  void assign_or_keep(NodeId left, NodeId value);
  void elements(NodeId left, NodeId literal);
  bool interface_value(NodeId left, NodeId value);
  bool pointer(NodeId left, NodeId value);
  bool inlined_call(NodeId left, const Node& call);
  NodeId substitute(NodeId id, const absl::flat_hash_map<uint32_t, NodeId>& arguments);
  NodeId sum_of_strings(Node sum);
  bool can_repeat(NodeId id) const;
  bool is_static_location(NodeId id) const;
  bool is_composite(NodeId id) const;

  types::TypeTable& t_;
  Unit& unit_;
  std::vector<NodeId>* out_ = nullptr;
  bool no_addresses_;  // of variables and functions: in the cryptographic module that is checked when it is loaded
};

// Makes functions of their own of initialisers of large maps, which the linker drops where nothing uses the map.
void outline_maps(check::Program& program, Bodies& bodies);

// Leaves of a package's initialisers what is not data.
void initialise_statically(check::Program& program, Unit& unit);

}  // namespace escapement::ir
