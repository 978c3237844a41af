// What a function compiled for shapes takes from its dictionary (cmd/compile/internal/noder, writer.go: writerDict): methods of type parameters,
// dictionaries of the instances it uses, runtime types, interface tables. Each once, in the order in which the body first needs it; gc's
// messages show how many words there are, and their indices.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "analysis/ir/ir.h"

namespace escapement::ir {

enum class DictionarySection : uint8_t { Methods, Dictionaries, RuntimeTypes, Itabs };

// A type as gc's front end keeps it: one of its own for each place that writes or makes a composite type, and for each method of a generic type,
// whose type parameters are its own.
struct TypeOccurrence {
  TypeId type;
  uint32_t origin = 0;  // the place of a pointer, slice, array, map or channel type; 0 for all others
  uint32_t method = 0;
  bool operator==(const TypeOccurrence&) const = default;
};

class Dictionary {
 public:
  // What follows belongs to the next method of the type.
  void begin_method() { ++method_; }

  // Each gives the entry's index in its section.
  uint32_t method(uint32_t type_param, base::NameId name) { return index_of(methods_, std::pair(type_param, name)); }
  uint32_t runtime_type(TypeId type, uint32_t origin) { return index_of(runtime_types_, occurrence(type, origin)); }
  uint32_t itab(TypeOccurrence type, TypeOccurrence interface) {
    return index_of(itabs_, std::pair(occurrence(type.type, type.origin), occurrence(interface.type, interface.origin)));
  }

  struct Instanced {
    ObjectId generic;
    types::TypeVector arguments;
    uint32_t method;
    bool operator==(const Instanced&) const = default;
  };
  const std::vector<Instanced>& dictionaries() const { return dictionaries_; }
  const std::vector<TypeOccurrence>& runtime_types() const { return runtime_types_; }
  const std::vector<std::pair<TypeOccurrence, TypeOccurrence>>& itabs() const { return itabs_; }

  uint32_t dictionary(ObjectId generic, types::TypeList arguments) {
    return index_of(dictionaries_, Instanced{generic, types::TypeVector(arguments.begin(), arguments.end()), method_});
  }

  uint32_t offset(DictionarySection section) const {
    switch (section) {
      case DictionarySection::Methods: return 0;
      case DictionarySection::Dictionaries: return static_cast<uint32_t>(methods_.size());
      case DictionarySection::RuntimeTypes: return static_cast<uint32_t>(methods_.size() + dictionaries_.size());
      case DictionarySection::Itabs: break;
    }
    return static_cast<uint32_t>(methods_.size() + dictionaries_.size() + runtime_types_.size());
  }
  uint32_t words() const { return offset(DictionarySection::Itabs) + static_cast<uint32_t>(itabs_.size()); }

 private:
  TypeOccurrence occurrence(TypeId type, uint32_t origin) const { return {type, origin, method_}; }

  template <class Entry>
  static uint32_t index_of(std::vector<Entry>& list, const Entry& entry) {
    auto const it = std::ranges::find(list, entry);
    auto const index = static_cast<uint32_t>(it - list.begin());
    if (it == list.end()) list.push_back(entry);
    return index;
  }

  uint32_t method_ = 0;
  std::vector<std::pair<uint32_t, base::NameId>> methods_;
  std::vector<Instanced> dictionaries_;
  std::vector<TypeOccurrence> runtime_types_;
  std::vector<std::pair<TypeOccurrence, TypeOccurrence>> itabs_;
};

}  // namespace escapement::ir
