// The functions for equality and hashes that gc makes with type descriptors (cmd/compile/internal/reflectdata: writeType, geneq, genhash). A descriptor
// is written as soon as an interface table needs it, which is while bodies are read; with it those of all types it mentions.
#pragma once

#include <string>
#include <vector>

#include <absl/container/flat_hash_set.h>

#include "analysis/ir/instances.h"

namespace escapement::ir {

class TypeDescriptors {
 public:
  TypeDescriptors(check::Program& program, Instances& instances, types::PackageId compiled_in)
      : t_(program.types()), instances_(instances), compiled_in_(compiled_in) {}

  // A value of the type becomes one of the interface, or is asked of it. Nothing is needed for an empty interface, nor for another interface.
  void interface_table(TypeId type, TypeId interface);
  // The tables that a unit names; those of a dictionary are the instance's.
  void read_unit(const Unit& unit);

  // type..eq.T or type..hash.T, of a type.
  struct TypeFunction {
    TypeId type;
    bool hash = false;
  };
  // In the order in which they are made.
  const std::vector<TypeFunction>& functions() const { return functions_; }

 private:
  // What a descriptor leads to: another, or the hash function of a map's keys.
  struct Part {
    TypeId type;
    bool hash = false;
  };
  void write(TypeId type);
  void parts_of(TypeId type, std::vector<Part>& out);
  void methods_of(TypeId type, std::vector<Part>& out);
  bool is_made_here(TypeId type) const;
  void make_hash(TypeId type);
  void make(const TypeFunction& function);

  types::TypeTable& t_;
  Instances& instances_;
  types::PackageId compiled_in_;
  absl::flat_hash_set<std::pair<uint32_t, uint32_t>> tables_;
  absl::flat_hash_set<uint32_t> written_, hashed_;
  absl::flat_hash_set<std::pair<std::string, bool>> made_;  // names of types, and whether they are hashed
  std::vector<TypeFunction> functions_;
};

}  // namespace escapement::ir
