// The tables of facts while they are written: what bodies name is entered once and told by names.
#pragma once

#include <optional>
#include <string>

#include <absl/container/flat_hash_map.h>

#include "analysis/facts/inline_facts.h"
#include "analysis/ir/ir.h"

namespace escapement::exports {

// Thrown for what names alone do not tell: the package has no facts then, and is compiled from its source.
struct Unwritable {
  std::string what;  // "a type parameter"
};

class TableWriter {
 public:
  // Enters the package itself and its files.
  TableWriter(check::Program& program, const check::Package& package);

  facts::Index name(std::string_view text);
  facts::OptionalIndex name(base::NameId id);
  facts::OptionalIndex package(types::PackageId id);
  facts::Index constant(const constant::Value& value);
  facts::Index type(types::TypeId id);

  // A declared object or a method; nothing where its name does not lead to it, as that of `init` or `_`.
  std::optional<facts::Index> find_object(types::ObjectId id);
  facts::Index object(types::ObjectId id);
  // The same, also for an interface's method that is selected in a value of type `operand`.
  facts::Index object(types::ObjectId id, types::TypeId operand);

  facts::InlineFacts& facts() { return facts_; }

 private:
  using Names = absl::flat_hash_map<std::string, facts::Index>;
  static facts::Index enter(Names& known, std::vector<std::string>& table, std::string text);
  facts::Index add_type(facts::Type type);
  facts::Index add_object(const facts::ObjectName& object);
  std::optional<facts::ObjectName> name_of(types::ObjectId id);
  std::optional<facts::ObjectName> method_name(types::ObjectId id, const types::Signature& signature);
  bool is_declared(types::ObjectId id) const;

  facts::Type describe(types::TypeId id);
  facts::Type composite(facts::TypeForm form, std::initializer_list<types::TypeId> parts, uint64_t number = 0);
  facts::Type predeclared(std::string_view name);
  facts::Type named(types::TypeId id);
  facts::Type declared(types::TypeId id);
  facts::Type structure(types::TypeId id);
  facts::Type tuple(types::TypeId id);
  facts::Type signature(types::TypeId id);
  facts::Type interface(types::TypeId id);
  facts::Type make_union(types::TypeId id);
  facts::Index local_type(types::TypeId id);
  facts::Member parameter(const types::Parameter& parameter);

  check::Program& program_;
  types::TypeTable& t_;
  const check::Package& package_;
  facts::InlineFacts facts_;
  Names names_, packages_, constants_;
  absl::flat_hash_map<uint32_t, facts::Index> objects_;  // by ObjectId
  absl::flat_hash_map<std::pair<uint32_t, facts::Index>, facts::Index> interface_methods_;
  absl::flat_hash_map<uint32_t, facts::Index> types_;           // by TypeId
  absl::flat_hash_map<facts::Type, facts::Index> equal_types_;  // types that are written alike are one
  absl::flat_hash_map<uint32_t, types::ObjectId> of_objects_;   // signatures that are those of objects, by TypeId
};

}  // namespace escapement::exports
