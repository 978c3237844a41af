// Index and slice expressions (specification: "Index expressions", "Slice expressions").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using types::BasicKind;

namespace {
// -1: the value is not known.
int64_t text_length(const Value& value) {
  return value.kind() == constant::Kind::String ? static_cast<int64_t>(value.as_string().size()) : -1;
}
}  // namespace

void Checker::map_index(NodeId id, Operand& x, TypeId key, TypeId value) {
  Operand k = expr(syntax::views::Index(tree_, id).indices()[0]);
  assign(k, key, "map index");
  x.mode = Mode::MapIndex;
  x.type = value;
}

bool Checker::index(NodeId id, Operand& x) {
  syntax::views::Index const view(tree_, id);
  x = expr_or_type(view.operand(), Generic::Allowed);
  if (!x) {
    use_all(view.indices());
    return false;
  }
  if (x.mode == Mode::Type) {
    x.type = var_type(id);
    if (!is_valid(x.type)) x.mode = Mode::Invalid;
    return false;
  }
  if (x.mode == Mode::Value && t_.kind(x.type) == TypeKind::Signature && !t_.signature_of(x.type).type_params.empty()) return true;
  refuse_generic(x, {});
  if (!x) return false;
  NodeId const at = view.indices()[0];
  if (view.indices().size() > 1) error(view.indices()[1], errors::kIndex, "one index is enough");
  if (types::is_type_param(t_, x.type)) return index_type_param(id, x);
  TypeId const u = is_nil(x) || x.mode == Mode::Builtin ? t_.invalid() : t_.underlying(x.type);
  int64_t length = -1;
  switch (t_.kind(u)) {
    case TypeKind::Basic:
      if (!types::is_string(t_, u)) break;
      if (x.mode == Mode::Constant) length = text_length(x.value);
      x.mode = Mode::Value;
      x.type = t_.byte_type();
      index_value(at, length);
      return false;
    case TypeKind::Array:
      if (x.mode != Mode::Variable) x.mode = Mode::Value;
      x.type = t_.elem(u);
      index_value(at, t_.length(u));
      return false;
    case TypeKind::Pointer: {
      TypeId const array = t_.underlying(t_.elem(u));
      if (t_.kind(array) != TypeKind::Array) break;
      x.mode = Mode::Variable;
      x.type = t_.elem(array);
      index_value(at, t_.length(array));
      return false;
    }
    case TypeKind::Slice:
      x.mode = Mode::Variable;
      x.type = t_.elem(u);
      index_value(at, -1);
      return false;
    case TypeKind::Map: map_index(id, x, t_.key(u), t_.elem(u)); return false;
    default: break;
  }
  use_all(view.indices());
  std::string const of_type = x.mode == Mode::Builtin ? "" : fmt::format(" (of type {})", text_of(x));
  error(id, errors::kIndex, fmt::format("{}{} cannot be indexed", source_of(view.operand()), of_type));
  x = invalid(id);
  return false;
}

// All types of the set must be indexable, with one element type; maps with one key type, and only among themselves.
bool Checker::index_type_param(NodeId id, Operand& x) {
  TypeId key;
  TypeId element;
  int64_t length = -1;
  Mode mode = Mode::Variable;
  bool first = true;
  bool const ok = types::for_type_set(t_, x.type, [&](TypeId, TypeId u) {
    TypeId k;
    TypeId e;
    int64_t n = -1;
    switch (u ? t_.kind(u) : TypeKind::Invalid) {
      case TypeKind::Basic:
        if (!types::is_string(t_, u)) return false;
        e = t_.byte_type();
        mode = Mode::Value;
        break;
      case TypeKind::Array:
        n = t_.length(u);
        e = t_.elem(u);
        if (x.mode != Mode::Variable) mode = Mode::Value;
        break;
      case TypeKind::Pointer: {
        TypeId const array = t_.underlying(t_.elem(u));
        if (t_.kind(array) != TypeKind::Array) return false;
        n = t_.length(array);
        e = t_.elem(array);
        break;
      }
      case TypeKind::Slice: e = t_.elem(u); break;
      case TypeKind::Map:
        k = t_.key(u);
        e = t_.elem(u);
        break;
      default: return false;
    }
    if (first) {
      first = false;
      length = n;
      key = k;
      element = e;
      return true;
    }
    if (static_cast<bool>(key) != static_cast<bool>(k) || (key && !t_.identical(key, k)) || !t_.identical(element, e)) return false;
    if (n >= 0 && n < length) length = n;
    return true;
  });
  NodeId const at = syntax::views::Index(tree_, id).indices()[0];
  if (!ok) {
    use(at);
    error(id, errors::kIndex, fmt::format("values of type parameter {} cannot be indexed", text_of(x)));
    x = invalid(id);
    return false;
  }
  if (key) {
    map_index(id, x, key, element);
    return false;
  }
  x.mode = mode;
  x.type = element;
  index_value(at, length);
  return false;
}

