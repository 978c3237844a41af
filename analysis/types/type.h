// Go's types (specification: "Types").
//
// A TypeId names one type as it was written; `canon` maps it to one representative per identity class, so that
// identical(a, b) ⇔ canon(a) == canon(b). Aliases, byte, rune and any are types of their own that print as written.
// Named types and type parameters are identical only to themselves; instances of a generic type are made once per list of arguments
// as written, and are identical where their arguments are.
//
// Everything about a defined type or alias but its name is filled in on demand by the resolver that the checker installs, so types may
// refer to each other in any order. Lists live in the table's arena: they are spans, cheap to pass, valid as long as the table.
//
// Thread-safe, with one condition: an object or a declared type is filled in by one thread, and others meet it only afterwards (packages
// are declared before those that import them; check/graph.h). Everything that is derived from them on demand (instances, underlying types,
// type sets, representatives) may be asked for by many threads at once. The numbers of ids then differ from run to run, so nothing that
// people see may depend on their order.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <absl/container/inlined_vector.h>

#include "analysis/base/atomic_id.h"
#include "analysis/base/shared_arena.h"
#include "analysis/base/shared_map.h"
#include "analysis/base/stable_vector.h"
#include "analysis/types/object.h"
#include "analysis/types/sizes.h"

namespace escapement::types {

enum class TypeKind : uint8_t {
  Invalid,
  Basic,
  Named,
  Alias,
  Pointer,
  Array,
  Slice,
  Map,
  Chan,
  Struct,
  Tuple,
  Signature,
  Interface,
  Union,
  TypeParam,
};

enum class BasicKind : uint8_t {
  Invalid,
  Bool,
  Int,
  Int8,
  Int16,
  Int32,
  Int64,
  Uint,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Uintptr,
  Float32,
  Float64,
  Complex64,
  Complex128,
  String,
  UnsafePointer,
  UntypedBool,
  UntypedInt,
  UntypedRune,
  UntypedFloat,
  UntypedComplex,
  UntypedString,
  UntypedNil,
};

enum class ChanDir : uint8_t { Both, Send, Receive };

using TypeList = std::span<const TypeId>;
using TypeVector = absl::InlinedVector<TypeId, 4>;

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
  TypeList type_params;
  TypeList receiver_type_params;  // of a method of a generic type: each method declares its own
  const Parameter* receiver = nullptr;
  std::span<const Parameter> params;
  std::span<const Parameter> results;
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
  std::span<const Method> methods;  // sorted as type sets sort them
  TypeList embedded;                // named interfaces, unions, other types
  bool implicit = false;            // the constraint ~T or A|B, written without interface{}
};

// What an interface stands for (specification: "Interface types", go/types: computeInterfaceTypeSet).
struct TypeSet {
  std::span<const Method> methods;  // all; exported names first, then by name
  std::span<const Term> terms;      // disjoint
  bool all_types = true;            // no terms restrict it
  bool comparable = false;          // only where all_types
  bool has_terms() const { return !all_types && !terms.empty(); }
  bool is_empty() const { return !all_types && terms.empty(); }
};

using AtomicTypeId = base::AtomicId<TypeId>;

struct Named {
  ObjectId object;
  AtomicTypeId rhs;         // the type it was declared as; none until resolved
  AtomicTypeId underlying;  // none until asked for
  TypeId origin;            // of an instance: the generic type
  TypeList args;
  TypeList type_params;           // known once resolved
  std::vector<ObjectId> methods;  // of the origin, in order of declaration
  bool generic = false;           // declared with type parameters
  bool is_local = false;          // declared inside a function
  uint32_t number = 0;            // of a local type in its package, as link names have it (check::number_local_types); 0: not given yet
  bool is_shape = false;          // stands for all types of one form (shapes.h)
};

struct Alias {
  ObjectId object;
  AtomicTypeId target;  // as written; none until resolved
  TypeId origin;        // of an instance
  TypeList args;
  TypeList type_params;
  bool generic = false;
};

