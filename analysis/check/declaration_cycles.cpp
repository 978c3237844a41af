// See declaration_cycles.h; cycles of type names alone (`type T T`) are found before anything is resolved, types of infinite size when all
// declarations are known (valid_type.h; go/types: cycles.go, validtype.go). What closes a cycle becomes invalid, so that whoever measures or
// compares types comes to an end.
#include "analysis/check/declaration_cycles.h"

#include <fmt/format.h>

#include "analysis/check/checker.h"
#include "analysis/check/valid_type.h"

namespace escapement::check {

using syntax::NodeKind;
using types::ObjectKind;

namespace {

// Deeper than that a type's declaration waits until someone asks what it is made of: the stack is not endless.
constexpr size_t kLongestPath = 1000;

size_t first_in_source(const Program& program, std::span<const ObjectId> cycle) {
  auto const place = [&](ObjectId id) { return program.place_of(id); };
  return static_cast<size_t>(std::ranges::min_element(cycle, {}, place) - cycle.begin());
}

std::string cycle_text(Program& program, std::span<const ObjectId> cycle, size_t first) {
  auto const name = [&](size_t i) { return program.names().text(program.types().object(cycle[(first + i) % cycle.size()]).name); };
  if (cycle.size() == 1) return fmt::format("the declaration of {} refers to itself", name(0));
  std::string text = fmt::format("the declaration of {} refers to itself: {}", name(0), name(0));
  constexpr size_t kMostNames = 10;
  for (size_t i = 1; i < std::min(cycle.size(), kMostNames); ++i) text += fmt::format(" needs {}, which", name(i));
  if (cycle.size() > kMostNames) text += " needs others, which";
  return text + fmt::format(" needs {}", name(0));
}

// The error stands with the declaration of `object`, so that nobody analyses what depends on it.
void report_at(Package& package, const types::Object& object, std::string_view code, std::string text) {
  PackageDecl& decl = package.decls[object.decl - 1];
  base::Span const span = decl.tree->node(NodeId(object.node)).span();
  auto const known = [&](const CheckError& e) { return e.span == span && e.strength == ErrorStrength::Hard; };
  if (std::ranges::none_of(decl.info.errors, known)) decl.info.errors.push_back({span, code, std::move(text), ErrorStrength::Hard});
}

// What is infinite becomes invalid, in all its instances.
ObjectId break_infinite(types::TypeTable& t, std::span<const TypeId> cycle) {
  TypeId const origin = t.origin(cycle.front());
  t.named_of(origin).rhs = t.invalid();
  for (TypeId each : cycle) {
    if (t.origin(each) != origin) continue;
    t.named_of(each).rhs = t.invalid();
    t.named_of(each).underlying = t.invalid();
  }
  t.named_of(origin).underlying = t.invalid();
  return t.named_of(origin).object;
}

std::string infinite_text(std::string_view name) {
  return fmt::format("{} contains itself, so its size would be infinite; put a pointer in between", name);
}

// Where the source writes this instance of a generic type first; null: nowhere.
const DelayedCheck* where_written(types::TypeTable& t, const Package& package, TypeId instance) {
  auto const it = std::ranges::find_if(package.delayed, [&](const DelayedCheck& d) {
    bool const type = d.kind == DelayedCheck::Kind::Instance && t.kind(d.type) == TypeKind::Named;
    return type && t.instance(d.type, d.args) == instance;
  });
  return it == package.delayed.end() ? nullptr : &*it;
}

void report_written(Package& package, const DelayedCheck& at, std::string text) {
  PackageDecl& decl = package.decls[at.decl];
  decl.info.errors.push_back({decl.tree->node(at.node).span(), errors::kInfiniteType, std::move(text), ErrorStrength::Hard});
}

// The error stands where the type is declared, or where the instance is written that contains itself.
void report_infinite(Program& program, Package& package, std::span<const TypeId> cycle) {
  types::TypeTable& t = program.types();
  const DelayedCheck* const at = where_written(t, package, cycle.front());
  std::string text = infinite_text(types::type_string(t, cycle.front(), package.id, types::TypeStyle::GoTypes));
  const types::Object& object = t.object(break_infinite(t, cycle));
  if (at == nullptr) return report_at(package, object, errors::kInfiniteType, std::move(text));
  report_written(package, *at, std::move(text));
}

// One error a cycle, where it is first met in the source.
void report_cycle(Program& program, Package& package, std::span<const ObjectId> cycle) {
  types::TypeTable& t = program.types();
  size_t const first = first_in_source(program, cycle);
  const types::Object& object = t.object(cycle[first]);
  if (object.is_alias && object.type && t.kind(object.type) == TypeKind::Alias) t.alias_of(object.type).target = t.invalid();
  bool const only_types = std::ranges::all_of(cycle, [&](ObjectId id) { return t.object(id).kind == ObjectKind::TypeName; });
  report_at(package, object, only_types ? errors::kRecursiveType : errors::kCycle, cycle_text(program, cycle, first));
}

}  // namespace

void Checker::resolve_name(ObjectId object, bool want_type) {
  const types::Object& o = t_.object(object);
  if (o.package != package_.id) return;
  bool const is_type = o.kind == ObjectKind::TypeName;
  if (is_type ? !want_type && o.type : static_cast<bool>(o.type)) return;
  std::vector<ObjectId> const& path = program_.resolving().objects;
  auto const start = std::ranges::find(path, object);
  if (start != path.end()) {
    // A function is func() as long as its type is not known.
    if (o.kind != ObjectKind::Func && (!valid_cycle({start, path.end()}) || !is_type)) t_.object(object).type = t_.invalid();
    return;
  }
  // Packages that were only imported keep the types that nobody asks for to themselves.
  if (is_type && (!package_.imported || o.is_alias) && path.size() < kLongestPath) t_.resolve(object);
}

bool Checker::valid_cycle(std::span<const ObjectId> cycle) {
  size_t values = 0;
  size_t defined = 0;
  for (ObjectId id : cycle) {
    const types::Object& object = t_.object(id);
    switch (object.kind) {
      case ObjectKind::Const:
      case ObjectKind::Var: ++values; break;
      case ObjectKind::TypeName:
        // Constraints may mention the type they are written for.
        if (in_type_params_ && t_.is_generic(object.type)) return true;
        if (!object.is_alias) ++defined;
        break;
      default: break;
    }
  }
  // Constants and variables alone: the order of initialisation will tell (init_order.cpp).
  if (values == cycle.size() || (values == 0 && defined > 0)) return true;
  report_cycle(program_, package_, cycle);
  return false;
}

// False: the size of this type depends on a declaration that is not finished.
bool Checker::finite_size(TypeId type) {
  TypeId const t = t_.unalias(type);
  switch (t_.kind(t)) {
    case TypeKind::Array: return finite_size(t_.elem(t));
    case TypeKind::Struct: return std::ranges::all_of(t_.fields(t), [&](const types::Field& f) { return finite_size(f.type); });
    case TypeKind::Named: break;
    default: return true;
  }
  const types::Named& named = t_.named_of(t);
  ResolutionPath& resolving = program_.resolving();
  if (t_.object(named.object).package != package_.id || resolving.finite.contains(t.value)) return true;
  if (named.origin) return finite_instance(t);
  auto const start = std::ranges::find(resolving.objects, named.object);
  if (start != resolving.objects.end()) {
    report_cycle(program_, package_, {start, resolving.objects.end()});
    return false;
  }
  TypeId const written = named.rhs;
  if (!written) return true;
  ResolutionPath::Step const step(resolving, named.object);
  bool const finite = finite_size(written);
  if (finite) resolving.finite.insert(t.value);
  return finite;
}

// Of an instance as far as it has been looked into.
bool Checker::finite_instance(TypeId instance) {
  TypeId const written = t_.named_of(instance).rhs;
  if (!written) return true;
  ResolutionPath& resolving = program_.resolving();
  if (std::ranges::find(resolving.instances, instance) != resolving.instances.end()) {
    const DelayedCheck* const at = where_written(t_, package_, instance);
    if (at != nullptr) report_written(package_, *at, infinite_text(text_of(instance)));
    return at == nullptr;
  }
  constexpr size_t kDeepest = 100;
  if (resolving.instances.size() > kDeepest) return true;
  resolving.instances.push_back(instance);
  bool const finite = finite_size(written);
  resolving.instances.pop_back();
  if (finite) resolving.finite.insert(instance.value);
  return finite;
}

// A value whose type is still being declared: `type T [unsafe.Sizeof(T{})]int`. Bodies come when everything is declared.
void Checker::refuse_pending(Operand& x) {
  if (program_.resolving().objects.empty() || !x || x.mode == Mode::NoValue || finite_size(x.type)) return;
  x.mode = Mode::Invalid;
  x.type = t_.invalid();
}

void Checker::validate_local_type(TypeId type) {
  FiniteTypes finite(t_);
  auto const cycle = finite.cycle_of(type);
  if (!cycle.empty()) report_infinite(program_, package_, cycle);
}

namespace {

// A walk from type name to type name, along what each is declared as.
class DirectCycles {
 public:
  DirectCycles(Program& program, Package& package) : program_(program), package_(package) {}

