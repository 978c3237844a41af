// Type expressions (specification: "Types", "Instantiations").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using types::ChanDir;
using types::ObjectKind;

namespace {
constexpr int kDeepestType = 4000;
}

TypeId Checker::type_expr(NodeId id) {
  TypeId type = type_of_expression(id);
  if (t_.is_generic(type)) {
    error(id, errors::kNotInstantiated, fmt::format("the generic type {} needs type arguments", text_of(type)));
    type = t_.invalid();
  }
  if (id) record(id, Mode::Type, type);
  return type;
}

TypeId Checker::var_type(NodeId id) {
  TypeId const type = type_expr(id);
  if (may_be_constraint(type)) delay(DelayedCheck::Kind::Variable, id, type);
  return type;
}

TypeId Checker::generic_type(NodeId id) {
  TypeId type = type_of_expression(id);
  if (is_valid(type) && !t_.is_generic(type)) {
    error(id, errors::kNotGeneric, fmt::format("{} is not a generic type", text_of(type)));
    type = t_.invalid();
  }
  record(id, Mode::Type, type);
  return type;
}

TypeId Checker::type_of_operand(const Operand& x) {
  if (x.mode == Mode::Type) return x.type;
  if (x) error(x.node, errors::kNotAType, fmt::format("{} is not a type", source_of(x.node)));
  return t_.invalid();
}

TypeId Checker::type_of_expression(NodeId id) {
  if (!id) return t_.invalid();
  if (depth_ > kDeepestType) {
    error(id, errors::kNesting, "this type is nested too deeply to be checked");
    return t_.invalid();
  }
  struct Deeper {
    explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
    ~Deeper() { --depth_; }
    int& depth_;
  } const deeper(depth_);
  const syntax::Node& n = node(id);
  switch (n.kind) {
    case NodeKind::BadExpr: return t_.invalid();
    case NodeKind::Name: return type_of_operand(name_expr(id, true));
    case NodeKind::Selector: return type_of_operand(selector(id, true));
    case NodeKind::Index: return instantiated_type(id);
    case NodeKind::Paren: return type_expr(NodeId(n.a));
    case NodeKind::Star: {
      TypeId const base = var_type(NodeId(n.a));
      return is_valid(base) ? t_.pointer(base) : t_.invalid();
    }
    case NodeKind::ArrayType: {
      int64_t const length = array_length(id);
      TypeId const element = var_type(NodeId(n.b));
      if (length < 0) return t_.invalid();
      TypeId const array = t_.array(element, length);
      constexpr int64_t kWorthALook = 1000;
      if (length > kWorthALook) lay_out_later(DelayedCheck::Kind::Array, id, array);
      return array;
    }
    case NodeKind::SliceType: return t_.slice(var_type(NodeId(n.a)));
    case NodeKind::MapType: {
      TypeId const key = var_type(NodeId(n.a));
      if (t_.kind(key) != TypeKind::Basic) delay(DelayedCheck::Kind::MapKey, NodeId(n.a), key);
      return t_.map(key, var_type(NodeId(n.b)));
    }
    case NodeKind::ChanType: {
      TypeId const element = var_type(NodeId(n.a));
      TypeKind const kind = t_.kind(t_.unalias(element));
      bool const may_be_large = kind == TypeKind::Array || kind == TypeKind::Struct || kind == TypeKind::Named;
      if (may_be_large) lay_out_later(DelayedCheck::Kind::Element, NodeId(n.a), element);
      return t_.chan(element, static_cast<ChanDir>(n.op));
    }
    case NodeKind::StructType: return struct_type(id);
    case NodeKind::InterfaceType: return interface_type(id);
    case NodeKind::FuncType: {
      ScopeGuard const scope(*this);
      return func_type(id);
    }
    default: break;
  }
  error(id, errors::kNotAType, fmt::format("{} is not a type", source_of(id)));
  use(id);
  return t_.invalid();
}

bool Checker::type_list(std::span<const NodeId> nodes, TypeVector& out) {
  bool ok = true;
  for (NodeId each : nodes) {
    out.push_back(var_type(each));
    ok = ok && is_valid(out.back());
  }
  return ok;
}

TypeId Checker::instantiated_type(NodeId id) {
  syntax::views::Index const view(tree_, id);
  TypeId const generic = generic_type(view.operand());
  TypeVector args;
  if (is_valid(generic)) require(id, 18, "an instance of a generic type");
  if (!is_valid(generic)) {
    use_all(view.indices());
    return t_.invalid();
  }
  if (!type_list(view.indices(), args)) return t_.invalid();
  TypeId const instance = t_.instance(generic, args);
  TypeList const kept = t_.kind(instance) == TypeKind::Alias ? t_.alias_of(instance).args : t_.named_of(instance).args;
  record_instance(view.operand(), kept, instance);
  delay(DelayedCheck::Kind::Instance, id, generic, kept);
  return instance;
}

int64_t Checker::array_length(NodeId id) {
  const syntax::Node& n = node(id);
  NodeId const at(n.a);
  if ((n.flags & syntax::kEllipsis) != 0) {
    error(id, errors::kArrayLength, "[...] is only allowed in a composite literal");
    return -1;
  }
  Operand const x = expr(at);
  if (!x) return -1;
  int64_t length = -1;
  bool const integer = types::is_untyped(t_, x.type) || types::is_integer(t_, x.type);
  bool const ok = x.mode == Mode::Constant && integer && constant::to_int(x.value).fits_int64(length) && length >= 0;
  if (ok) return length;
  error(at, errors::kArrayLength, fmt::format("{} is not a constant length of an array", source_of(at)));
  return -1;
}

}  // namespace escapement::check