struct TypeParam {
  ObjectId object;
  AtomicTypeId constraint;
  uint32_t index = 0;
};

constexpr uint8_t kMentionsTypeParam = 1;
constexpr uint8_t kMentionsShape = 2;
constexpr uint8_t kMentionsStandIn = 4;  // a shape that stands for a type parameter while a body is lowered

struct TypeData {
  TypeKind kind = TypeKind::Invalid;
  uint8_t detail = 0;    // BasicKind, ChanDir
  uint8_t mentions = 0;  // what occurs in it: kMentionsTypeParam, kMentionsShape
  TypeId a;              // element, key
  TypeId b;              // map value
  uint32_t extra = 0;    // index into the pool of the kind
  int64_t length = 0;    // array
};
static_assert(sizeof(TypeData) == 24);

class TypeTable {
 public:
  using Resolver = std::function<void(ObjectId)>;
  TypeTable(base::NameTable& names, Sizes sizes);
  TypeTable(const TypeTable&) = delete;
  TypeTable& operator=(const TypeTable&) = delete;
  base::NameTable& names() const { return names_; }
  const Sizes& sizes() const { return sizes_; }

  // ---- making types. Spans are copied into the arena.
  TypeId basic(BasicKind kind) const { return TypeId(static_cast<uint32_t>(kind) + 1); }
  TypeId invalid() const { return basic(BasicKind::Invalid); }
  TypeId byte_type() const { return byte_; }
  TypeId rune_type() const { return rune_; }
  TypeId any_type() const { return any_; }
  TypeId error_type() const { return error_; }
  TypeId comparable_type() const { return comparable_; }
  TypeId empty_interface() const { return empty_interface_; }
  TypeId any_interface() const { return any_interface_; }  // what any is an alias of
  TypeId pointer(TypeId element);
  TypeId slice(TypeId element);
  TypeId array(TypeId element, int64_t length);  // length -1: unknown
  TypeId map(TypeId key, TypeId value);
  TypeId chan(TypeId element, ChanDir dir);
  TypeId tuple(TypeList elements);
  TypeId structure(std::span<const Field> fields);
  TypeId signature(const Signature& signature);
  TypeId interface(const Interface& interface);
  TypeId make_union(std::span<const Term> terms);
  TypeId named(ObjectId object);
  TypeId alias(ObjectId object);
  TypeId type_param(ObjectId object, uint32_t index);
  TypeId instance(TypeId origin, TypeList args);                        // of a generic defined type or alias
  TypeId shape(NameId name, TypeId underlying, bool stand_in = false);  // shapes.h says which

