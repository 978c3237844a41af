// The tables of facts in a program whose packages are declared: names become its ids again.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/facts/inline_facts.h"
#include "analysis/ir/ir.h"

namespace escapement::exports {

class TableReader {
 public:
  // `facts` hold together (facts::holds_together) and outlive the reader.
  TableReader(check::Program& program, const check::Package& package, const facts::InlineFacts& facts);

  // Looks everything up; else what is not there, in a sentence.
  std::expected<void, std::string> read();

  // After read(), by index.
  const std::vector<base::NameId>& names() const { return names_; }
  const std::vector<uint32_t>& files() const { return files_; }  // indexes into the package's files
  const std::vector<types::ObjectId>& objects() const { return objects_; }
  const std::vector<types::TypeId>& types() const { return types_; }
  const std::vector<constant::Value>& constants() const { return constants_; }
  const facts::InlineFacts& facts() const { return facts_; }

 private:
  using Problem = std::expected<void, std::string>;
  Problem read_packages();
  Problem read_files();
  Problem read_objects();
  Problem read_types();
  Problem read_constants();
  const check::Package* find_package(const std::string& path) const;
  types::ObjectId declared(const facts::ObjectName& object) const;
  types::ObjectId method(const facts::ObjectName& object) const;
  types::ObjectId interface_method(const facts::ObjectName& object) const;
  std::string text_of(const facts::ObjectName& object) const;

  types::PackageId package(facts::OptionalIndex index) const { return index == 0 ? types::PackageId() : packages_[index - 1]; }
  base::NameId name(facts::OptionalIndex index) const { return index == 0 ? base::NameId() : names_[index - 1]; }

  // Each gives no type where there can be none.
  types::TypeId make(const facts::Type& type);
  types::TypeId predeclared(const facts::Type& type) const;
  types::TypeId declared_type(const facts::Type& type);
  types::TypeId of_object(const facts::Type& type) const;
  types::TypeId shape(const facts::Type& type);
  types::TypeId structure(const facts::Type& type);
  types::TypeId signature(const facts::Type& type);
  types::TypeId interface(const facts::Type& type);
  types::TypeId make_union(const facts::Type& type);
  void make_local_types();
  std::vector<types::Parameter> parameters(std::span<const facts::Member> members) const;

  check::Program& program_;
  types::TypeTable& t_;
  const check::Package& package_;
  const facts::InlineFacts& facts_;
  std::vector<base::NameId> names_;
  std::vector<types::PackageId> packages_;
  std::vector<uint32_t> files_;
  std::vector<types::ObjectId> objects_;
  std::vector<types::TypeId> types_, local_types_;
  std::vector<constant::Value> constants_;
};

}  // namespace escapement::exports
