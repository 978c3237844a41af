// Names for the operands of syntax nodes: `views::Call(tree, id).arguments()`. A view is two words and costs nothing.
#pragma once

#include "analysis/syntax/ast.h"

namespace escapement::syntax::views {

class View {
 public:
  View(const DeclTree& tree, NodeId id) : tree_(&tree), node_(&tree.node(id)) {}
  const Node& node() const { return *node_; }

 protected:
  NodeId ref(uint32_t operand) const { return NodeId(operand); }
  std::span<const NodeId> list(uint32_t operand) const { return tree_->list(operand); }
  bool flag(NodeFlag f) const { return (node_->flags & f) != 0; }

  const DeclTree* tree_;
  const Node* node_;
};

#define ESCAPEMENT_REF(name, operand) \
  NodeId name() const { return ref(node_->operand); }
#define ESCAPEMENT_LIST(name, operand) \
  std::span<const NodeId> name() const { return list(node_->operand); }
#define ESCAPEMENT_FLAG(name, f) \
  bool name() const { return flag(f); }

struct CompositeLit : View {
  using View::View;
  ESCAPEMENT_REF(type, a) ESCAPEMENT_LIST(elements, b)
};
struct KeyValue : View {
  using View::View;
  ESCAPEMENT_REF(key, a) ESCAPEMENT_REF(value, b)
};
struct FuncLit : View {
  using View::View;
  ESCAPEMENT_REF(type, a) ESCAPEMENT_REF(body, b)
};
struct Selector : View {
  using View::View;
  ESCAPEMENT_REF(operand, a) ESCAPEMENT_REF(name, b)
};
struct Index : View {
  using View::View;
  ESCAPEMENT_REF(operand, a) ESCAPEMENT_LIST(indices, b)
};
struct Slice : View {
  using View::View;
  ESCAPEMENT_REF(operand, a) ESCAPEMENT_REF(low, b) ESCAPEMENT_REF(high, c) ESCAPEMENT_REF(max, d) ESCAPEMENT_FLAG(three_index, kThreeIndex)
};
struct TypeAssert : View {
  using View::View;
  ESCAPEMENT_REF(operand, a) ESCAPEMENT_REF(type, b)
};
struct Call : View {
  using View::View;
  ESCAPEMENT_REF(function, a) ESCAPEMENT_LIST(arguments, b) ESCAPEMENT_FLAG(spread, kEllipsis)
};
struct Binary : View {
  using View::View;
  ESCAPEMENT_REF(left, a) ESCAPEMENT_REF(right, b) Token op() const { return node_->token(); }
};
struct ArrayType : View {
  using View::View;
  ESCAPEMENT_REF(length, a) ESCAPEMENT_REF(element, b) ESCAPEMENT_FLAG(counted, kEllipsis)
};
struct FuncType : View {
  using View::View;
  ESCAPEMENT_LIST(type_parameters, a) ESCAPEMENT_LIST(parameters, b) ESCAPEMENT_LIST(results, c)
};
struct Field : View {
  using View::View;
  ESCAPEMENT_LIST(names, a) ESCAPEMENT_REF(type, b) ESCAPEMENT_REF(tag, c)
};
struct Assign : View {
  using View::View;
  ESCAPEMENT_LIST(left, a) ESCAPEMENT_LIST(right, b) Token op() const { return node_->token(); }
};
struct If : View {
  using View::View;
  ESCAPEMENT_REF(init, a) ESCAPEMENT_REF(condition, b) ESCAPEMENT_REF(then_block, c) ESCAPEMENT_REF(else_branch, d)
};
struct CaseClause : View {
  using View::View;
  ESCAPEMENT_LIST(expressions, a) ESCAPEMENT_LIST(body, b) ESCAPEMENT_FLAG(is_default, kDefault)
};
struct Switch : View {
  using View::View;
  ESCAPEMENT_REF(init, a) ESCAPEMENT_REF(tag, b) ESCAPEMENT_LIST(clauses, c)
};
struct TypeSwitch : View {
  using View::View;
  ESCAPEMENT_REF(init, a) ESCAPEMENT_REF(name, b) ESCAPEMENT_LIST(clauses, c) ESCAPEMENT_REF(guard, d)
};
struct CommClause : View {
  using View::View;
  ESCAPEMENT_REF(communication, a) ESCAPEMENT_LIST(body, b) ESCAPEMENT_FLAG(is_default, kDefault)
};
struct For : View {
  using View::View;
  ESCAPEMENT_REF(init, a) ESCAPEMENT_REF(condition, b) ESCAPEMENT_REF(post, c) ESCAPEMENT_REF(body, d)
};
struct Range : View {
  using View::View;
  ESCAPEMENT_REF(key, a) ESCAPEMENT_REF(value, b) ESCAPEMENT_REF(operand, c) ESCAPEMENT_REF(body, d) Token op() const {
    return node_->token();
  }
};
struct ImportSpec : View {
  using View::View;
  ESCAPEMENT_REF(name, a) ESCAPEMENT_REF(path, b)
};
struct ValueSpec : View {
  using View::View;
  ESCAPEMENT_LIST(names, a) ESCAPEMENT_REF(type, b) ESCAPEMENT_LIST(values, c) uint32_t iota() const { return node_->d; }
};
struct TypeSpec : View {
  using View::View;
  ESCAPEMENT_REF(name, a) ESCAPEMENT_LIST(type_parameters, b) ESCAPEMENT_REF(type, c) ESCAPEMENT_FLAG(is_alias, kAlias)
};
struct FuncDecl : View {
  using View::View;
  ESCAPEMENT_LIST(receiver, a) ESCAPEMENT_REF(name, b) ESCAPEMENT_REF(type, c) ESCAPEMENT_REF(body, d)
};

#undef ESCAPEMENT_REF
#undef ESCAPEMENT_LIST
#undef ESCAPEMENT_FLAG

}  // namespace escapement::syntax::views
