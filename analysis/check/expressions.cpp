// Expressions (specification: "Expressions"): dispatch, what a context accepts, names, assertions, indirections.
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using types::Object;
using types::ObjectKind;
using types::VarRole;

namespace {
constexpr int kDeepestExpression = 4000;
}

struct DepthGuard {
  explicit DepthGuard(Checker& checker) : checker_(checker) { ++checker_.depth_; }
  ~DepthGuard() { --checker_.depth_; }
  DepthGuard(const DepthGuard&) = delete;
  DepthGuard& operator=(const DepthGuard&) = delete;
  Checker& checker_;
};

Operand Checker::raw_expr(NodeId id, TypeId target, TypeId hint, Generic generic) {
  if (!id) return invalid(id);
  DepthGuard const guard(*this);
  if (depth_ > kDeepestExpression) {
    error(id, errors::kNesting, "this expression is nested too deeply to be checked");
    return invalid(id);
  }
  Operand x = dispatch(id, target, hint);
  x.node = id;
  if (generic == Generic::Refused) refuse_generic(x, target);
  refuse_pending(x);
  record(x);
  return x;
}

// A generic function may still follow from the function type it is assigned to.
void Checker::refuse_generic(Operand& x, TypeId target) {
  if (x.mode == Mode::Type) {
    if (!t_.is_generic(x.type)) return;
    error(x.node, errors::kNotInstantiated, fmt::format("the generic type {} needs type arguments", source_of(x.node)));
  } else if ((x.mode == Mode::Value || x.mode == Mode::Variable) && t_.kind(x.type) == TypeKind::Signature) {
    if (t_.signature_of(x.type).type_params.empty()) return;
    if (target) {
      NodeId const at = x.node;
      x = function_instance(NodeId(), std::move(x), target);
      x.node = at;
      return;
    }
    error(x.node, errors::kNotInstantiated, fmt::format("the generic function {} needs type arguments", source_of(x.node)));
  } else {
    return;
  }
  x.mode = Mode::Invalid;
  x.type = t_.invalid();
}

void Checker::exclude(Operand& x, std::initializer_list<Mode> modes) {
  if (!x || std::ranges::find(modes, x.mode) == modes.end()) return;
  switch (x.mode) {
    case Mode::NoValue: error(x.node, errors::kNoValue, fmt::format("{} has no value", source_of(x.node))); break;
    case Mode::Builtin: error(x.node, errors::kBuiltin, fmt::format("{} must be called", source_of(x.node))); break;
    case Mode::Type: error(x.node, errors::kTypeAsValue, fmt::format("{} is a type, not a value", source_of(x.node))); break;
    default: break;
  }
  x.mode = Mode::Invalid;
}

void Checker::single_value(Operand& x) {
  if (x.mode != Mode::Value || t_.kind(x.type) != TypeKind::Tuple) return;
  error(x.node, errors::kCount, fmt::format("{} has {} values where one is needed", source_of(x.node), t_.elements(x.type).size()));
  x.mode = Mode::Invalid;
}

Operand Checker::expr(NodeId id, TypeId target) {
  Operand x = raw_expr(id, target);
  exclude(x, {Mode::NoValue, Mode::Builtin, Mode::Type});
  single_value(x);
  return x;
}

Operand Checker::expr_with_hint(NodeId id, TypeId hint) {
  Operand x = raw_expr(id, {}, hint);
  exclude(x, {Mode::NoValue, Mode::Builtin, Mode::Type});
  single_value(x);
  return x;
}

Operand Checker::generic_expr(NodeId id) {
  Operand x = raw_expr(id, {}, {}, Generic::Allowed);
  exclude(x, {Mode::NoValue, Mode::Builtin, Mode::Type});
  single_value(x);
  return x;
}

Operand Checker::expr_or_type(NodeId id, Generic generic) {
  Operand x = raw_expr(id, {}, {}, generic);
  exclude(x, {Mode::NoValue});
  single_value(x);
  return x;
}

// Checks an expression whose value is of no use because something around it is wrong.
bool Checker::use(NodeId id) {
  if (!id) return true;
  NodeId const bare = unparen(id);
  if (node(bare).kind == NodeKind::KeyValue) return use(NodeId(node(bare).b));
  if (is_blank(bare)) return true;
  return static_cast<bool>(raw_expr(id, {}, {}, Generic::Allowed));
}

void Checker::use_all(std::span<const NodeId> nodes) {
  for (NodeId each : nodes) use(each);
}

Operand Checker::dispatch(NodeId id, TypeId target, TypeId hint) {
  const syntax::Node& n = node(id);
  switch (n.kind) {
    case NodeKind::Name: return name_expr(id, false);
    case NodeKind::BasicLit: return basic_literal(id);
    case NodeKind::CompositeLit: return composite_literal(id, hint);
    case NodeKind::FuncLit: return func_literal(id);
    case NodeKind::Paren: return raw_expr(NodeId(n.a));
    case NodeKind::Selector: return selector(id, false);
    case NodeKind::Index: {
      Operand x;
      return index(id, x) ? function_instance(id, std::move(x), target) : x;
    }
    case NodeKind::Slice: return slice(id);
    case NodeKind::TypeAssert: return type_assert(id);
    case NodeKind::Call: return call(id);
    case NodeKind::Star: return star(id);
    case NodeKind::Unary: return unary(id);
    case NodeKind::Binary: return binary(id, NodeId(n.a), NodeId(n.b), n.token());
    case NodeKind::ArrayType:
    case NodeKind::SliceType:
    case NodeKind::StructType:
    case NodeKind::FuncType:
    case NodeKind::InterfaceType:
    case NodeKind::MapType:
    case NodeKind::ChanType: {
      Operand x;
      x.mode = Mode::Type;
      x.type = type_expr(id);
      if (!is_valid(x.type)) x.mode = Mode::Invalid;
      return x;
    }
    case NodeKind::KeyValue: error(id, errors::kKeyValue, "key: value is only allowed in a composite literal"); break;
    case NodeKind::BadExpr: error(id, errors::kSyntax, "a syntax error stands here"); break;
    default: break;
  }
  return invalid(id);
}

