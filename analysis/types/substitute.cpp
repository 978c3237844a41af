// Type parameters replaced by type arguments. A type in which none occurs is its own result and costs nothing.
#include <algorithm>

#include "analysis/types/shapes.h"
#include "analysis/types/type.h"

namespace escapement::types {

namespace {

constexpr int kDeepest = 200;

class Substituter {
 public:
  Substituter(TypeTable& t, const Substitution& s) : t_(t), s_(s) {
    // Shapes may be replaced as well.
    if (!s.params.empty() && t.is_shape(s.params[0])) mask_ = kMentionsShape;
  }

  TypeId operator()(TypeId id) {
    if ((t_.data(id).mentions & mask_) == 0 || depth_ > kDeepest) return id;
    ++depth_;
    TypeId const out = apply(id);
    --depth_;
    return out;
  }

  TypeId signature(TypeId id) {
    const Signature& in = t_.signature_of(id);
    ParameterVector params;
    ParameterVector results;
    bool changed = replace(in.params, params);
    changed |= replace(in.results, results);
    Signature out = in;
    Parameter receiver;
    if (in.receiver != nullptr) {
      receiver = *in.receiver;
      changed |= replace(receiver.type);
      out.receiver = &receiver;
    }
    if (!changed) return id;
    out.params = params;
    out.results = results;
    return t_.signature(out);
  }

 private:
  using ParameterVector = absl::InlinedVector<Parameter, 8>;

  TypeId apply(TypeId id) {
    switch (t_.kind(id)) {
      case TypeKind::TypeParam:
        for (size_t i = 0; i < s_.params.size(); ++i) {
          if (s_.params[i] == id) return s_.args[i] ? s_.args[i] : id;
        }
        return id;
      case TypeKind::Alias: return instance(id, t_.alias_of(id).origin, t_.alias_of(id).args);
      case TypeKind::Named:
        for (size_t i = 0; i < s_.params.size(); ++i) {
          if (s_.params[i] == id) return s_.args[i];
        }
        return instance(id, t_.named_of(id).origin, t_.named_of(id).args);
      case TypeKind::Pointer: return t_.pointer((*this)(t_.elem(id)));
      case TypeKind::Slice: return t_.slice((*this)(t_.elem(id)));
      case TypeKind::Array: return t_.array((*this)(t_.elem(id)), t_.length(id));
      case TypeKind::Chan: return t_.chan((*this)(t_.elem(id)), t_.chan_dir(id));
      case TypeKind::Map: {
        TypeId const key = (*this)(t_.key(id));
        return t_.map(key, (*this)(t_.elem(id)));
      }
      case TypeKind::Tuple: {
        TypeVector out(t_.elements(id).begin(), t_.elements(id).end());
        for (TypeId& e : out) e = (*this)(e);
        return t_.tuple(out);
      }
      case TypeKind::Struct: return structure(id);
      case TypeKind::Signature: return signature(id);
      case TypeKind::Interface: return interface(id);
      case TypeKind::Union: {
        absl::InlinedVector<Term, 16> out(t_.terms(id).begin(), t_.terms(id).end());
        bool changed = false;
        for (Term& term : out) changed |= replace(term.type);
        return changed ? t_.make_union(out) : id;
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

  bool replace(std::span<const Parameter> in, ParameterVector& out) {
    out.assign(in.begin(), in.end());
    bool changed = false;
    for (Parameter& p : out) changed |= replace(p.type);
    return changed;
  }

  TypeId instance(TypeId id, TypeId origin, TypeList args) {
    if (!origin) return id;
    TypeVector out(args.begin(), args.end());
    bool changed = false;
    for (TypeId& a : out) changed |= replace(a);
    if (!changed) return id;
    // The wrong number of arguments was reported where it stands.
    TypeList const params = t_.kind(origin) == TypeKind::Named ? t_.named_of(origin).type_params : TypeList();
    bool const own = origin == s_.own && std::ranges::equal(out, s_.args);
    if (!own) shape_all(params, out);
    return params.empty() || params.size() == out.size() ? t_.instance(origin, out) : t_.invalid();
  }

  // An instance for a shape is one for the shapes of all its arguments.
  void shape_all(TypeList params, TypeVector& args) {
    auto const any = [&](auto has) { return std::ranges::any_of(args, has); };
    if (!any([&](TypeId each) { return t_.has_shape(each); }) || any([&](TypeId each) { return t_.has_stand_in(each); })) return;
    for (size_t i = 0; i < args.size(); ++i) args[i] = shape_of(t_, args[i], i < params.size() && has_basic_constraint(t_, params[i]));
  }

  TypeId structure(TypeId id) {
    absl::InlinedVector<Field, 8> out(t_.fields(id).begin(), t_.fields(id).end());
    bool changed = false;
    for (Field& field : out) changed |= replace(field.type);
    return changed ? t_.structure(out) : id;
  }

  TypeId interface(TypeId id) {
    Interface const in = t_.interface_of(id);
    absl::InlinedVector<Method, 8> methods(in.methods.begin(), in.methods.end());
    TypeVector embedded(in.embedded.begin(), in.embedded.end());
    bool changed = false;
    for (Method& m : methods) changed |= replace(m.signature);
    for (TypeId& e : embedded) changed |= replace(e);
    return changed ? t_.interface({methods, embedded, in.implicit}) : id;
  }

  TypeTable& t_;
  const Substitution& s_;
  int depth_ = 0;
  uint8_t mask_ = kMentionsTypeParam;
};

}  // namespace

TypeId substitute(TypeTable& t, TypeId type, const Substitution& substitution) {
  if (substitution.params.empty()) return type;
  Substituter substituter(t, substitution);
  // A method's receiver may mention parameters that its parameters do not.
  if (t.kind(type) == TypeKind::Signature) return substituter.signature(type);
  return substituter(type);
}

}  // namespace escapement::types
