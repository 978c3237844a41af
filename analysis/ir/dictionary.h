// What a function compiled for shapes takes from its dictionary (cmd/compile/internal/noder, writer.go: writerDict): methods of type parameters,
// dictionaries of the instances it uses, runtime types, interface tables. Each once, in the order in which the body first needs it; gc's
// messages show how many words there are, and their indices.
#pragma once

#include <vector>

#include "analysis/ir/ir.h"

namespace escapement::ir {

enum class DictionarySection : uint8_t { Methods, Dictionaries, RuntimeTypes, Itabs };

class Dictionary {
 public:
  // Each gives the entry's index in its section.
  uint32_t method(TypeId type_param, base::NameId name) { return index_of(methods_, {type_param, TypeId(name.value)}); }
  uint32_t runtime_type(TypeId type) { return index_of(runtime_types_, {type, TypeId()}); }
  uint32_t itab(TypeId type, TypeId interface) { return index_of(itabs_, {type, interface}); }
  uint32_t dictionary(ObjectId generic, types::TypeList arguments) {
    for (uint32_t i = 0; i < dictionaries_.size(); ++i) {
      if (dictionaries_[i].first == generic && std::ranges::equal(dictionaries_[i].second, arguments)) return i;
    }
    dictionaries_.emplace_back(generic, types::TypeVector(arguments.begin(), arguments.end()));
    return static_cast<uint32_t>(dictionaries_.size() - 1);
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
  using Pair = std::pair<TypeId, TypeId>;
  static uint32_t index_of(std::vector<Pair>& list, Pair entry) {
    auto const it = std::ranges::find(list, entry);
    auto const index = static_cast<uint32_t>(it - list.begin());
    if (it == list.end()) list.push_back(entry);
    return index;
  }

  std::vector<Pair> methods_;
  std::vector<std::pair<ObjectId, types::TypeVector>> dictionaries_;
  std::vector<Pair> runtime_types_;
  std::vector<Pair> itabs_;
};

}  // namespace escapement::ir
