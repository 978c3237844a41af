#include "analysis/facts/check.h"

#include <algorithm>

namespace escapement::facts {

namespace {

class Checker {
 public:
  explicit Checker(const InlineFacts& facts) : f_(facts) {}

  bool run() const {
    if (f_ == InlineFacts{}) return true;  // a package that has none
    return !f_.packages.empty() && all(f_.objects, &Checker::object) && all(f_.types, &Checker::type) &&
           all(f_.local_types, &Checker::local_type) && all(f_.functions, &Checker::function) && all(f_.passed_on, &Checker::passed_on) &&
           std::ranges::is_sorted(f_.functions, {}, &InlineFunction::name);
  }

 private:
  template <class T>
  bool all(const std::vector<T>& list, bool (Checker::*check)(const T&, Index) const) const {
    for (Index i = 0; i < list.size(); ++i) {
      if (!(this->*check)(list[i], i)) return false;
    }
    return true;
  }
  template <class T>
  static bool has(const std::vector<T>& table, Index index) {
    return index < table.size();
  }
  template <class T>
  static bool has_optional(const std::vector<T>& table, OptionalIndex index) {
    return index <= table.size();
  }

  bool object(const ObjectName& object, Index i) const {
    if (!has(f_.names, object.name) || !has_optional(f_.packages, object.package)) return false;
    switch (object.kind) {
      case ObjectName::Kind::Declared: return object.of == 0;
      case ObjectName::Kind::Method: return object.of < i && f_.objects[object.of].kind == ObjectName::Kind::Declared;
      case ObjectName::Kind::InterfaceMethod: return has(f_.types, object.of);
    }
    return false;
  }

  // An interface's method is found through a type, so no type is made of one.
  bool is_plain(Index i) const { return has(f_.objects, i) && f_.objects[i].kind != ObjectName::Kind::InterfaceMethod; }

  bool type(const Type& type, Index i) const {
    bool const parts = std::ranges::all_of(type.types, [&](Index each) { return each < i; });
    bool const members = std::ranges::all_of(type.members, [&](const Member& each) {
      return each.type < i && has_optional(f_.names, each.name) && has_optional(f_.packages, each.package) &&
             has_optional(f_.names, each.tag);
    });
    return parts && members && has_optional(f_.names, type.name) && form(type);
  }

  bool form(const Type& type) const {
    constexpr uint64_t kDirections = 3;
    size_t const parts = type.types.size();
    switch (type.form) {
      case TypeForm::Predeclared: return type.name != 0 && parts == 0;
      case TypeForm::Declared: return is_plain(type.object);
      case TypeForm::OfObject: return is_plain(type.object) && parts == 0;
      case TypeForm::Local: return has(f_.local_types, type.object) && parts == 0;
      case TypeForm::Pointer:
      case TypeForm::Slice:
      case TypeForm::Shape: return parts == 1;
      case TypeForm::Array: return parts == 1 && type.number <= INT64_MAX;
      case TypeForm::Map: return parts == 2;
      case TypeForm::Chan: return parts == 1 && type.number < kDirections;
      case TypeForm::Struct:
      case TypeForm::Union: return parts == 0;
      case TypeForm::Tuple: return type.members.empty();
      case TypeForm::Signature: {
        if (type.number > type.members.size()) return false;
        uint64_t const others = type.members.size() - type.number;
        return parts == 0 && others >= (type.flag ? 1U : 0U) + (type.spread ? 1U : 0U);
      }
      case TypeForm::Interface: return true;
    }
    return false;
  }

  bool local_type(const LocalType& type, Index) const { return has(f_.names, type.name) && has(f_.types, type.type); }

  bool function(const InlineFunction& function, Index) const {
    bool const body = function.inlinable && function.object != 0;
    return has_optional(f_.objects, function.object) && (function.marks & ~kAllFunctionMarks) == 0 && body != function.body.empty() &&
           function.inlinable == function.reason.empty() && (function.object != 0 || function.tags.empty());
  }

  bool passed_on(const Index& object, Index) const { return is_plain(object); }

  const InlineFacts& f_;
};

}  // namespace

bool holds_together(const InlineFacts& facts) { return Checker(facts).run(); }

}  // namespace escapement::facts
