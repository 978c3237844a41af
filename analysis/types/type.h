// Go's types, and the objects that names denote (specification: "Types", "Declarations and scope").
//
// A TypeId names one type as it was written; `canon` maps it to one representative per identity class, so that
// identical(a, b) ⇔ canon(a) == canon(b). Aliases, byte, rune and any are types of their own that print as written.
// Named types and type parameters are identical only to themselves; instances of a generic type are made once per list of
// (identical) arguments.
//
// The underlying type of a Named type and the type of an object are filled in on demand by the resolver that the checker installs.
// One thread at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/base/id.h"
#include "analysis/base/names.h"
#include "analysis/constant/value.h"

namespace escapement::types {

using base::NameId;
using TypeId = base::Id<struct TypeTag>;
using ObjectId = base::Id<struct ObjectTag>;
using PackageId = base::Id<struct PackageTag>;

enum class TypeKind : uint8_t {
  Invalid, Basic, Named, Alias, Pointer, Array, Slice, Map, Chan, Struct, Tuple, Signature, Interface, Union, TypeParam,
};

enum class BasicKind : uint8_t {
  Invalid, Bool, Int, Int8, Int16, Int32, Int64, Uint, Uint8, Uint16, Uint32, Uint64, Uintptr, Float32, Float64, Complex64,
  Complex128, String, UnsafePointer, UntypedBool, UntypedInt, UntypedRune, UntypedFloat, UntypedComplex, UntypedString, UntypedNil,
};

enum class ChanDir : uint8_t { Both, Send, Receive };

struct Field {
  NameId name;
  TypeId type;
  PackageId package;  // of the struct literal: unexported names of different packages differ
  ObjectId object;
  NameId tag;  // the tag's value; none where there is no tag
  bool embedded = false;
};

struct Parameter {
  NameId name;  // none or "_" where it has none
  TypeId type;
  ObjectId object;
};

struct Signature {
  std::vector<TypeId> type_params;
  std::optional<Parameter> receiver;
  std::vector<Parameter> params;
  std::vector<Parameter> results;
  bool variadic = false;  // the last parameter's type is then a slice
};

struct Method {
  NameId name;
  PackageId package;
  TypeId signature;
  ObjectId object;
};

struct Term {
  bool tilde = false;
  TypeId type;
};

struct Interface {
  std::vector<Method> methods;
  std::vector<TypeId> embedded;  // named interfaces, unions, other types
};

// What an interface stands for (specification: "Interface types", go/types: computeInterfaceTypeSet).
struct TypeSet {
  std::vector<Method> methods;  // all, sorted by name as gc sorts them
  bool all_types = true;        // no terms restrict it
  std::vector<Term> terms;
  bool comparable = false;
};

struct Named {
  ObjectId object;
  TypeId underlying;  // none until resolved
  TypeId origin;      // of an instance: the generic type
  std::vector<TypeId> args;
  std::vector<TypeId> type_params;
  std::vector<ObjectId> methods;  // of the origin, in order of declaration
  bool is_local = false;          // declared inside a function
};

struct TypeParam {
  ObjectId object;
  TypeId constraint;
  uint32_t index = 0;
};

struct TypeData {
  TypeKind kind = TypeKind::Invalid;
  uint8_t detail = 0;  // BasicKind, ChanDir
  TypeId a;            // element, key
  TypeId b;            // map value; alias target
  uint32_t extra = 0;  // index into the pool of the kind
  int64_t length = 0;  // array
};
static_assert(sizeof(TypeData) == 24);

// ---- objects

enum class ObjectKind : uint8_t { None, Package, Const, TypeName, Var, Func, Builtin, Nil };
enum class VarRole : uint8_t { None, Global, Local, Param, Result, Receiver, Field };

struct Object {
  ObjectKind kind = ObjectKind::None;
  VarRole role = VarRole::None;
  bool embedded = false;
  bool used = false;
  bool is_alias = false;
  uint8_t builtin = 0;      // check::Builtin
  NameId name;
  PackageId package;        // none: universe
  TypeId type;              // none until resolved
  PackageId imported;       // of a Package object
  uint32_t decl = 0;        // index into the package's declarations plus one; 0: universe
  uint32_t node = 0;        // syntax::NodeId of the name in that declaration
  uint32_t owner = 0;       // locals: the FuncLit or FuncDecl node that declares them
  constant::Value value;    // constants
};

enum class Resolve : uint8_t { Type };
using Resolver = std::function<void(ObjectId)>;

class TypeTable {
 public:
  explicit TypeTable(base::NameTable& names);
  base::NameTable& names() const { return names_; }

