// Expressions (specification: "Expressions"): dispatch, names, literals of constants, indexing, slicing, assertions.
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;
using types::Object;
using types::ObjectKind;

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

Operand Checker::raw_expr(NodeId id, TypeId hint) {
  if (!id) return {};
  DepthGuard const guard(*this);
  if (depth_ > kDeepestExpression) {
    error(id, "check.nesting", "this expression is nested too deeply to be checked");
    return {};
  }
  Operand x = dispatch(id, hint);
  x.node = id;
  record(x);
  return x;
}

Operand Checker::expr_or_type(NodeId id, TypeId hint) { return raw_expr(id, hint); }

Operand Checker::expr(NodeId id, TypeId hint) {
  Operand x = raw_expr(id, hint);
  switch (x.mode) {
    case Mode::Type: error(id, "check.type-as-value", fmt::format("{} is a type, not a value", tree_.text(id))); break;
    case Mode::Builtin: error(id, "check.builtin", fmt::format("{} must be called", tree_.text(id))); break;
    case Mode::NoValue: error(id, "check.no-value", fmt::format("{} has no value", tree_.text(id))); break;
    default:
      if (x && t_.kind(x.type) == TypeKind::Tuple) {
        error(id, "check.count", fmt::format("{} has {} values where one is needed", tree_.text(id), t_.elements(x.type).size()));
        break;
      }
      return x;
  }
  x.mode = Mode::Invalid;
  x.type = t_.invalid();
  return x;
}

Operand Checker::dispatch(NodeId id, TypeId hint) {
  const syntax::Node& n = node(id);
  switch (n.kind) {
    case NodeKind::Name: return name_expr(id);
    case NodeKind::BasicLit: return basic_literal(id);
    case NodeKind::CompositeLit: return composite_literal(id, hint);
    case NodeKind::FuncLit: return func_literal(id);
    case NodeKind::Paren: return raw_expr(NodeId(n.a), hint);
    case NodeKind::Selector: return selector(id);
    case NodeKind::Index: return index(id, hint);
    case NodeKind::Slice: return slice(id);
    case NodeKind::TypeAssert: return type_assert(id);
    case NodeKind::Call: return call(id, hint);
    case NodeKind::Star: return star(id);
    case NodeKind::Unary: return unary(id, hint);
    case NodeKind::Binary: return binary(id, hint);
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
      return x;
    }
    case NodeKind::KeyValue: error(id, "check.key-value", "key: value is only allowed in a composite literal"); break;
    default: break;
  }
  Operand bad;
  bad.type = t_.invalid();
  if (n.kind == NodeKind::BadExpr) error(id, "check.syntax", "a syntax error stands here");
  return bad;
}

Operand Checker::name_expr(NodeId id) {
  Operand x;
  x.type = t_.invalid();
  if (word(name(id)) == "_") {
    error(id, "check.blank", "_ has no value");
    return x;
  }
  ObjectId const object = lookup(name(id));
  if (!object) {
    error(id, "check.undeclared", fmt::format("undeclared name: {}", tree_.text(id)));
    return x;
  }
  return object_operand(id, object);
}

Operand Checker::object_operand(NodeId id, ObjectId object) {
  Operand x;
  info_.objects[id.value] = object;
  t_.object(object).used = true;
  TypeId const type = t_.type_of(object);
  const Object& o = t_.object(object);
  x.type = type;
  switch (o.kind) {
    case ObjectKind::Const:
      x.mode = Mode::Constant;
      x.value = o.value;
      if (!o.package && word(o.name) == "iota") {
        if (!iota_) {
          error(id, "check.iota", "iota is only defined in constant declarations");
          x.mode = Mode::Invalid;
        }
        x.value = iota_;
      }
      if (!x.value) x.mode = Mode::Invalid;
      break;
    case ObjectKind::TypeName: x.mode = Mode::Type; break;
    case ObjectKind::Var: x.mode = Mode::Variable; break;
    case ObjectKind::Func: x.mode = Mode::Value; break;
    case ObjectKind::Builtin:
      x.mode = Mode::Builtin;
      x.builtin = static_cast<Builtin>(o.builtin);
      return x;
    case ObjectKind::Nil: x.mode = Mode::Nil; break;
    case ObjectKind::Package:
      error(id, "check.package", fmt::format("package {} is used without a selector", tree_.text(id)));
      x.type = t_.invalid();
      break;
    default: break;
  }
  if (t_.kind(x.type) == TypeKind::Invalid) {
    x.mode = Mode::Invalid;
    // Imported declarations are trusted: what does not resolve there is ours, and said here.
    error(id, "check.invalid-operand", fmt::format("{} has no valid type", tree_.text(id)));
  }
  return x;
}

