// Composite literals (cmd/compile/internal/noder: writer.compLit; typecheck: tcCompLit).
#include <algorithm>

#include "analysis/ir/lowering.h"

namespace escapement::ir {

using syntax::NodeKind;
using types::TypeKind;

NodeId Lowering::element(Ast id, TypeId type) {
  if (ast(id).kind == NodeKind::CompositeLit && !syntax::views::CompositeLit(tree_, id).type()) return composite(id, type);
  return converted(id, type);
}

NodeId Lowering::composite(Ast id, TypeId type) {
  TypeId const u = t_.underlying(type);
  bool const elided_pointer = t_.kind(u) == TypeKind::Pointer && !syntax::views::CompositeLit(tree_, id).type();
  if (!elided_pointer) return composite_value(id, type);
  Node node = make(Op::PtrLit, type, id);
  node.x = composite_value(id, t_.elem(u));
  return add(node);
}

// The keys that are written in an array or slice literal; none where none is.
uint32_t Lowering::element_keys(std::span<const Ast> elements) {
  auto const is_keyed = [&](Ast each) { return ast(each).kind == NodeKind::KeyValue; };
  if (std::ranges::none_of(elements, is_keyed)) return 0;
  std::vector<NodeId> keys;
  for (Ast each : elements) keys.push_back(is_keyed(each) ? expr(syntax::views::KeyValue(tree_, each).key()) : NodeId());
  return add_list(keys);
}

NodeId Lowering::composite_value(Ast id, TypeId type) {
  check_supported(type, id);
  TypeId const u = t_.underlying(type);
  auto const elements = syntax::views::CompositeLit(tree_, id).elements();
  std::vector<NodeId> values;
  Node node = make(Op::StructLit, type, id);
  switch (t_.kind(u)) {
    case TypeKind::Struct: {
      std::span<const types::Field> const fields = t_.fields(u);
      std::vector<NodeId> numbers;
      for (size_t i = 0; i < elements.size(); ++i) {
        if (ast(elements[i]).kind != NodeKind::KeyValue) {
          values.push_back(element(elements[i], fields[i].type));
          continue;
        }
        syntax::views::KeyValue const pair(tree_, elements[i]);
        for (size_t number = 0; number < fields.size(); ++number) {
          if (fields[number].name != tree_.name(pair.key())) continue;
          values.push_back(element(pair.value(), fields[number].type));
          numbers.push_back(int_literal(static_cast<int>(number), pos(elements[i])));
        }
      }
      if (!numbers.empty()) node.list2 = add_list(numbers);
      break;
    }
    case TypeKind::Array:
    case TypeKind::Slice:
      node.op = t_.kind(u) == TypeKind::Array ? Op::ArrayLit : Op::SliceLit;
      node.list2 = element_keys(elements);
      for (Ast each : elements) {
        bool const keyed = ast(each).kind == NodeKind::KeyValue;
        values.push_back(element(keyed ? syntax::views::KeyValue(tree_, each).value() : each, t_.elem(u)));
      }
      break;
    case TypeKind::Map:
      node.op = Op::MapLit;
      needs_type(type, origin_of(id));
      for (Ast each : elements) {
        syntax::views::KeyValue const pair(tree_, each);
        values.push_back(element(pair.key(), t_.key(u)));
        values.push_back(element(pair.value(), t_.elem(u)));
      }
      break;
    default: throw Unhandled{"a composite literal of an unknown kind", id};
  }
  node.list = add_list(values);
  return add(node);
}

}  // namespace escapement::ir