  // ---- making types
  TypeId basic(BasicKind kind) const { return TypeId(static_cast<uint32_t>(kind) + 1); }
  TypeId invalid() const { return basic(BasicKind::Invalid); }
  TypeId byte_type() const { return byte_; }
  TypeId rune_type() const { return rune_; }
  TypeId any_type() const { return any_; }
  TypeId error_type() const { return error_; }
  TypeId comparable_type() const { return comparable_; }
  TypeId empty_interface() const { return empty_interface_; }
  TypeId pointer(TypeId element);
  TypeId slice(TypeId element);
  TypeId array(TypeId element, int64_t length);  // length -1: unknown
  TypeId map(TypeId key, TypeId value);
  TypeId chan(TypeId element, ChanDir dir);
  TypeId tuple(std::vector<TypeId> elements);
  TypeId structure(std::vector<Field> fields);
  TypeId signature(Signature signature);
  TypeId interface(Interface interface);
  TypeId make_union(std::vector<Term> terms);
  TypeId named(ObjectId object);
  TypeId alias(ObjectId object, TypeId target);
  TypeId type_param(ObjectId object, uint32_t index);
  TypeId instance(TypeId origin, std::vector<TypeId> args);

  // ---- reading types
  TypeKind kind(TypeId t) const { return types_[t.value].kind; }
  const TypeData& data(TypeId t) const { return types_[t.value]; }
  BasicKind basic_kind(TypeId t) const;  // of the underlying type; Invalid if it is not basic
  TypeId unalias(TypeId t) const;
  TypeId underlying(TypeId t);  // of a type parameter: its constraint interface
  TypeKind underlying_kind(TypeId t) { return kind(underlying(t)); }
  TypeId elem(TypeId t) const { return kind(t) == TypeKind::Map ? types_[t.value].b : types_[t.value].a; }  // of an underlying type
  TypeId key(TypeId t) const { return types_[t.value].a; }
  ChanDir chan_dir(TypeId t) const { return static_cast<ChanDir>(types_[t.value].detail); }
  int64_t length(TypeId t) const { return types_[t.value].length; }
  const std::vector<TypeId>& elements(TypeId tuple) const { return tuples_[types_[tuple.value].extra]; }
  const std::vector<Field>& fields(TypeId t) const { return structs_[types_[t.value].extra]; }
  const Signature& signature_of(TypeId t) const { return signatures_[types_[t.value].extra]; }
  const Interface& interface_of(TypeId t) const { return interfaces_[types_[t.value].extra]; }
  const std::vector<Term>& terms(TypeId t) const { return unions_[types_[t.value].extra]; }
  const TypeSet& type_set(TypeId interface_type);
  Named& named_of(TypeId t) { return named_[types_[t.value].extra]; }
  const Named& named_of(TypeId t) const { return named_[types_[t.value].extra]; }
  TypeParam& type_param_of(TypeId t) { return type_params_[types_[t.value].extra]; }
  const TypeParam& type_param_of(TypeId t) const { return type_params_[types_[t.value].extra]; }
  ObjectId alias_object(TypeId t) const { return ObjectId(types_[t.value].extra); }

  TypeId canon(TypeId t);
  bool identical(TypeId a, TypeId b) { return a == b || canon(a) == canon(b); }

  void set_underlying(TypeId named, TypeId underlying);
  void set_resolver(Resolver resolver) { resolver_ = std::move(resolver); }
  void resolve(ObjectId object) {
    if (resolver_) resolver_(object);
  }

  // ---- objects
  ObjectId add(Object object);
  Object& object(ObjectId id) { return objects_[id.value]; }
  const Object& object(ObjectId id) const { return objects_[id.value]; }
  // The object's type, resolved if it has not been.
  TypeId type_of(ObjectId id);

  // Package names and paths, for printing.
  PackageId add_package(std::string path, NameId name);
  struct PackageNames {
    std::string path;
    NameId name;
  };
  PackageNames& package(PackageId id) { return packages_[id.value]; }
  const PackageNames& package(PackageId id) const { return packages_[id.value]; }

 private:
  TypeId add_type(TypeData data);
  TypeId consed(std::vector<uint32_t> key, TypeData data);
  TypeId compute_canon(TypeId t);
  TypeId canon_struct(TypeId t);
  TypeId canon_signature(TypeId t);
  TypeId canon_interface(TypeId t);
  TypeId canon_by_key(std::vector<uint32_t> key, TypeId t);
  void expand(TypeId instance);
  TypeSet compute_type_set(TypeId interface_type, int depth);
  void make_universe_types();

