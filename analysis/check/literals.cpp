// Basic, function and composite literals (specification: "Composite literals", "Function literals").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::LitKind;
using syntax::NodeKind;
using types::BasicKind;
using types::Field;

Operand Checker::basic_literal(NodeId id) {
  Operand x;
  std::string_view const text = tree_.text(id);
  x.mode = Mode::Constant;
  switch (static_cast<LitKind>(node(id).op)) {
    case LitKind::Int:
      x.value = constant::int_literal(text);
      x.type = t_.basic(BasicKind::UntypedInt);
      break;
    case LitKind::Float:
      x.value = constant::float_literal(text);
      x.type = t_.basic(BasicKind::UntypedFloat);
      break;
    case LitKind::Imaginary:
      x.value = constant::imaginary_literal(text);
      x.type = t_.basic(BasicKind::UntypedComplex);
      break;
    case LitKind::Rune:
      x.value = constant::rune_literal(text);
      x.type = t_.basic(BasicKind::UntypedRune);
      break;
    case LitKind::String:
      x.value = constant::string_literal(text);
      x.type = t_.basic(BasicKind::UntypedString);
      break;
  }
  if (x.value) return x;
  error(id, "check.literal", "this literal is malformed or too large");
  x.mode = Mode::Invalid;
  x.type = t_.invalid();
  return x;
}

Operand Checker::func_literal(NodeId id) {
  syntax::views::FuncLit const view(tree_, id);
  size_t const mark = open_scope();
  functions_.push_back({id.value, {}, {}});
  TypeId const type = func_type(view.type());
  functions_.pop_back();
  body(view.body(), id.value, type);
  close_scope(mark);
  Operand x;
  x.mode = Mode::Value;
  x.type = type;
  return x;
}

Operand Checker::composite_literal(NodeId id, TypeId hint) {
  syntax::views::CompositeLit const view(tree_, id);
  Operand x;
  x.type = t_.invalid();
  TypeId type;
  bool counted = false;
  if (view.type()) {
    const syntax::Node& written = node(view.type());
    if (written.kind == NodeKind::ArrayType && (written.flags & syntax::kEllipsis) != 0) {
      counted = true;
      type = t_.array(type_expr(NodeId(written.b)), -1);
    } else {
      type = type_expr(view.type());
    }
  } else if (hint) {
    type = hint;
  } else {
    error(id, "check.literal-type", "the type of this composite literal cannot be told");
    return x;
  }
  TypeId base = type;
  // In a literal of pointers, {…} stands for &T{…}.
  if (!view.type() && t_.kind(t_.underlying(type)) == TypeKind::Pointer) base = t_.elem(t_.underlying(type));
  TypeId const u = types::core_type(t_, base);
  switch (u ? t_.kind(u) : TypeKind::Invalid) {
    case TypeKind::Struct: struct_elements(id, base); break;
    case TypeKind::Array: {
      int64_t const count = indexed_elements(id, t_.elem(u), counted ? -1 : t_.length(u));
      if (counted) {
        type = t_.array(t_.elem(u), count);
        record(view.type(), Mode::Type, type);
      }
      break;
    }
    case TypeKind::Slice: indexed_elements(id, t_.elem(u), -1); break;
    case TypeKind::Map: map_elements(id, u); break;
    case TypeKind::Invalid: return x;
    default: error(id, "check.literal-type", fmt::format("{} is not a type of a composite literal", text_of(type))); return x;
  }
  x.mode = Mode::Value;
  x.type = type;
  return x;
}

Operand Checker::element_value(NodeId id, TypeId type) {
  Operand x = expr(id, type);
  if (x) assign(x, type, "literal");
  return x;
}

void Checker::struct_elements(NodeId id, TypeId type) {
  std::vector<Field> const fields = t_.fields(types::core_type(t_, type));
  std::span<const NodeId> const elements = syntax::views::CompositeLit(tree_, id).elements();
  if (elements.empty()) return;
  if (node(elements[0]).kind == NodeKind::KeyValue) {
    for (NodeId element : elements) {
      if (node(element).kind != NodeKind::KeyValue) {
        error(element, "check.literal", "either all fields have a name or none");
        continue;
      }
      syntax::views::KeyValue const pair(tree_, element);
      const Field* field = nullptr;
      if (node(pair.key()).kind == NodeKind::Name) {
        for (const Field& f : fields) {
          if (f.name == name(pair.key()) && (f.package == package_.id || types::is_exported(word(f.name)))) field = &f;
        }
      }
      if (field == nullptr) {
        error(pair.key(), "check.field", fmt::format("{} has no field {}", text_of(type), tree_.text(pair.key())));
        raw_expr(pair.value());
        continue;
      }
      info_.objects[pair.key().value] = field->object;
      element_value(pair.value(), field->type);
    }
    return;
  }
  if (elements.size() != fields.size()) {
    error(id, "check.literal", fmt::format("{} values for the {} fields of {}", elements.size(), fields.size(), text_of(type)));
  }
  for (size_t i = 0; i < elements.size(); ++i) {
    if (i < fields.size()) {
      element_value(elements[i], fields[i].type);
    } else {
      raw_expr(elements[i]);
    }
  }
}

int64_t Checker::indexed_elements(NodeId id, TypeId element, int64_t length) {
  int64_t next = 0;
  int64_t most = 0;
  for (NodeId each : syntax::views::CompositeLit(tree_, id).elements()) {
    NodeId value = each;
    if (node(each).kind == NodeKind::KeyValue) {
      syntax::views::KeyValue const pair(tree_, each);
      value = pair.value();
      Operand key = expr(pair.key());
      if (key && types::is_untyped(t_, key.type)) convert_untyped(key, t_.basic(BasicKind::Int));
      if (key.mode != Mode::Constant || !constant::to_int(key.value).fits_int64(next) || next < 0) {
        error(pair.key(), "check.literal", fmt::format("index {} must be a constant integer", tree_.text(pair.key())));
      }
    }
    if (length >= 0 && next >= length) {
      error(each, "check.literal", fmt::format("index {} is out of range [0:{}]", next, length));
    }
    element_value(value, element);
    most = std::max(most, ++next);
  }
  return most;
}

void Checker::map_elements(NodeId id, TypeId map) {
  for (NodeId each : syntax::views::CompositeLit(tree_, id).elements()) {
    if (node(each).kind != NodeKind::KeyValue) {
      error(each, "check.literal", "an element of a map literal needs a key");
      continue;
    }
    syntax::views::KeyValue const pair(tree_, each);
    element_value(pair.key(), t_.key(map));
    element_value(pair.value(), t_.elem(map));
  }
}

}  // namespace escapement::check
