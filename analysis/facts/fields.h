// The fields of facts in the order in which they are written, each named once for writing and reading.
#pragma once

#include <tuple>

#include "analysis/facts/facts.h"

namespace escapement::facts {

constexpr auto fields_of(const ParamFacts*) { return std::tuple{&ParamFacts::pessimistic, &ParamFacts::optimistic}; }
constexpr auto fields_of(const FunctionFacts*) {
  return std::tuple{&FunctionFacts::name, &FunctionFacts::uintptr_arguments, &FunctionFacts::params};
}
constexpr auto fields_of(const File*) { return std::tuple{&File::name, &File::size, &File::hash}; }
constexpr auto fields_of(const ObjectName*) {
  return std::tuple{&ObjectName::kind, &ObjectName::package, &ObjectName::name, &ObjectName::of};
}
constexpr auto fields_of(const Member*) { return std::tuple{&Member::name, &Member::package, &Member::type, &Member::tag, &Member::flag}; }
constexpr auto fields_of(const Type*) {
  return std::tuple{&Type::form, &Type::flag, &Type::spread, &Type::number, &Type::name, &Type::object, &Type::types, &Type::members};
}
constexpr auto fields_of(const LocalType*) { return std::tuple{&LocalType::name, &LocalType::type}; }
constexpr auto fields_of(const InlineFunction*) {
  return std::tuple{&InlineFunction::name,  &InlineFunction::object, &InlineFunction::inlinable, &InlineFunction::cost,
                    &InlineFunction::marks, &InlineFunction::reason, &InlineFunction::body,      &InlineFunction::tags};
}
constexpr auto fields_of(const InlineFacts*) {
  return std::tuple{&InlineFacts::vocabulary, &InlineFacts::names,    &InlineFacts::packages,    &InlineFacts::files,
                    &InlineFacts::objects,    &InlineFacts::types,    &InlineFacts::local_types, &InlineFacts::constants,
                    &InlineFacts::functions,  &InlineFacts::passed_on};
}
constexpr auto fields_of(const PackageFacts*) {
  return std::tuple{&PackageFacts::import_path, &PackageFacts::functions, &PackageFacts::inlining};
}

// The last value of an enumeration.
constexpr uint64_t last_of(UintptrArguments) { return static_cast<uint64_t>(UintptrArguments::Escape); }
constexpr uint64_t last_of(ObjectName::Kind) { return static_cast<uint64_t>(ObjectName::Kind::InterfaceMethod); }
constexpr uint64_t last_of(TypeForm) { return static_cast<uint64_t>(TypeForm::Shape); }

}  // namespace escapement::facts
