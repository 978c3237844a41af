// Types that would contain themselves (go/types: validType): a value of theirs has no size. They become invalid, so that whoever measures
// or compares types comes to an end.
#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

namespace {

constexpr size_t kDeepestNesting = 200;  // of instances in instances, which need not repeat

class ContainsItself {
 public:
  explicit ContainsItself(types::TypeTable& t) : t_(t) {}

  // Whether a value of the type holds a value of a type that holds it.
  bool operator()(TypeId type) {
    type = t_.unalias(type);
    switch (t_.kind(type)) {
      case TypeKind::Array: return (*this)(t_.elem(type));
      case TypeKind::Struct: return std::ranges::any_of(t_.fields(type), [&](const types::Field& f) { return (*this)(f.type); });
      case TypeKind::Named: break;
      default: return false;
    }
    if (valid_.contains(type.value)) return false;
    if (std::ranges::find(path_, type) != path_.end() || path_.size() > kDeepestNesting) return true;
    path_.push_back(type);
    bool const found = (*this)(t_.underlying(type));
    path_.pop_back();
    if (!found) valid_.insert(type.value);
    return found;
  }

 private:
  types::TypeTable& t_;
  std::vector<TypeId> path_;
  absl::flat_hash_set<uint32_t> valid_;
};

}  // namespace

void Checker::validate_type(ObjectId object) {
  TypeId const type = t_.object(object).type;
  NodeId const at(t_.object(object).node);
  bool const named = t_.kind(type) == TypeKind::Named;
  TypeId const written = named ? t_.named_of(type).rhs : t_.alias_of(type).target;
  if (!written || t_.kind(written) == TypeKind::Invalid) return;
  bool const endless = named ? !is_valid(t_.underlying(type)) && !types::is_type_param(t_, written) : !is_valid(t_.unalias(type));
  if (!endless && (!named || !ContainsItself(t_)(type))) return;
  error(at, "check.recursive-type", fmt::format("the type {} contains itself", word(t_.object(object).name)));
  if (named) {
    t_.named_of(type).rhs = t_.invalid();
    t_.named_of(type).underlying = t_.invalid();
  } else {
    t_.alias_of(type).target = t_.invalid();
  }
}

}  // namespace escapement::check
