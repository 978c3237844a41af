#include "analysis/inline/exports.h"

namespace escapement::inlining {

using types::ObjectId;
using types::ObjectKind;
using types::TypeId;
using types::TypeKind;

namespace {

using Mentions = std::vector<uint32_t>;
using Part = Library::Contents::Part;

// The declared objects that an object's type, or its body, mentions.
class MentionsOf {
 public:
  MentionsOf(check::Program& program, ObjectId object) : program_(program), t_(program.types()), object_(t_.object(object)) {}

  Mentions type() {
    if (object_.kind == ObjectKind::TypeName) {
      form(object_.type);
    } else {
      visit(object_.type);
    }
    return std::move(out_);
  }

  // What a body names that is inlined elsewhere, and the types of what it has.
  Mentions body(const ir::Unit& unit) {
    for (const ir::Node& node : unit.nodes) {
      visit(node.type);
      bool const names =
          node.op == ir::Op::FuncName || node.op == ir::Op::MethodExpr || node.op == ir::Op::MethodValue || node.op == ir::Op::Global;
      if (names && node.ref != 0) add(ObjectId(node.ref));
    }
    for (const ir::Local& local : unit.locals) visit(local.type);
    return std::move(out_);
  }

  // Every name in the declaration, whose body nobody lowers as it is.
  Mentions declaration() {
    const check::Package* const package = program_.package(object_.package);
    if (package == nullptr || object_.decl == 0) return {};
    for (ObjectId name : package->decls[object_.decl - 1].info.objects) {
      if (name) add(name);
    }
    return std::move(out_);
  }

 private:
  void form(TypeId named) {
    if (t_.kind(named) == TypeKind::Alias) return visit(t_.unalias(named));
    if (t_.kind(named) != TypeKind::Named) return;
    visit(t_.underlying(named));
    for (ObjectId method : t_.named_of(named).methods) visit(t_.type_of(method));
  }

  void visit(TypeId type) {
    if (!type || !seen_.insert(type.value).second) return;
    switch (t_.kind(type)) {
      case TypeKind::Alias: return visit(t_.unalias(type));
      case TypeKind::Named:
        add(t_.named_of(type).object);
        for (TypeId each : t_.named_of(type).args) visit(each);
        return;
      case TypeKind::TypeParam: return visit(t_.type_param_of(type).constraint);
      case TypeKind::Pointer:
      case TypeKind::Slice:
      case TypeKind::Array:
      case TypeKind::Chan: return visit(t_.elem(type));
      case TypeKind::Map: visit(t_.key(type)); return visit(t_.elem(type));
      case TypeKind::Struct:
        for (const types::Field& field : t_.fields(type)) visit(field.type);
        return;
      case TypeKind::Interface:
        for (const types::Method& method : t_.interface_of(type).methods) visit(method.signature);
        for (TypeId each : t_.interface_of(type).embedded) visit(each);
        return;
      case TypeKind::Union:
        for (const types::Term& term : t_.terms(type)) visit(term.type);
        return;
      case TypeKind::Signature: {
        const types::Signature& signature = t_.signature_of(type);
        for (const auto& list : {signature.params, signature.results}) {
          for (const types::Parameter& each : list) visit(each.type);
        }
        for (TypeId each : signature.type_params) visit(each);
        return;
      }
      default: return;
    }
  }

  void add(ObjectId id) {
    const types::Object& object = t_.object(id);
    bool const local = object.kind == ObjectKind::Var && object.role != types::VarRole::Global;
    bool const declared = object.kind == ObjectKind::TypeName || object.kind == ObjectKind::Func || object.kind == ObjectKind::Var;
    if (declared && !local && object.package && t_.kind(object.type) != TypeKind::TypeParam) out_.push_back(id.value);
  }

  check::Program& program_;
  types::TypeTable& t_;
  const types::Object& object_;
  absl::flat_hash_set<uint32_t> seen_;
  Mentions out_;
};

class Reach {
 public:
  Reach(check::Program& program, const check::Package& package, Library::Contents& library, const absl::flat_hash_set<uint32_t>& inlined)
      : program_(program), t_(program.types()), package_(package), library_(library), inlined_(inlined) {}

  absl::flat_hash_set<uint32_t> run() {
    for (ObjectId object : package_.objects) {
      if (types::is_exported(t_.names().text(t_.object(object).name))) reach(object.value);
    }
    while (!todo_.empty() && out_.size() < inlined_.size()) {
      ObjectId const at(todo_.back());
      todo_.pop_back();
      visit(at);
    }
    return std::move(out_);
  }

 private:
  void visit(ObjectId id) {
    follow(id, Part::Type);
    const types::Object& object = t_.object(id);
    if (object.kind == ObjectKind::Func) return function(id);
    TypeId const type = t_.unalias(object.type);
    if (object.kind != ObjectKind::TypeName || t_.kind(type) != TypeKind::Named) return;
    for (ObjectId method : t_.named_of(t_.origin(type)).methods) function(method);
  }

  void function(ObjectId id) {
    if (!functions_.insert(id.value).second) return;
    if (is_generic(id)) return follow(id, Part::Declaration);
    bool const own = t_.object(id).package == package_.id;
    if (!own && !inlined_.contains(id.value)) return;
    if (!own) out_.insert(id.value);
    if (library_.find(id) != nullptr) follow(id, Part::Body);
  }

  bool is_generic(ObjectId function) const {
    TypeId const type = t_.type_of(function);
    if (t_.kind(type) != TypeKind::Signature) return false;
    const types::Signature& signature = t_.signature_of(type);
    return !signature.type_params.empty() || !signature.receiver_type_params.empty();
  }

  void follow(ObjectId id, Part part) {
    auto const mentions = library_.mentions(id, part, [&] {
      MentionsOf of(program_, id);
      return part == Part::Type ? of.type() : part == Part::Body ? of.body(*library_.find(id)->body) : of.declaration();
    });
    for (uint32_t each : *mentions) reach(each);
  }

  void reach(uint32_t object) {
    if (reached_.insert(object).second) todo_.push_back(object);
  }

  check::Program& program_;
  types::TypeTable& t_;
  const check::Package& package_;
  Library::Contents& library_;
  const absl::flat_hash_set<uint32_t>& inlined_;
  absl::flat_hash_set<uint32_t> reached_, functions_;
  std::vector<uint32_t> todo_;
  absl::flat_hash_set<uint32_t> out_;
};

}  // namespace

absl::flat_hash_set<uint32_t> handed_on(check::Program& program, const check::Package& package, Library::Contents& library,
                                        const absl::flat_hash_set<uint32_t>& inlined) {
  return Reach(program, package, library, inlined).run();
}

}  // namespace escapement::inlining