  // ---- reading types
  TypeKind kind(TypeId t) const { return types_[t.value].data.kind; }
  const TypeData& data(TypeId t) const { return types_[t.value].data; }
  bool parameterized(TypeId t) const { return (types_[t.value].data.mentions & kMentionsTypeParam) != 0; }
  bool has_shape(TypeId t) const { return (types_[t.value].data.mentions & kMentionsShape) != 0; }  // one occurs in it
  bool has_stand_in(TypeId t) const { return (types_[t.value].data.mentions & kMentionsStandIn) != 0; }
  bool is_shape(TypeId t) const { return kind(t) == TypeKind::Named && named_of(t).is_shape; }
  BasicKind basic_kind(TypeId t);  // of the underlying type; Invalid if it is not basic
  TypeId unalias(TypeId t) { return kind(t) == TypeKind::Alias ? unalias_slow(t) : t; }
  // The underlying type; of a type parameter its constraint interface. Invalid while a declaration is being resolved.
  TypeId underlying(TypeId t);
  TypeKind underlying_kind(TypeId t) { return kind(underlying(t)); }
  TypeId elem(TypeId t) const {
    return kind(t) == TypeKind::Map ? types_[t.value].data.b : types_[t.value].data.a;
  }  // of an underlying type
  TypeId key(TypeId t) const { return types_[t.value].data.a; }
  ChanDir chan_dir(TypeId t) const { return static_cast<ChanDir>(types_[t.value].data.detail); }
  int64_t length(TypeId t) const { return types_[t.value].data.length; }
  TypeList elements(TypeId tuple) const { return tuples_[types_[tuple.value].data.extra]; }
  std::span<const Field> fields(TypeId t) const { return structs_[types_[t.value].data.extra]; }
  const Signature& signature_of(TypeId t) const { return signatures_[types_[t.value].data.extra]; }
  const Interface& interface_of(TypeId t) const { return interfaces_[types_[t.value].data.extra].body; }
  std::span<const Term> terms(TypeId t) const { return unions_[types_[t.value].data.extra]; }
  const TypeSet& type_set(TypeId interface_type);
  Named& named_of(TypeId t) { return named_[types_[t.value].data.extra]; }
  const Named& named_of(TypeId t) const { return named_[types_[t.value].data.extra]; }
  Alias& alias_of(TypeId t) { return aliases_[types_[t.value].data.extra]; }
  const Alias& alias_of(TypeId t) const { return aliases_[types_[t.value].data.extra]; }
  ObjectId alias_object(TypeId t) const { return alias_of(t).object; }
  TypeParam& type_param_of(TypeId t) { return type_params_[types_[t.value].data.extra]; }
  const TypeParam& type_param_of(TypeId t) const { return type_params_[types_[t.value].data.extra]; }
  // Of a generic type or alias, resolved.
  TypeList type_params(TypeId generic);
  bool is_generic(TypeId t);  // a generic type or alias without arguments
  TypeId origin(TypeId named) const { return named_of(named).origin ? named_of(named).origin : named; }
  // A generic function's signature with type arguments, no longer generic.
  TypeId instantiate_signature(TypeId signature, TypeList args);
  // The signature that a method of the origin has for this (instance of the) type.
  TypeId method_signature(TypeId named, ObjectId method);

  TypeId canon(TypeId t);
  bool identical(TypeId a, TypeId b) { return a == b || canon(a) == canon(b); }

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

  template <class T>
  std::span<const T> keep(std::span<const T> list) {
    if (list.empty()) return {};
    auto* const out = static_cast<T*>(arena_.allocate(list.size_bytes()));
    std::uninitialized_copy(list.begin(), list.end(), out);
    return {out, list.size()};
  }
  size_t type_count() const { return types_.size(); }

 private:
  struct SimpleKey {
    TypeKind kind;
    uint8_t detail;
    TypeId a, b;
    int64_t length;
    bool operator==(const SimpleKey&) const = default;
    template <class H>
    friend H AbslHashValue(H h, const SimpleKey& k) {
      return H::combine(std::move(h), k.kind, k.detail, k.a.value, k.b.value, k.length);
    }
  };
  struct ListKey {
    TypeList list;
    bool operator==(const ListKey& o) const { return std::ranges::equal(list, o.list); }
    template <class H>
    friend H AbslHashValue(H h, const ListKey& k) {
      for (TypeId t : k.list) h = H::combine(std::move(h), t.value);
      return H::combine(std::move(h), k.list.size());
    }
  };
  using ListMap = base::SharedMap<ListKey, TypeId>;
  using KeyVector = absl::InlinedVector<TypeId, 24>;

  TypeId add_type(TypeData data);
  TypeId simple(TypeKind kind, uint8_t detail, TypeId a, TypeId b, int64_t length);
  TypeId compute_canon(TypeId t);
  TypeId canon_struct(TypeId t);
  TypeId canon_signature(TypeId t);
  TypeId canon_interface(TypeId t);
  TypeId canon_union(TypeId t);
  TypeId canon_by_key(const KeyVector& key, TypeId t);
  void add_terms(KeyVector& key, std::span<const Term> terms);
  TypeId unalias_slow(TypeId t);
  TypeId compute_underlying(TypeId named, int depth);
  void compute_type_set(TypeId interface_type, TypeSet& out);
  void make_universe_types();
  uint8_t mentioned_by(TypeList list) const;

