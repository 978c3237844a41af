// What the checker knows of one declaration, by node: the counterpart of go/types' Info. Every expression has its final type and, if it is
// constant, its value; every identifier the object it denotes.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/base/diagnostic.h"
#include "analysis/constant/value.h"
#include "analysis/syntax/ast.h"
#include "analysis/types/type.h"

namespace escapement::check {

using syntax::NodeId;
using types::ObjectId;
using types::TypeId;

enum class Mode : uint8_t { Invalid, NoValue, Builtin, Type, Constant, Variable, Value, MapIndex, CommaOk, Nil };

enum class SelectionKind : uint8_t { Field, MethodValue, InterfaceMethod, MethodExpression, Qualified };

struct Selection {
  SelectionKind kind;
  types::LookupResult found;
  TypeId receiver;  // type of the operand
};

struct Instance {
  ObjectId generic;
  types::TypeList args;
  TypeId type;  // the instance: a type, or a function's signature
};

// Soft: unused variables and imports; the body is analysed all the same. Consequence: what it follows from is reported elsewhere, so it is
// not reported; but the body cannot be analysed.
enum class ErrorStrength : uint8_t { Hard, Soft, Consequence };

struct CheckError {
  base::Span span;  // relative to the declaration
  std::string_view code;
  std::string text;
  ErrorStrength strength;
};

struct Info {
  std::vector<TypeId> types;      // by NodeId; of a comma-ok expression that gives two values the pair of them
  std::vector<Mode> modes;        // by NodeId
  std::vector<ObjectId> objects;  // by NodeId of names: definition or use; of an embedded field its type; of an ImportSpec the package
  absl::flat_hash_map<uint32_t, constant::Value> values;
  absl::flat_hash_map<uint32_t, Selection> selections;    // by Selector node
  absl::flat_hash_map<uint32_t, Instance> instances;      // by Name node of a generic function or type
  absl::flat_hash_map<uint32_t, ObjectId> implicits;      // by CaseClause: the type switch's variable there
  std::vector<std::pair<NodeId, ObjectId>> used_imports;  // each once, with the first node that mentions it
  std::vector<CheckError> errors;
  bool checked = false;

  // Makes room for the nodes of a declaration; does nothing the second time.
  void prepare(uint32_t node_limit) {
    if (!types.empty()) return;
    types.assign(node_limit, TypeId());
    modes.assign(node_limit, Mode::Invalid);
    objects.assign(node_limit, ObjectId());
  }
  // Drops what is known of the nodes from `first` on, and the errors; makes room for the nodes of a tree that agrees with the old one
  // before `first`.
  void forget_from(NodeId first, uint32_t node_limit) {
    auto const refill = [&](auto& list) {
      list.resize(first.value);
      list.resize(node_limit);
    };
    refill(types);
    refill(modes);
    refill(objects);
    auto const behind = [&](const auto& entry) { return entry.first >= first.value; };
    absl::erase_if(values, behind);
    absl::erase_if(selections, behind);
    absl::erase_if(instances, behind);
    absl::erase_if(implicits, behind);
    std::erase_if(used_imports, [&](const auto& entry) { return entry.first >= first; });
    errors.clear();
  }
  void use_import(NodeId where, ObjectId name) {
    if (std::ranges::none_of(used_imports, [&](const auto& entry) { return entry.second == name; })) used_imports.emplace_back(where, name);
  }
  TypeId type(NodeId n) const { return types[n.value]; }
  Mode mode(NodeId n) const { return modes[n.value]; }
  ObjectId object(NodeId n) const { return objects[n.value]; }
  const constant::Value* value(NodeId n) const {
    auto it = values.find(n.value);
    return it == values.end() ? nullptr : &it->second;
  }
  bool has_hard_errors() const {
    return std::ranges::any_of(errors, [](const CheckError& e) { return e.strength != ErrorStrength::Soft; });
  }
};

}  // namespace escapement::check
