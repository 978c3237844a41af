#include "analysis/check/dump_builtin.h"

#include "analysis/syntax/views.h"

namespace escapement::check {

using syntax::NodeKind;
using types::BasicKind;
using types::TypeKind;

namespace {

class BuiltinSignature {
 public:
  BuiltinSignature(types::TypeTable& t, const syntax::DeclTree& tree, const Info& info, NodeId call)
      : t_(t), tree_(tree), info_(info), view_(tree, call), result_(info.types[call.value]) {}

  TypeId make(Builtin builtin) {
    switch (builtin) {
      case Builtin::Append: return append();
      case Builtin::Make:
        params_.push_back(result_);
        rest(1);
        break;
      case Builtin::New: params_.push_back(t_.elem(result_)); break;
      case Builtin::Max:
      case Builtin::Min: params_.assign(arguments().size(), result_); break;
      case Builtin::Delete: delete_params(); break;
      case Builtin::Panic: params_.push_back(t_.empty_interface()); break;
      case Builtin::UnsafeAdd:
        params_.push_back(result_);
        rest(1);
        break;
      case Builtin::UnsafeSlice:
      case Builtin::UnsafeSliceData:
        params_.push_back(types::core_type(t_, arguments()[0]));
        rest(1);
        break;
      case Builtin::UnsafeString:
        params_.push_back(t_.pointer(t_.byte_type()));
        rest(1);
        break;
      case Builtin::UnsafeStringData: params_.push_back(t_.basic(BasicKind::String)); break;
      default: rest(0);
    }
    return signature(false);
  }

 private:
  // The types of the arguments; of a call with several values, of these.
  types::TypeVector arguments() {
    types::TypeVector out;
    for (NodeId arg : view_.arguments()) {
      TypeId const type = info_.types[arg.value];
      bool const several = view_.arguments().size() == 1 && info_.modes[arg.value] == Mode::Value && t_.kind(type) == TypeKind::Tuple;
      if (several) return {t_.elements(type).begin(), t_.elements(type).end()};
      out.push_back(types::default_type(t_, type));
    }
    return out;
  }

  void rest(size_t from) {
    types::TypeVector const all = arguments();
    for (size_t i = from; i < all.size(); ++i) params_.push_back(all[i]);
  }

  void delete_params() {
    TypeId const map = arguments()[0];
    TypeId key;
    types::for_type_set(t_, map, [&](TypeId, TypeId u) {
      if (u && t_.kind(u) == TypeKind::Map) key = t_.key(u);
      return true;
    });
    params_ = {map, key ? key : t_.invalid()};
  }

  TypeId append() {
    params_.push_back(result_);
    TypeId element;
    types::for_type_set(t_, result_, [&](TypeId, TypeId u) {
      if (!element && u && t_.kind(u) == TypeKind::Slice) element = t_.elem(u);
      return true;
    });
    types::TypeVector const all = arguments();
    bool const bytes = element && t_.identical(element, t_.byte_type());
    bool const text = view_.spread() && all.size() == 2 && bytes && has_string(all[1]);
    params_.push_back(text ? all[1] : t_.slice(element ? element : t_.invalid()));
    return signature(true);
  }

  bool has_string(TypeId type) {
    bool found = false;
    types::for_type_set(t_, type, [&](TypeId, TypeId u) {
      found = found || (u && types::is_string(t_, u));
      return true;
    });
    return found;
  }

  TypeId signature(bool variadic) {
    absl::InlinedVector<types::Parameter, 4> params;
    for (TypeId p : params_) params.push_back({base::NameId(), p, ObjectId()});
    types::Parameter const result{base::NameId(), result_, ObjectId()};
    types::Signature out;
    out.params = params;
    out.variadic = variadic;
    if (t_.kind(result_) != TypeKind::Tuple) out.results = {&result, 1};
    return t_.signature(out);
  }

  types::TypeTable& t_;
  const syntax::DeclTree& tree_;
  const Info& info_;
  syntax::views::Call view_;
  TypeId result_;
  types::TypeVector params_;
};

}  // namespace

std::string builtin_signature(Program& program, const Package& package, const syntax::DeclTree& tree, const Info& info, NodeId name) {
  types::TypeTable& t = program.types();
  for (uint32_t i = 1; i < tree.node_limit(); ++i) {
    if (tree.node(NodeId(i)).kind != NodeKind::Call) continue;
    NodeId function(tree.node(NodeId(i)).a);
    while (function != name && tree.node(function).kind == NodeKind::Paren) function = NodeId(tree.node(function).a);
    if (function != name) continue;
    NodeId named = name;
    while (tree.node(named).kind == NodeKind::Paren) named = NodeId(tree.node(named).a);
    if (tree.node(named).kind == NodeKind::Selector) named = NodeId(tree.node(named).b);
    Mode const mode = info.modes[i];
    if (mode == Mode::Constant || mode == Mode::Invalid || !info.objects[named.value]) break;
    auto const builtin = static_cast<Builtin>(t.object(info.objects[named.value]).builtin);
    TypeId const signature = BuiltinSignature(t, tree, info, NodeId(i)).make(builtin);
    return types::type_string(t, signature, package.id, types::TypeStyle::GoTypesPaths);
  }
  return "invalid type";
}

}  // namespace escapement::check
