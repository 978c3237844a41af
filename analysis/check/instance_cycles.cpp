// Instances that need ever more instances (go/types: mono.go). Type arguments flow into type parameters wherever something generic is
// instantiated. Where a type parameter flows back into itself as a part of a larger type, `func f[P any]() { f[*P]() }`, there is no end of
// instances; where it comes back as it went, there is. Type parameters belong to one package, so one package is enough to look at.
#include "analysis/check/instance_cycles.h"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/syntax/views.h"

namespace escapement::check {

using types::ObjectKind;
using types::TypeKind;
using types::TypeList;
using types::TypeTable;

namespace {

class InstanceCycles {
 public:
  InstanceCycles(Program& program, Package& package) : package_(package), t_(program.types()) {}

  // A type parameter or local type that grows without end; none if there is none.
  ObjectId find() {
    add_all();
    for (const auto& [from, to] : growing_) {
      if (reaches(to, from)) return ObjectId(to);
    }
    return {};
  }

  // All that grow without end.
  absl::flat_hash_set<uint32_t> find_all() {
    add_all();
    absl::flat_hash_set<uint32_t> out;
    for (const auto& [from, to] : growing_) {
      if ((!out.contains(from) || !out.contains(to)) && reaches(to, from)) out.insert({from, to});
    }
    return out;
  }

 private:
  void add_all() {
    name_receiver_params();
    for (const PackageDecl& decl : package_.decls) {
      std::vector<uint32_t> names;
      for (const auto& [name, instance] : decl.info.instances) names.push_back(name);
      std::ranges::sort(names);
      for (uint32_t name : names) add(decl.info.instances.at(name));
    }
  }

  // A method's receiver has type parameters of its own; they stand for those of the type.
  void name_receiver_params() {
    for (ObjectId function : package_.functions) {
      TypeId const type = t_.type_of(function);
      if (t_.kind(type) != TypeKind::Signature) continue;
      const types::Signature& signature = t_.signature_of(type);
      functions_[t_.object(function).decl] = type;
      if (signature.receiver == nullptr || signature.receiver_type_params.empty()) continue;
      TypeId base = t_.unalias(signature.receiver->type);
      if (t_.kind(base) == TypeKind::Pointer) base = t_.unalias(t_.elem(base));
      if (t_.kind(base) != TypeKind::Named) continue;
      TypeList const declared = t_.type_params(t_.origin(base));
      for (size_t i = 0; i < std::min(declared.size(), signature.receiver_type_params.size()); ++i) {
        same_[signature.receiver_type_params[i].value] = declared[i];
      }
    }
  }

  void add(const Instance& instance) {
    if (t_.object(instance.generic).package != package_.id) return;
    TypeId const generic = t_.type_of(instance.generic);
    TypeList const params = t_.kind(generic) == TypeKind::Signature ? t_.signature_of(generic).type_params
                            : t_.is_generic(generic)                ? t_.type_params(generic)
                                                                    : TypeList();
    for (size_t i = 0; i < std::min(params.size(), instance.args.size()); ++i) visit(instance.args[i], instance.args[i], params[i]);
  }

  // Everything in `type` that has an instance for each instance of something flows into `param`, whose argument `whole` is.
  void visit(TypeId type, TypeId whole, TypeId param) {
    type = t_.unalias(type);
    auto each = [&](TypeId part) { visit(part, whole, param); };
    switch (t_.kind(type)) {
      case TypeKind::TypeParam: flow(vertex(type), param, type == t_.unalias(whole)); break;
      case TypeKind::Named:
        if (t_.named_of(t_.origin(type)).is_local) local_type(t_.origin(type), param, type == t_.unalias(whole));
        std::ranges::for_each(t_.named_of(type).args, each);
        break;
      case TypeKind::Array:
      case TypeKind::Chan:
      case TypeKind::Pointer:
      case TypeKind::Slice: each(t_.elem(type)); break;
      case TypeKind::Map:
        each(t_.key(type));
        each(t_.elem(type));
        break;
      case TypeKind::Struct:
        for (const types::Field& f : t_.fields(type)) each(f.type);
        break;
      case TypeKind::Interface:
        for (const types::Method& m : t_.type_set(type).methods) each(m.signature);
        break;
      case TypeKind::Signature:
        for (const types::Parameter& p : t_.signature_of(type).params) each(p.type);
        for (const types::Parameter& r : t_.signature_of(type).results) each(r.type);
        break;
      default: break;
    }
  }

  // A type declared in a generic function is another one in each instance of the function.
  void local_type(TypeId type, TypeId param, bool as_it_is) {
    ObjectId const object = t_.named_of(type).object;
    auto const function = functions_.find(t_.object(object).decl);
    if (t_.object(object).package != package_.id || function == functions_.end()) return;
    const types::Signature& signature = t_.signature_of(function->second);
    if (signature.type_params.empty() && signature.receiver_type_params.empty()) return;
    flow(object.value, param, as_it_is);
    if (!locals_.insert(object.value).second) return;
    for (TypeList const list : {signature.receiver_type_params, signature.type_params}) {
      for (TypeId outer : list) edge(vertex(outer), object.value, false);
    }
  }

  uint32_t vertex(TypeId param) const {
    auto const it = same_.find(param.value);
    return t_.type_param_of(it == same_.end() ? param : it->second).object.value;
  }
  void flow(uint32_t from, TypeId param, bool as_it_is) { edge(from, vertex(param), as_it_is); }
  void edge(uint32_t from, uint32_t to, bool as_it_is) {
    after_[from].push_back(to);
    if (!as_it_is) growing_.emplace_back(from, to);
  }

  bool reaches(uint32_t from, uint32_t to) {
    absl::flat_hash_set<uint32_t> seen{from};
    std::vector<uint32_t> todo{from};
    while (!todo.empty()) {
      uint32_t const at = todo.back();
      todo.pop_back();
      if (at == to) return true;
      auto const it = after_.find(at);
      if (it == after_.end()) continue;
      for (uint32_t next : it->second) {
        if (seen.insert(next).second) todo.push_back(next);
      }
    }
    return false;
  }

  Package& package_;
  TypeTable& t_;
  absl::flat_hash_map<uint32_t, TypeId> functions_;             // signatures, by declaration
  absl::flat_hash_map<uint32_t, TypeId> same_;                  // receivers' type parameters to their types'
  absl::flat_hash_set<uint32_t> locals_;                        // local types that have their edges
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> after_;  // by ObjectId of type parameters and local types
  std::vector<std::pair<uint32_t, uint32_t>> growing_;          // the edges on which a type grows
};

}  // namespace

void Program::report_instance_cycle(Package& package) {
  bool const any = std::ranges::any_of(package.decls, [](const PackageDecl& d) { return !d.info.instances.empty(); });
  if (!any || has_errors(package)) return;
  ObjectId const param = InstanceCycles(*this, package).find();
  if (!param) return;
  const types::Object& object = types_.object(param);
  PackageDecl& decl = package.decls[object.decl - 1];
  decl.info.errors.push_back({decl.tree->node(NodeId(object.node)).span(), errors::kInfiniteType,
                              fmt::format("{} is given ever larger types: there is no end of instances", names_.text(object.name)),
                              ErrorStrength::Hard});
  package.cycle_errors.push_back(object.decl - 1);
}

absl::flat_hash_set<uint32_t> growing_type_params(Program& program, Package& package) {
  return InstanceCycles(program, package).find_all();
}

}  // namespace escapement::check
