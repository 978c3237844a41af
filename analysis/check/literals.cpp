// Basic, function and composite literals (specification: "Composite literals", "Function literals").
#include <fmt/format.h>

#include "analysis/check/checker.h"

namespace escapement::check {

using syntax::LitKind;
using syntax::NodeKind;
using types::BasicKind;
using types::Field;

// Which notations of numbers came with Go 1.13.
void Checker::number_notation(NodeId id, std::string_view text, bool integer) {
  constexpr int kNotations = 13;
  if (text.size() <= 2 || allows(kNotations)) return;
  char const radix = static_cast<char>(text[1] | 0x20);
  if (text.find('_') != std::string_view::npos) {
    require(id, kNotations, "_ in a number");
  } else if (text[0] == '0' && (radix == 'b' || radix == 'o')) {
    require(id, kNotations, radix == 'b' ? "a binary number" : "an octal number that begins with 0o");
  } else if (text[0] == '0' && radix == 'x' && !integer) {
    require(id, kNotations, "a hexadecimal number with fraction or exponent");
  }
}

Operand Checker::basic_literal(NodeId id) {
  Operand x;
  x.node = id;
  std::string_view const text = tree_.text(id);
  x.mode = Mode::Constant;
  auto const kind = static_cast<LitKind>(node(id).op);
  // go/types: basicLit. No such number would be kept exactly.
  constexpr size_t kLongestNumber = 10000;
  if (text.size() > kLongestNumber && (kind == LitKind::Int || kind == LitKind::Float || kind == LitKind::Imaginary)) {
    error(id, errors::kLiteral, fmt::format("this number has {} characters; {} are the most", text.size(), kLongestNumber));
    return invalid(id);
  }
  if (kind != LitKind::Rune && kind != LitKind::String) number_notation(id, text, kind == LitKind::Int);
  switch (kind) {
    case LitKind::Int:
      x.value = constant::int_literal(text);
      x.type = basic(BasicKind::UntypedInt);
      break;
    case LitKind::Float:
      x.value = constant::float_literal(text);
      x.type = basic(BasicKind::UntypedFloat);
      break;
    case LitKind::Imaginary:
      x.value = constant::imaginary_literal(text);
      x.type = basic(BasicKind::UntypedComplex);
      break;
    case LitKind::Rune:
      x.value = constant::rune_literal(text);
      x.type = basic(BasicKind::UntypedRune);
      break;
    case LitKind::String:
      x.value = constant::string_literal(text);
      x.type = basic(BasicKind::UntypedString);
      break;
  }
  if (!x.value) {
    error(id, errors::kLiteral, "this literal is malformed or too large");
    return invalid(id);
  }
  overflow(x);
  return x;
}

Operand Checker::func_literal(NodeId id) {
  syntax::views::FuncLit const view(tree_, id);
  functions_.push_back({id.value, {}, {}});
  TypeId const type = type_expr(view.type());
  functions_.pop_back();
  if (t_.kind(type) != TypeKind::Signature) return invalid(id);
  if (functions_.empty()) {
    // In the initialiser of a package-level variable, whose type the body may ask for.
    package_.literals.push_back({decl_, id, type, initialised_, iota_});
  } else if (!program_.resolving().objects.empty()) {
    // In the declaration of a local type, which the body may ask for.
    late_literals_.emplace_back(id, type);
  } else {
    bool const saved = call_or_receive_;
    body(view.body(), id.value, type);
    call_or_receive_ = saved;
  }
  Operand x;
  x.mode = Mode::Value;
  x.type = type;
  return x;
}

Operand Checker::composite_literal(NodeId id, TypeId hint) {
  syntax::views::CompositeLit const view(tree_, id);
  Operand x;
  TypeId type;
  TypeId base;
  bool counted = false;
  if (view.type()) {
    const syntax::Node& written = node(view.type());
    counted = written.kind == NodeKind::ArrayType && (written.flags & syntax::kEllipsis) != 0;
    type = counted ? t_.array(var_type(NodeId(written.b)), -1) : type_expr(view.type());
    base = type;
  } else if (hint) {
    // In a literal of pointers, {…} stands for &T{…}.
    type = hint;
    base = type;
    TypeId const u = types::core_type(t_, base);
    if (u && t_.kind(u) == TypeKind::Pointer) base = t_.elem(u);
  } else {
    error(id, errors::kLiteralType, "the type of this composite literal cannot be told");
    type = t_.invalid();
    base = type;
  }
  TypeId const u = types::core_type(t_, base);
  switch (u ? t_.kind(u) : TypeKind::Chan) {
    case TypeKind::Struct: struct_elements(id, base, u); break;
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
    default:
      use_all(view.elements());
      if (u && t_.kind(u) == TypeKind::Invalid) break;  // said where the type is declared
      error(id, errors::kLiteralType, fmt::format("{} is not a type of a composite literal", text_of(type)));
      return invalid(id);
  }
  x.mode = Mode::Value;
  x.type = type;
  return x;
}

void Checker::struct_elements(NodeId id, TypeId base, TypeId structure) {
  std::span<const Field> const fields = t_.fields(structure);
  std::span<const NodeId> const elements = syntax::views::CompositeLit(tree_, id).elements();
  if (elements.empty()) return;
  auto accessible = [&](const Field& f) { return f.package == package_.id || types::is_exported(word(f.name)); };
  if (node(elements[0]).kind == NodeKind::KeyValue) {
    absl::flat_hash_set<uint32_t> seen;
    for (NodeId element : elements) {
      if (node(element).kind != NodeKind::KeyValue) {
        error(element, errors::kLiteral, "either all fields have a name or none");
        use(element);
        continue;
      }
      syntax::views::KeyValue const pair(tree_, element);
      Operand x = expr(pair.value());
      auto const field = node(pair.key()).kind != NodeKind::Name || is_blank(pair.key())
                             ? fields.end()
                             : std::ranges::find_if(fields, [&](const Field& f) { return f.name == name(pair.key()) && accessible(f); });
      if (field == fields.end()) {
        error(pair.key(), errors::kField, fmt::format("{} has no field {}", text_of(base), source_of(pair.key())));
        continue;
      }
      info_.objects[pair.key().value] = field->object;
      assign(x, field->type, "struct literal");
      if (!seen.insert(field->name.value).second)
        error(element, errors::kLiteral, fmt::format("field {} is given twice", source_of(pair.key())));
    }
    return;
  }
  for (size_t i = 0; i < elements.size(); ++i) {
    if (node(elements[i]).kind == NodeKind::KeyValue) {
      error(elements[i], errors::kLiteral, "either all fields have a name or none");
      use(elements[i]);
      continue;
    }
    Operand x = expr(elements[i]);
    if (i >= fields.size()) {
      error(elements[i], errors::kLiteral, fmt::format("too many values for {}", text_of(base)));
      return;
    }
    if (!accessible(fields[i])) {
      error(elements[i], errors::kLiteral, fmt::format("field {} of {} is not exported", word(fields[i].name), text_of(base)));
      continue;
    }
    assign(x, fields[i].type, "struct literal");
  }
  if (elements.size() >= fields.size()) return;
  uint32_t const end = node(id).span().end;
  error(base::Span{end - 1, end}, errors::kLiteral, fmt::format("too few values for {}", text_of(base)));
}

int64_t Checker::indexed_elements(NodeId id, TypeId element, int64_t length) {
  int64_t next = 0;
  int64_t most = 0;
  absl::flat_hash_set<int64_t> keyed;  // only where keys make it possible to give an index twice
  bool any_key = false;
  for (NodeId each : syntax::views::CompositeLit(tree_, id).elements()) {
    NodeId value = each;
    bool valid = false;
    if (node(each).kind == NodeKind::KeyValue) {
      syntax::views::KeyValue const pair(tree_, each);
      value = pair.value();
      if (!any_key) {
        for (int64_t i = 0; i < next; ++i) keyed.insert(i);
        any_key = true;
      }
      IndexValue const at = index_value(pair.key(), length);
      if (at.type) {
        valid = at.value >= 0;
        if (valid) {
          next = at.value;
        } else {
          error(pair.key(), errors::kLiteral, fmt::format("index {} must be a constant integer", source_of(pair.key())));
        }
      }
    } else if (length >= 0 && next >= length) {
      error(each, errors::kLiteral, fmt::format("index {} is out of range [0:{}]", next, length));
    } else {
      valid = true;
    }
    if (valid && any_key && !keyed.insert(next).second) error(each, errors::kLiteral, fmt::format("index {} is given twice", next));
    most = std::max(most, ++next);
    Operand x = expr_with_hint(value, element);
    assign(x, element, "array or slice literal");
  }
  return most;
}

void Checker::map_elements(NodeId id, TypeId map) {
  // In an interface constants differ by their types too.
  SeenValues seen;
  for (NodeId each : syntax::views::CompositeLit(tree_, id).elements()) {
    if (node(each).kind != NodeKind::KeyValue) {
      error(each, errors::kLiteral, "an element of a map literal needs a key");
      continue;
    }
    syntax::views::KeyValue const pair(tree_, each);
    Operand key = expr_with_hint(pair.key(), t_.key(map));
    assign(key, t_.key(map), "map literal");
    if (key.mode == Mode::Constant && !seen.emplace(constant::exact_text(key.value), t_.canon(key.type).value).second) {
      error(pair.key(), errors::kLiteral, fmt::format("key {} is given twice", source_of(pair.key())));
    }
    Operand value = expr_with_hint(pair.value(), t_.elem(map));
    assign(value, t_.elem(map), "map literal");
  }
}

}  // namespace escapement::check