  struct Slot {
    TypeData data;
    AtomicTypeId canon;  // none until asked for
  };
  struct InterfaceSlot {
    explicit InterfaceSlot(const Interface& interface) : body(interface) {}
    Interface body;
    std::atomic<const TypeSet*> set{nullptr};  // null until asked for
    // Of the thread that holds derive_mutex_, while it computes:
    TypeSet* unfinished = nullptr;
    bool canon_begun = false;
  };

  base::NameTable& names_;
  Sizes sizes_;
  base::SharedArena arena_;
  base::StableVector<Slot> types_;
  base::StableVector<TypeList> tuples_;
  base::StableVector<std::span<const Field>> structs_;
  base::StableVector<Signature> signatures_;
  base::StableVector<InterfaceSlot> interfaces_;
  base::StableVector<std::span<const Term>> unions_;
  base::StableVector<Named> named_;
  base::StableVector<Alias> aliases_;
  base::StableVector<TypeParam> type_params_;
  base::StableVector<Object> objects_;
  base::StableVector<PackageNames> packages_;
  base::StableVector<TypeSet> type_sets_;
  TypeSet const unrestricted_{};
  std::recursive_mutex derive_mutex_;  // type sets and representatives of interfaces, which may be recursive
  int type_set_depth_ = 0;
  base::SharedMap<SimpleKey, TypeId> simple_;
  ListMap tuple_ids_;
  ListMap canon_keys_;
  ListMap instances_;
  base::SharedMap<uint64_t, TypeId> method_signatures_;
  base::SharedMap<NameId, TypeId> shapes_;
  Resolver resolver_;
  TypeId byte_, rune_, any_, any_interface_, error_, comparable_, empty_interface_;
};

// ---- predicates.cpp (specification: "Properties of types and values"). Of a type parameter: of every type of its set.
bool is_boolean(TypeTable& t, TypeId id);
bool is_integer(TypeTable& t, TypeId id);
bool is_unsigned(TypeTable& t, TypeId id);
bool is_float(TypeTable& t, TypeId id);
bool is_complex(TypeTable& t, TypeId id);
bool is_numeric(TypeTable& t, TypeId id);
bool is_string(TypeTable& t, TypeId id);
bool is_numeric_or_string(TypeTable& t, TypeId id);
bool ordered(TypeTable& t, TypeId id);
bool is_untyped(const TypeTable& t, TypeId id);
bool is_interface(TypeTable& t, TypeId id);  // not a type parameter
bool is_type_param(TypeTable& t, TypeId id);
bool is_named(TypeTable& t, TypeId id);          // basic, named, alias of one, or type parameter
bool is_constant_type(TypeTable& t, TypeId id);  // basic, and not an unsafe pointer
bool has_nil(TypeTable& t, TypeId id);
// Whether == is defined. Dynamic: interfaces compare, though their values may panic; Strict: they do not.
enum class Comparability : uint8_t { Dynamic, Strict };
bool comparable(TypeTable& t, TypeId id, Comparability how = Comparability::Dynamic);
bool is_bytes_or_runes(TypeTable& t, TypeId id);
TypeId default_type(TypeTable& t, TypeId id);  // of an untyped type
// The underlying type that all types of a type parameter's set share (go/types: commonUnder); for other types the underlying type.
// None: there is none.
TypeId core_type(TypeTable& t, TypeId id);
// Whether any type parameter occurs in the type.
bool mentions_type_params(TypeTable& t, TypeId id);
// Whether one of the given type parameters does.
bool mentions_any_of(TypeTable& t, TypeId id, TypeList params);
// Identity that leaves struct tags out of account (specification: "Conversions").
bool identical_ignoring_tags(TypeTable& t, TypeId a, TypeId b);
// Identity also of interfaces that reach themselves through signatures, which identical() may miss. Slow.
bool identical_structure(TypeTable& t, TypeId a, TypeId b);

