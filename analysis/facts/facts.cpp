#include "analysis/facts/facts.h"

#include <algorithm>

namespace escapement::facts {

UintptrArguments uintptr_arguments(uint32_t marks) {
  if ((marks & kUintptrEscapes) != 0) return UintptrArguments::Escape;
  return (marks & (kNoBody | kUintptrKeepAlive)) != 0 ? UintptrArguments::KeptAlive : UintptrArguments::Plain;
}

const FunctionFacts* PackageFacts::find(std::string_view name) const {
  auto const it = std::ranges::lower_bound(functions, name, {}, &FunctionFacts::name);
  return it != functions.end() && it->name == name ? &*it : nullptr;
}

void Facts::add(PackageFacts package) {
  std::ranges::sort(package.functions, {}, &FunctionFacts::name);
  std::string path = package.import_path;
  packages_.insert_or_assign(std::move(path), std::move(package));
}

const PackageFacts* Facts::package(std::string_view import_path) const {
  auto const it = packages_.find(import_path);
  return it == packages_.end() ? nullptr : &it->second;
}

const FunctionFacts* Facts::find(std::string_view import_path, std::string_view function) const {
  const PackageFacts* const found = package(import_path);
  return found == nullptr ? nullptr : found->find(function);
}

}  // namespace escapement::facts