Operand Checker::name_expr(NodeId id, bool want_type) {
  if (is_blank(id)) {
    error(id, errors::kBlank, "_ has no value");
    return invalid(id);
  }
  ObjectId const object = lookup(name(id));
  if (!object) {
    error(id, errors::kUndeclared, fmt::format("undeclared name: {}", tree_.text(id)));
    return invalid(id);
  }
  if (!allows(18) && t_.object(object).kind == ObjectKind::TypeName) {
    TypeId const type = t_.object(object).type;
    if ((type == t_.any_type() || type == t_.comparable_type()) && !require(id, 18, tree_.text(id))) return invalid(id);
  }
  if (want_type && t_.object(object).kind != ObjectKind::TypeName) {
    info_.objects[id.value] = object;
    if (t_.object(object).package == package_.id) t_.object(object).used = true;
    error(id, errors::kNotAType, fmt::format("{} is not a type", tree_.text(id)));
    return invalid(id);
  }
  return object_operand(id, object, want_type);
}

Operand Checker::object_operand(NodeId id, ObjectId object, bool want_type) {
  info_.objects[id.value] = object;
  Operand x;
  x.node = id;
  resolve_name(object, want_type);
  x.type = t_.type_of(object);
  Object& o = t_.object(object);
  if (o.package == package_.id) o.used = true;
  switch (o.kind) {
    case ObjectKind::Const:
      depends_on(object);
      x.mode = Mode::Constant;
      x.value = o.value;
      if (object == program_.iota()) {
        x.value = iota_;
        if (!iota_) error(id, errors::kIota, "iota is only defined in constant declarations");
      }
      if (!x.value) x.mode = Mode::Invalid;
      break;
    case ObjectKind::TypeName: x.mode = Mode::Type; break;
    case ObjectKind::Var:
      depends_on(object);
      x.mode = Mode::Variable;
      break;
    case ObjectKind::Func:
      depends_on(object);
      x.mode = Mode::Value;
      break;
    case ObjectKind::Builtin:
      x.mode = Mode::Builtin;
      x.builtin = static_cast<Builtin>(o.builtin);
      return x;
    case ObjectKind::Nil: x.mode = Mode::Nil; break;
    case ObjectKind::Package:
      error(id, errors::kPackage, fmt::format("package {} is used without a selector", tree_.text(id)));
      return invalid(id);
    default: return invalid(id);
  }
  if (t_.kind(x.type) == TypeKind::Invalid) {
    // What is wrong with a declaration is said there; but those of other packages keep their errors to themselves.
    bool const elsewhere = t_.object(object).package == package_.id || !t_.object(object).package;
    error(id, errors::kInvalidOperand, fmt::format("{} has no valid type", tree_.text(id)),
          elsewhere ? ErrorStrength::Consequence : ErrorStrength::Hard);
    if (x.mode != Mode::Type) return invalid(id);
  }
  return x;
}

Operand Checker::type_assert(NodeId id) {
  syntax::views::TypeAssert const view(tree_, id);
  Operand x = expr(view.operand());
  if (!view.type()) {
    error(id, errors::kTypeSwitch, ".(type) is only allowed in a type switch");
    return invalid(id);
  }
  if (x && !types::is_interface(t_, x.type)) {
    error(view.operand(), errors::kAssertion, fmt::format("{} is not an interface", source_of(view.operand())));
    x.mode = Mode::Invalid;
  }
  TypeId const target = var_type(view.type());
  if (!x || !is_valid(target)) return invalid(id);
  check_assertion(id, x.type, target);
  x.mode = Mode::CommaOk;
  x.type = target;
  return x;
}

void Checker::check_assertion(NodeId at, TypeId interface_type, TypeId target) {
  if (t_.underlying_kind(target) == TypeKind::Interface) return;
  if (!types::missing_method(t_, target, interface_type, types::MethodCheck::Dynamic)) return;
  error(at, errors::kAssertion, fmt::format("impossible: {} does not implement {}", text_of(target), text_of(interface_type)));
}

Operand Checker::star(NodeId id) {
  NodeId const inner(node(id).a);
  Operand x = expr_or_type(inner);
  if (!x) return x;
  if (x.mode == Mode::Type) {
    if (may_be_constraint(x.type)) delay(DelayedCheck::Kind::Variable, inner, x.type);
    x.type = t_.pointer(x.type);
    return x;
  }
  TypeId base;
  bool const ok = x.mode != Mode::Builtin && !is_nil(x) && types::for_type_set(t_, x.type, [&](TypeId, TypeId u) {
                    if (!u || t_.kind(u) != TypeKind::Pointer) return false;
                    if (base && !t_.identical(base, t_.elem(u))) return false;
                    base = t_.elem(u);
                    return true;
                  });
  if (!ok) {
    error(id, errors::kIndirection, fmt::format("{} is not a pointer", source_of(inner)));
    return invalid(id);
  }
  x.mode = Mode::Variable;
  x.type = base;
  return x;
}

}  // namespace escapement::check