// Calls visit(type, underlying) for each term of a type parameter's set, visit(none, none) where it has no terms, and for any other
// type visit(id, its underlying type). Stops and is false where a visit is.
template <class Visit>
bool for_type_set(TypeTable& t, TypeId id, Visit&& visit) {
  if (!is_type_param(t, id)) return visit(id, t.underlying(id));
  TypeId const constraint = t.underlying(id);
  if (t.kind(constraint) != TypeKind::Interface) return visit(TypeId(), TypeId());
  const TypeSet& set = t.type_set(constraint);
  if (!set.has_terms()) return visit(TypeId(), TypeId());
  for (const Term& term : set.terms) {
    if (!visit(term.type, t.underlying(term.type))) return false;
  }
  return true;
}
// Whether every type of a type parameter's set satisfies the predicate; for other types, whether it does.
template <class Predicate>
bool all_types(TypeTable& t, TypeId id, Predicate&& predicate) {
  return for_type_set(t, id, [&](TypeId each, TypeId) { return each && predicate(each); });
}

// ---- lookup.cpp (specification: "Selectors"; go/types: LookupFieldOrMethod)
struct LookupResult {
  enum class Kind : uint8_t { NotFound, Field, Method, InterfaceMethod, Ambiguous } kind = Kind::NotFound;
  bool indirect = false;  // a pointer was followed on the way
  bool pointer_receiver = false;
  absl::InlinedVector<uint32_t, 2> path;  // field indexes; of a method: the embedded fields that lead to its receiver
  uint32_t method = 0;                    // of a method: its index in the declaring type, or in the interface's type set
  TypeId type;                            // of the field, or the method's signature (of the instance)
  ObjectId object;
  TypeId receiver;  // of a method: the type that declares it (named, or interface), as found along the path
  bool is_method() const { return kind == Kind::Method || kind == Kind::InterfaceMethod; }
};
LookupResult lookup(TypeTable& t, TypeId type, PackageId package, NameId name);
// The first method of the interface that `type` lacks; none: it implements the interface's methods. `wrong_type`: a method of that name exists.
struct MissingMethod {
  NameId name;
  bool wrong_type = false;
  bool pointer_receiver = false;
};
enum class MethodCheck : uint8_t { Static, Dynamic };  // Dynamic: an interface may lack a method that its value has
using Equivalent = std::function<bool(TypeId, TypeId)>;
std::optional<MissingMethod> missing_method(TypeTable& t, TypeId type, TypeId interface_type, MethodCheck how = MethodCheck::Static,
                                            const Equivalent* equivalent = nullptr);
// Methods plus type terms (specification: "Implementing an interface", "Satisfying a type constraint").
enum class Purpose : uint8_t { Implement, Satisfy };
bool implements(TypeTable& t, TypeId type, TypeId interface_type, Purpose purpose = Purpose::Implement);
bool is_exported(std::string_view name);
// The order of methods in type sets: exported names first, then by name, then by package path.
bool method_before(const TypeTable& t, const Method& a, const Method& b);

// ---- type_set.cpp
bool term_includes(TypeTable& t, const Term& term, TypeId type);
bool disjoint(TypeTable& t, const Term& a, const Term& b);  // whether no type is in both; neither is an interface
bool terms_subset(TypeTable& t, std::span<const Term> a, std::span<const Term> b);

// ---- substitute.cpp
struct Substitution {
  TypeList params;
  TypeList args;    // none: the parameter stays
  TypeId own = {};  // the generic type whose parameters they are: its instance for these very arguments is not made of their shapes
};
TypeId substitute(TypeTable& t, TypeId type, const Substitution& substitution);

// ---- write_type.cpp
// go/types' String with package names, the same with package paths, gc's messages, gc's link names (full paths).
enum class TypeStyle : uint8_t { GoTypes, GoTypesPaths, Gc, Link };
std::string type_string(TypeTable& t, TypeId id, PackageId local, TypeStyle style);

}  // namespace escapement::types
