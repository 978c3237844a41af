// What names denote (specification: "Declarations and scope"). An object's type is filled in on demand.
#pragma once

#include <cstdint>

#include "analysis/base/id.h"
#include "analysis/base/names.h"
#include "analysis/constant/value.h"

namespace escapement::types {

using base::NameId;
using TypeId = base::Id<struct TypeTag>;
using ObjectId = base::Id<struct ObjectTag>;
using PackageId = base::Id<struct PackageTag>;

enum class ObjectKind : uint8_t { None, Package, Const, TypeName, Var, Func, Builtin, Nil, Label };
enum class VarRole : uint8_t { None, Global, Local, Param, Result, Receiver, Field };

struct Object {
  ObjectKind kind = ObjectKind::None;
  VarRole role = VarRole::None;
  bool embedded = false;
  bool used = false;
  bool is_alias = false;
  bool pointer_receiver = false;  // of a method, as its declaration is written
  uint8_t builtin = 0;            // check::Builtin
  NameId name;
  PackageId package;      // none: universe
  TypeId type;            // none until resolved
  PackageId imported;     // of a Package object
  uint32_t decl = 0;      // index into the package's declarations plus one; 0: universe
  uint32_t node = 0;      // syntax::NodeId of the name in that declaration
  uint32_t owner = 0;     // locals: the FuncLit or FuncDecl node that declares them
  constant::Value value;  // constants
};

}  // namespace escapement::types
