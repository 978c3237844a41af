// The names that are visible inside a declaration, innermost first. One stack serves all checkers of a thread: a checker sees what it
// entered itself, not the locals of the one that made it necessary.
#pragma once

#include <vector>

#include "analysis/types/object.h"

namespace escapement::check {

struct Scopes {
  struct Local {
    base::NameId name;
    types::ObjectId object;
    uint32_t shadowed = 0;  // index plus one of the entry of the same name below
  };
  std::vector<Local> locals;
  std::vector<uint32_t> top;  // by NameId: index plus one of the innermost entry

  void enter(base::NameId name, types::ObjectId object) {
    if (top.size() <= name.value) top.resize(name.value + 1024);
    locals.push_back({name, object, top[name.value]});
    top[name.value] = static_cast<uint32_t>(locals.size());
  }
  void leave(size_t mark) {
    while (locals.size() > mark) {
      top[locals.back().name.value] = locals.back().shadowed;
      locals.pop_back();
    }
  }
  // The innermost entry at or above `from`; none if there is none.
  types::ObjectId find(base::NameId name, size_t from) const {
    if (name.value >= top.size()) return {};
    uint32_t const at = top[name.value];
    return at > from ? locals[at - 1].object : types::ObjectId();
  }
};

}  // namespace escapement::check
