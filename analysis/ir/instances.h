// The instances of generic functions and types that a package compiles (cmd/compile/internal/noder, reader.go: funcInst, objIdx, readBodies). Of
// each there are two functions: one for the shapes of the type arguments, which takes a dictionary, and a wrapper with the arguments themselves
// that calls it.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include "analysis/ir/dictionary.h"
#include "analysis/ir/ir.h"

namespace escapement::ir {

// What a body is lowered for.
struct Instantiation {
  Instance instance;                    // with the real arguments
  types::TypeVector params, stand_ins;  // the body's type parameters, and a type of its own for each, so that those of one shape stay apart
  Dictionary* dictionary = nullptr;
  struct Word {
    NodeId literal;  // the index
    DictionarySection section;
    uint32_t index;
  };
  struct Pointer {
    NodeId node;        // whose type is that of a pointer to a dictionary
    uint16_t instance;  // of Unit::instances: whose
  };
  std::vector<Word> words = {};
  std::vector<Pointer> pointers = {};
  LocalId parameter = {};                               // .dict
  absl::flat_hash_map<uint32_t, TypeId> replaced = {};  // types of the body, and what they are here
};

// A method value whose wrapper holds the receiver (`x.Method`, cmd/compile/internal/noder: methodValueWrapper).
struct MethodValue {
  TypeId receiver;
  base::NameId name;
  types::PackageId in;  // where it is written
};

class Instances {
 public:
  Instances(check::Program& program, check::Package& compiled_in);
  ~Instances();

  // gc reads a package in this order: what initialises variables, then its objects, then bodies, the last found first, with what they need.
  // Functions that are told of before they are read have their bodies read when their turn comes.
  void expect(ObjectId function, Unit& unit);
  void read_object(ObjectId object);
  // The types that declarations and bodies mention: the methods of every instance among them are compiled.
  void read_type(TypeId type);
  // The instances and types that a lowered unit uses.
  void read_unit(Unit& unit);
  // The types that an imported body has brought along by inlining, and the functions that they need which were not needed before.
  std::vector<std::unique_ptr<Unit>> lower_now(const Unit& imported);
  // The functions that an instance needs which inlining brought, and it, those of them that were not needed before.
  std::vector<std::unique_ptr<Unit>> lower_now(const Instance& instance);
  // The functions that are needed and not lowered yet, in the order in which gc has them, and those that come with type descriptors; null: none is
  // left.
  std::unique_ptr<Unit> next();
  // Those of them that came with what has been read so far.
  std::vector<std::unique_ptr<Unit>> take_ready();
  // The types of which the package makes method wrappers: its own, instances, and composite types that it writes.
  std::vector<TypeId> wrapped_types() const;
  // The units in the order in which their bodies were read, declared functions and what is made among them; not what initialises variables.
  std::span<const Unit* const> read_units() const;
  // The method values in what was read, in that order; not those of inlined bodies of other packages, nor the same ones elsewhere.
  std::vector<MethodValue> method_values() const;
  // The generic functions and types, in the order in which they are met, of which there is no end of instances, so that none is compiled. Only in
  // programs with errors.
  std::span<const ObjectId> without_end() const;
  bool is_without_end(ObjectId generic);
  // Fills in what depends on dictionaries of other instances. When all are lowered.
  void finish(std::span<const std::unique_ptr<Unit>> units);

 private:
  struct Reading;
  void read(const Reading& first);
  bool is_to_read(const Reading& reading) const;
  static uint32_t reading_key(const Reading& reading);
  void finish_reading(const Reading& reading);
  void finish_type(const Reading& reading);
  void parts_of(const Reading& reading, std::vector<Reading>& out);
  void parts_of_named(const Reading& reading, std::vector<Reading>& out);
  void read_signature(ObjectId generic, types::TypeList arguments);
  void read_shapes(const Instance& instance);
  void read_use(const Instance& instance);
  void read_method_value(const Unit& unit, const Node& node, bool here);
  void read_body_of(ObjectId function);
  void read_body(const Instance& instance, Unit* declared);
  void read_dictionary(const Instance& of);
  std::shared_ptr<Dictionary> dictionary_of(const Instance& of);
  types::Substitution substitution_of(const Instance& of, types::TypeVector& stand_ins);
  std::vector<Instance> dictionaries_in(const Instance& of);
  void read_types_of_dictionary(const Instance& of);
  void require(ObjectId generic, types::TypeList arguments);
  void require_function(const Instance& instance);
  void add_body(const Instance& instance);
  void take_made();
  std::vector<std::unique_ptr<Unit>> lower_rest();
  std::unique_ptr<Unit> shaped_body(const Instance& instance);
  void lower_shaped(const Instance& function);
  void lower_methods(TypeId named, types::TypeList shapes);
  std::unique_ptr<Unit> wrapper(const Instance& instance);
  std::unique_ptr<Unit> shaped(const Instance& instance);
  uint32_t words_of(const Instance& instance);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The arguments as the shaped function has them.
types::TypeList shapes_of(types::TypeTable& t, types::TypeList params, types::TypeList arguments);

// Whether a call is one of a type parameter's method, through a dictionary, where the argument is an interface
// (cmd/compile/internal/noder, reader.go: expr, exprCall).
bool is_imprecise(types::TypeTable& t, const Unit& unit, NodeId call);

}  // namespace escapement::ir