  void follow(ObjectId type) {
    std::vector<ObjectId> path;
    while (type) {
      auto const [at, added] = step_.try_emplace(type.value, path.size());
      if (!added) {
        if (at->second != kDone) close({path.begin() + static_cast<ptrdiff_t>(at->second), path.end()});
        break;
      }
      path.push_back(type);
      type = next(type);
    }
    for (ObjectId each : path) step_[each.value] = kDone;
  }

 private:
  static constexpr size_t kDone = SIZE_MAX;

  ObjectId next(ObjectId type) const {
    const Declared& where = package_.declared.at(type.value);
    const syntax::DeclTree& tree = *package_.decls[where.decl].tree;
    NodeId const right = syntax::views::TypeSpec(tree, where.spec).type();
    if (!right || tree.node(right).kind != NodeKind::Name) return {};
    auto const it = package_.scope.find(tree.name(right));
    if (it == package_.scope.end() || program_.types().object(it->second).kind != ObjectKind::TypeName) return {};
    return it->second;
  }

  void close(std::span<const ObjectId> cycle) {
    types::TypeTable& t = program_.types();
    report_cycle(program_, package_, cycle);
    types::Object& object = t.object(cycle.front());
    if (object.is_alias) {
      t.alias_of(object.type).target = t.invalid();
    } else {
      t.named_of(object.type).rhs = t.invalid();
      t.named_of(object.type).underlying = t.invalid();
    }
    object.type = t.invalid();
    package_.declared[cycle.front().value].state = Declared::State::Done;
  }

  Program& program_;
  Package& package_;
  absl::flat_hash_map<uint32_t, size_t> step_;  // where a type name stands in the path; kDone: it was followed before
};

}  // namespace

void Program::report_direct_cycles(Package& package) {
  DirectCycles cycles(*this, package);
  for (ObjectId id : package.objects) {
    if (types_.object(id).kind == ObjectKind::TypeName) cycles.follow(id);
  }
}

void Program::report_infinite_types(Package& package) {
  FiniteTypes finite(types_);
  for (ObjectId id : package.types) {
    TypeId const type = types_.object(id).type;
    if (types_.kind(type) != TypeKind::Named) continue;
    auto const cycle = finite.cycle_of(type);
    if (!cycle.empty()) report_infinite(*this, package, cycle);
  }
}

}  // namespace escapement::check