bool Checker::valid_index(Operand& x, Negative negative) {
  if (!x || !convert_untyped(x, basic(BasicKind::Int))) return false;
  if (!types::is_integer(t_, x.type)) {
    error(x.node, errors::kIndex, fmt::format("{} must be an integer", source_of(x.node)));
    return false;
  }
  if (x.mode != Mode::Constant) return true;
  if (negative == Negative::Refused && x.value.sign() < 0) {
    error(x.node, errors::kIndex, fmt::format("{} must not be negative", source_of(x.node)));
    return false;
  }
  return representable(x, basic(BasicKind::Int));
}

Checker::IndexValue Checker::index_value(NodeId at, int64_t limit) {
  Operand x = expr(at);
  if (!valid_index(x, Negative::Refused)) return {};
  if (x.mode != Mode::Constant) return {x.type, -1};
  int64_t value = -1;
  x.value.fits_int64(value);
  if (limit >= 0 && value >= limit) {
    error(at, errors::kIndex, fmt::format("index {} is out of range [0:{}]", source_of(at), limit));
    return {};
  }
  return {x.type, value};
}

// The type whose slicing rules hold: of a type parameter the one its set shares, bytes where strings and byte slices are mixed.
TypeId Checker::sliced(const Operand& x) {
  TypeId shared;
  bool strings = false;
  bool const ok = !is_nil(x) && types::for_type_set(t_, x.type, [&](TypeId, TypeId u) {
    if (!u) return false;
    if (types::is_string(t_, u)) {
      u = t_.slice(t_.byte_type());
      strings = true;
    }
    if (shared) return t_.identical(shared, u);
    shared = u;
    return true;
  });
  if (!ok) return {};
  return strings ? basic(BasicKind::String) : shared;
}

Operand Checker::slice(NodeId id) {
  syntax::views::Slice const view(tree_, id);
  NodeId const bounds[] = {view.low(), view.high(), view.max()};
  Operand x = expr(view.operand());
  if (!x) {
    use_all(bounds);
    return invalid(id);
  }
  TypeId const u = sliced(x);
  int64_t length = -1;
  bool ok = true;
  switch (u ? t_.kind(u) : TypeKind::Invalid) {
    case TypeKind::Basic:
      ok = types::is_string(t_, u);
      if (!ok) break;
      if (view.three_index()) {
        error(id, errors::kSlice, "a string has no capacity to slice");
        ok = false;
      }
      if (x.mode == Mode::Constant) length = text_length(x.value);
      if (types::is_untyped(t_, x.type)) x.type = basic(BasicKind::String);
      break;
    case TypeKind::Slice: break;
    case TypeKind::Array:
      if (x.mode != Mode::Variable) {
        error(id, errors::kSlice, fmt::format("{} is not addressable, so it cannot be sliced", source_of(view.operand())));
        ok = false;
      }
      length = t_.length(u);
      x.type = t_.slice(t_.elem(u));
      break;
    case TypeKind::Pointer: {
      TypeId const array = t_.underlying(t_.elem(u));
      ok = t_.kind(array) == TypeKind::Array;
      if (!ok) break;
      length = t_.length(array);
      x.type = t_.slice(t_.elem(array));
      break;
    }
    default: ok = false;
  }
  if (!ok) {
    use_all(bounds);
    error(id, errors::kSlice, fmt::format("{} (of type {}) cannot be sliced", source_of(view.operand()), text_of(x)));
    return invalid(id);
  }
  x.mode = Mode::Value;
  int64_t previous = 0;
  for (NodeId bound : bounds) {
    if (!bound) continue;
    int64_t const value = index_value(bound, length >= 0 ? length + 1 : -1).value;
    if (value < 0) continue;
    if (value < previous) error(bound, errors::kSlice, fmt::format("{} is less than the bound before it", source_of(bound)));
    previous = std::max(previous, value);
  }
  return x;
}

}  // namespace escapement::check
