#include "analysis/types/type.h"

namespace escapement::types {

namespace {

class Substituter {
 public:
  Substituter(TypeTable& t, const Substitution& s) : t_(t), s_(s) {}

  TypeId operator()(TypeId id) {
    if (!id || ++depth_ > 200) return id;
    TypeId const out = apply(id);
    --depth_;
    return out;
  }

 private:
  TypeId apply(TypeId id) {
    switch (t_.kind(id)) {
      case TypeKind::TypeParam:
        for (size_t i = 0; i < s_.params.size(); ++i) {
          if (s_.params[i] == id) return s_.args[i];
        }
        return id;
      case TypeKind::Alias: {
        TypeId const target = t_.unalias(id);
        TypeId const out = (*this)(target);
        return out == target ? id : out;
      }
      case TypeKind::Named: return named(id);
      case TypeKind::Pointer: return t_.pointer((*this)(t_.elem(id)));
      case TypeKind::Slice: return t_.slice((*this)(t_.elem(id)));
      case TypeKind::Array: return t_.array((*this)(t_.elem(id)), t_.length(id));
      case TypeKind::Chan: return t_.chan((*this)(t_.elem(id)), t_.chan_dir(id));
      case TypeKind::Map: {
        TypeId const key = (*this)(t_.key(id));
        return t_.map(key, (*this)(t_.elem(id)));
      }
      case TypeKind::Tuple: {
        std::vector<TypeId> out = t_.elements(id);
        for (TypeId& e : out) e = (*this)(e);
        return t_.tuple(std::move(out));
      }
      case TypeKind::Struct: return structure(id);
      case TypeKind::Signature: return signature(id);
      case TypeKind::Interface: return interface(id);
      case TypeKind::Union: {
        std::vector<Term> out = t_.terms(id);
        bool changed = false;
        for (Term& term : out) changed |= replace(term.type);
        return changed ? t_.make_union(std::move(out)) : id;
      }
      default: return id;
    }
  }

  bool replace(TypeId& id) {
    TypeId const out = (*this)(id);
    bool const changed = out != id;
    id = out;
    return changed;
  }

  TypeId named(TypeId id) {
    std::vector<TypeId> args = t_.named_of(id).args;
    if (args.empty()) return id;
    bool changed = false;
    for (TypeId& a : args) changed |= replace(a);
    return changed ? t_.instance(t_.named_of(id).origin, std::move(args)) : id;
  }

  TypeId structure(TypeId id) {
    std::vector<Field> out = t_.fields(id);
    bool changed = false;
    for (Field& field : out) changed |= replace(field.type);
    return changed ? t_.structure(std::move(out)) : id;
  }

  TypeId signature(TypeId id) {
    Signature out = t_.signature_of(id);
    bool changed = false;
    for (Parameter& p : out.params) changed |= replace(p.type);
    for (Parameter& r : out.results) changed |= replace(r.type);
    if (out.receiver) changed |= replace(out.receiver->type);
    return changed ? t_.signature(std::move(out)) : id;
  }

  TypeId interface(TypeId id) {
    Interface out = t_.interface_of(id);
    bool changed = false;
    for (Method& m : out.methods) changed |= replace(m.signature);
    for (TypeId& e : out.embedded) changed |= replace(e);
    return changed ? t_.interface(std::move(out)) : id;
  }

  TypeTable& t_;
  const Substitution& s_;
  int depth_ = 0;
};

}  // namespace

TypeId substitute(TypeTable& t, TypeId type, const Substitution& substitution) {
  if (substitution.params.empty()) return type;
  return Substituter(t, substitution)(type);
}

}  // namespace escapement::types