  base::NameTable& names_;
  std::vector<TypeData> types_{1};
  std::vector<TypeId> canon_{1};
  std::deque<std::vector<TypeId>> tuples_;
  std::deque<std::vector<Field>> structs_;
  std::deque<Signature> signatures_;
  std::deque<Interface> interfaces_;
  std::deque<std::vector<Term>> unions_;
  std::deque<Named> named_;
  std::deque<TypeParam> type_params_;
  std::deque<Object> objects_{1};
  std::deque<PackageNames> packages_{1};
  absl::flat_hash_map<uint32_t, TypeSet*> type_sets_;
  std::deque<TypeSet> type_set_pool_;
  absl::flat_hash_map<std::vector<uint32_t>, TypeId> consed_;
  absl::flat_hash_map<std::vector<uint32_t>, TypeId> canon_keys_;
  absl::flat_hash_map<std::vector<uint32_t>, TypeId> instances_;
  Resolver resolver_;
  TypeId byte_, rune_, any_, error_, comparable_, empty_interface_;
};

// ---- predicates.cpp (specification: "Properties of types and values")
bool is_boolean(TypeTable& t, TypeId id);
bool is_integer(TypeTable& t, TypeId id);
bool is_unsigned(TypeTable& t, TypeId id);
bool is_float(TypeTable& t, TypeId id);
bool is_complex(TypeTable& t, TypeId id);
bool is_numeric(TypeTable& t, TypeId id);
bool is_string(TypeTable& t, TypeId id);
bool is_untyped(const TypeTable& t, TypeId id);
bool is_interface(TypeTable& t, TypeId id);        // not a type parameter
bool is_type_param(const TypeTable& t, TypeId id);
bool is_named(const TypeTable& t, TypeId id);      // basic, named, alias of one, or type parameter
bool has_nil(TypeTable& t, TypeId id);
bool comparable(TypeTable& t, TypeId id);
bool ordered(TypeTable& t, TypeId id);
bool is_bytes_or_runes(TypeTable& t, TypeId id);
TypeId default_type(TypeTable& t, TypeId id);      // of an untyped type
// The single underlying type of a type parameter's set (its core type); for other types the underlying type. None: there is none.
TypeId core_type(TypeTable& t, TypeId id);
// Whether any type parameter occurs in the type.
bool mentions_type_params(TypeTable& t, TypeId id);
// Whether every type of a type parameter's set satisfies the predicate; for other types, whether it does.
bool all_types(TypeTable& t, TypeId id, const std::function<bool(TypeId)>& predicate);

// ---- lookup.cpp (specification: "Selectors"; go/types: LookupFieldOrMethod)
struct LookupResult {
  enum class Kind : uint8_t { NotFound, Field, Method, InterfaceMethod, Ambiguous } kind = Kind::NotFound;
  std::vector<uint32_t> path;  // field indexes; of a method: the embedded fields that lead to its receiver
  bool indirect = false;       // a pointer was followed on the way
  TypeId type;                 // of the field, or the method's signature (of the instance)
  ObjectId object;
  TypeId receiver;             // of a method: the type that declares it (named, or interface), as found along the path
  bool pointer_receiver = false;
};
LookupResult lookup(TypeTable& t, TypeId type, PackageId package, NameId name);
// The first method of the interface that `type` lacks; none: it implements the interface's methods. `wrong_type`: a method of that name exists.
struct MissingMethod {
  NameId name;
  bool wrong_type = false;
  bool pointer_receiver = false;
};
std::optional<MissingMethod> missing_method(TypeTable& t, TypeId type, TypeId interface_type);
// Methods plus type terms (specification: "Implementing an interface").
bool implements(TypeTable& t, TypeId type, TypeId interface_type);
bool is_exported(std::string_view name);

// ---- substitute.cpp
struct Substitution {
  std::span<const TypeId> params;
  std::span<const TypeId> args;
};
TypeId substitute(TypeTable& t, TypeId type, const Substitution& substitution);

// ---- sizes.cpp (cmd/compile: types.CalcSize; amd64)
struct Sizes {
  int64_t pointer = 8;
};
int64_t size_of(TypeTable& t, TypeId id, const Sizes& sizes = {});
int64_t align_of(TypeTable& t, TypeId id, const Sizes& sizes = {});
std::vector<int64_t> offsets_of(TypeTable& t, TypeId struct_type, const Sizes& sizes = {});
bool has_pointers(TypeTable& t, TypeId id);
// Whether an interface holds a value of this type in its data word (cmd/compile: types.IsDirectIface).
bool is_direct_interface(TypeTable& t, TypeId id);

// ---- write_type.cpp
enum class TypeStyle : uint8_t { GoTypes, Gc, Link };  // go/types' String, gc's messages, gc's link names (full paths)
std::string type_string(TypeTable& t, TypeId id, PackageId local, TypeStyle style);

}  // namespace escapement::types