Operand Checker::index(NodeId id, TypeId) {
  syntax::views::Index const view(tree_, id);
  Operand x = expr_or_type(view.operand());
  Operand bad;
  bad.type = t_.invalid();
  if (!x) {
    for (NodeId each : view.indices()) raw_expr(each);
    return bad;
  }
  if (x.mode == Mode::Type) {
    x.type = instantiate(id, x.type, view.indices());
    if (t_.kind(x.type) == TypeKind::Invalid) x.mode = Mode::Invalid;
    return x;
  }
  if (t_.kind(x.type) == TypeKind::Signature) return instantiate_function(id, x, view.indices());
  NodeId const at = view.indices()[0];
  TypeId u = types::core_type(t_, x.type);
  if (!u && types::is_string(t_, x.type)) u = t_.basic(BasicKind::String);
  if (!u) u = t_.underlying(x.type);
  Operand out;
  out.mode = Mode::Value;
  switch (t_.kind(u)) {
    case TypeKind::Basic:
      if (!types::is_string(t_, u)) break;
      out.type = t_.byte_type();
      check_index(at, x.mode == Mode::Constant ? static_cast<int64_t>(x.value.as_string().size()) : -1);
      if (types::is_untyped(t_, x.type)) use_default(x);
      return out;
    case TypeKind::Array:
      out.type = t_.elem(u);
      if (x.mode == Mode::Variable) out.mode = Mode::Variable;
      check_index(at, t_.length(u));
      return out;
    case TypeKind::Pointer: {
      TypeId const array = t_.underlying(t_.elem(u));
      if (t_.kind(array) != TypeKind::Array) break;
      out.type = t_.elem(array);
      out.mode = Mode::Variable;
      check_index(at, t_.length(array));
      return out;
    }
    case TypeKind::Slice:
      out.type = t_.elem(u);
      out.mode = Mode::Variable;
      check_index(at, -1);
      return out;
    case TypeKind::Map: {
      Operand key = expr(at, t_.key(u));
      if (key) assign(key, t_.key(u), "map index");
      out.type = t_.elem(u);
      out.mode = Mode::MapIndex;
      return out;
    }
    default: break;
  }
  raw_expr(at);
  error(id, "check.index", fmt::format("{} (of type {}) cannot be indexed", tree_.text(view.operand()), text_of(x.type)));
  return bad;
}

void Checker::check_index(NodeId at, int64_t length) {
  Operand i = expr(at);
  if (!i) return;
  if (types::is_untyped(t_, i.type) && !convert_untyped(i, t_.basic(BasicKind::Int))) return;
  if (!types::is_integer(t_, i.type)) {
    error(at, "check.index", fmt::format("index {} must be an integer", tree_.text(at)));
    return;
  }
  int64_t value = 0;
  if (i.mode != Mode::Constant) return;
  bool const fits = i.value.fits_int64(value);
  if (i.value.sign() < 0) {
    error(at, "check.index", fmt::format("index {} must not be negative", tree_.text(at)));
  } else if (length >= 0 && (!fits || value >= length)) {
    error(at, "check.index", fmt::format("index {} is out of range [0:{}]", tree_.text(at), length));
  }
}

Operand Checker::slice(NodeId id) {
  syntax::views::Slice const view(tree_, id);
  Operand x = expr(view.operand());
  Operand out;
  out.type = t_.invalid();
  int64_t length = -1;
  if (x) {
    TypeId u = types::core_type(t_, x.type);
    if (!u) u = types::is_string(t_, x.type) ? t_.basic(BasicKind::String) : t_.underlying(x.type);
    TypeKind const kind = t_.kind(u);
    if (kind == TypeKind::Basic && types::is_string(t_, u)) {
      if (view.three_index()) error(id, "check.slice", "a string has no capacity to slice");
      if (types::is_untyped(t_, x.type)) use_default(x);
      if (x.mode == Mode::Constant) length = static_cast<int64_t>(x.value.as_string().size()) + 1;
      out.type = t_.basic_kind(x.type) == BasicKind::UntypedString ? t_.basic(BasicKind::String) : x.type;
    } else if (kind == TypeKind::Slice) {
      out.type = x.type;
    } else if (kind == TypeKind::Array) {
      if (x.mode != Mode::Variable) error(id, "check.slice", fmt::format("{} is not addressable, so it cannot be sliced", tree_.text(view.operand())));
      out.type = t_.slice(t_.elem(u));
      length = t_.length(u) + 1;
    } else if (kind == TypeKind::Pointer && t_.kind(t_.underlying(t_.elem(u))) == TypeKind::Array) {
      TypeId const array = t_.underlying(t_.elem(u));
      out.type = t_.slice(t_.elem(array));
      length = t_.length(array) + 1;
    } else {
      error(id, "check.slice", fmt::format("{} (of type {}) cannot be sliced", tree_.text(view.operand()), text_of(x.type)));
    }
  }
  for (NodeId bound : {view.low(), view.high(), view.max()}) {
    if (bound) check_index(bound, length);
  }
  if (t_.kind(out.type) != TypeKind::Invalid) out.mode = Mode::Value;
  return out;
}

Operand Checker::type_assert(NodeId id) {
  syntax::views::TypeAssert const view(tree_, id);
  Operand x = expr(view.operand());
  Operand out;
  out.type = t_.invalid();
  if (!view.type()) {
    error(id, "check.type-switch", ".(type) is only allowed in a type switch");
    return out;
  }
  TypeId const target = type_expr(view.type());
  if (!x || t_.kind(target) == TypeKind::Invalid) return out;
  if (!types::is_interface(t_, x.type)) {
    error(view.operand(), "check.assertion", fmt::format("{} is not an interface", tree_.text(view.operand())));
    return out;
  }
  if (!types::is_interface(t_, target) && types::missing_method(t_, target, x.type)) {
    error(id, "check.assertion", fmt::format("impossible assertion: {} does not implement {}", text_of(target), text_of(x.type)));
    return out;
  }
  out.mode = Mode::CommaOk;
  out.type = target;
  return out;
}

Operand Checker::star(NodeId id) {
  Operand x = expr_or_type(NodeId(node(id).a));
  if (!x) return x;
  if (x.mode == Mode::Type) {
    x.type = t_.pointer(x.type);
    return x;
  }
  TypeId const u = x.mode == Mode::Nil ? TypeId() : types::core_type(t_, x.type);
  if (!u || t_.kind(u) != TypeKind::Pointer) {
    error(id, "check.indirection", fmt::format("{} is not a pointer", tree_.text(NodeId(node(id).a))));
    x.mode = Mode::Invalid;
    return x;
  }
  x.mode = Mode::Variable;
  x.type = t_.elem(u);
  return x;
}

}  // namespace escapement::check
