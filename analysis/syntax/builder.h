// Builds the DeclTree of one top-level declaration from its concrete syntax tree.
//
// What the grammar lets through although Go does not is found here and reported as an error of syntax; which
// programs those are follows go/parser. Positions (`Node::pos`) follow cmd/compile/internal/syntax, the
// extent of nodes go/ast. The work is linear in the tree, and nesting deeper than kMaxDepth is an error, not
// a recursion.
//
// builder.cpp walks; expressions.cpp, types.cpp, parameters.cpp, statements.cpp and declarations.cpp hold a
// rule per construct.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/inlined_vector.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/base/names.h"
#include "analysis/syntax/ast.h"
#include "analysis/syntax/symbols.h"
#include "grammar/concrete_tree.h"

namespace escapement::syntax {

// Deepest nesting of expressions, types and statements. go/parser stops at 100,000 of its own steps, several
// of which make one level here; what recurses over the tree relies on this bound.
inline constexpr uint32_t kMaxDepth = 10'000;
// Longest chain of operators of one precedence (`a + b + c …`), which nests to the left: go/parser's bound.
inline constexpr uint32_t kMaxChain = 100'000;

// An error of a declaration; its span is relative to the declaration.
struct DeclError {
  Span span;
  std::string_view code;
  std::string text;
};

struct BuiltDecl {
  std::shared_ptr<const DeclTree> tree;
  std::vector<DeclError> errors;
};

// Interns names without taking the table's lock for each, and knows which words are no names.
class NameCache {
 public:
  explicit NameCache(base::NameTable& table);
  // None for a keyword.
  NameId intern(std::string_view text);

 private:
  base::NameTable& table_;
  absl::flat_hash_map<std::string_view, NameId> ids_;
};

class TreeBuilder {
 public:
  explicit TreeBuilder(NameCache& names) : names_(names), table_(symbol_table()) {}

  // The tree of `declaration`, a node of `concrete`, whose offsets are those of the file. `file_text` is the whole file; the
  // tree's own text starts at `start`, which lies at the declaration or at the first directive comment before it.
  BuiltDecl build(const grammar::ConcreteTree& concrete, const grammar::ConcreteNode& declaration, std::string_view file_text,
                  uint32_t start);
  // A BadDecl for what no declaration could be made of.
  BuiltDecl build_bad(std::string_view file_text, Span span);
  // A copy of a function whose body is not what stands in the text; `text` is that of the copy and reaches to
  // the body's end.
  static std::shared_ptr<const DeclTree> with_unknown_body(const DeclTree& function, std::string_view text);

 private:
  // A node of the concrete tree, or none. Offsets are relative to the declaration.
  struct Child {
    const grammar::ConcreteNode* node = nullptr;
    uint32_t begin = 0, end = 0;
    TSSymbol symbol = 0;
    Sym sym = Sym::other;
    Fld field = Fld::none;
    explicit operator bool() const { return node != nullptr; }
  };

  // The children of one node, without comments and errors.
  class Children {
   public:
    Children(TreeBuilder& builder, const Child& parent);
    size_t size() const { return nodes_.size(); }
    Child operator[](size_t i) const { return builder_.child(nodes_[i]); }
    Child get(Fld field) const;
    Child token(Sym sym) const;

   private:
    TreeBuilder& builder_;
    std::span<const grammar::ConcreteNode> nodes_;
  };

  // Parameters and type parameters before names and types are told apart.
  struct Parameter {
    NodeId name;
    NodeId type;
    uint32_t begin = 0;
  };
  using Parameters = absl::InlinedVector<Parameter, 8>;

  // Most lists are short.
  using List = absl::InlinedVector<NodeId, 8>;

  // Nodes
  NodeId add(NodeKind kind, uint32_t begin, uint32_t end, uint32_t pos);
  NodeId add(NodeKind kind, const Child& at) { return add(kind, at.begin, at.end, at.begin); }
  Node& at(NodeId id) { return nodes_[id.value]; }
  const Node& at(NodeId id) const { return nodes_[id.value]; }
  std::span<const NodeId> list_of(uint32_t operand) const { return {lists_.data() + operand + 1, lists_[operand].value}; }
  void start_tree(std::string_view text);
  std::shared_ptr<const DeclTree> finish_tree(NodeId root, bool has_errors);
  uint32_t list(const List& elements);
  NodeId bad(NodeKind kind, uint32_t begin, uint32_t end);
  std::string_view text(uint32_t begin, uint32_t end) const;
  std::string_view text(const Child& c) const { return text(c.begin, c.end); }
  void error(Span span, std::string_view code, std::string message);

  // Walking
  Child child(const grammar::ConcreteNode& n) const {
    return {&n, n.begin - start_, n.end - start_, n.symbol, table_.of(n.symbol), table_.fields[n.field]};
  }
  void comment(std::string_view comment, uint32_t begin);
  void directives(const Child& root);
  void check_gap(const Child& parent, const Child& before, const Child& after);
  void sort_findings();

  // Expressions; types are among them
  NodeId expression(const Child& c);
  NodeId expression_or_bad(const Child& c, const Child& parent);
  NodeId dispatch_expression(const Child& c);
  NodeId identifier(const Child& c);
  NodeId literal(const Child& c, LitKind kind);
  NodeId number(const Child& c);
  NodeId parenthesized(const Child& c);
  NodeId selector(const Child& c, Fld operand, Fld field);
  enum class Arguments : uint8_t { Types, Expressions };  // whether what stands in brackets must be types from the first on
  NodeId index(const Child& c, Fld operand, Fld argument, Arguments arguments);
  NodeId slice(const Child& c);
  NodeId type_assertion(const Child& c);
  NodeId call(const Child& c);
  void check_operator(const Child& op);
  NodeId unary(const Child& c);
  NodeId receive_or_channel_type(const Child& op, NodeId operand);
  NodeId binary(const Child& c);
  NodeId composite_literal(const Child& c);
  NodeId literal_value(const Child& c, NodeId type, uint32_t begin);
  NodeId element(const Child& c);
  NodeId function_literal(const Child& c);
  List expressions(const Child& c);

  // Types
  NodeId pointer_type(const Child& c);
  NodeId array_type(const Child& c);
  NodeId slice_type(const Child& c);
  NodeId open_array_type(const Child& c);
  NodeId map_type(const Child& c);
  NodeId channel_type(const Child& c);
  NodeId struct_type(const Child& c);
  NodeId field_declaration(const Child& c);
  NodeId embedded_type(const Child& c);
  NodeId interface_type(const Child& c);
  NodeId method_element(const Child& c);
  NodeId union_of_terms(const Child& c);
  NodeId tilde_type(const Child& c);
  NodeId function_type(const Children& parts, uint32_t begin, uint32_t pos, uint32_t type_parameters);
  void check_type(NodeId id);
  void check_named_type(const Child& type);
  bool is_type(NodeId id) const;

  // Parameters
  uint32_t parameters(const Child& c, bool variadic_allowed);
  uint32_t results(const Child& c);
  uint32_t type_parameters(const Child& c);
  Parameters parameter_items(const Child& c);
  Parameters type_parameter_items(const Child& c);
  Parameter type_parameter_item(const Child& c);
  bool distribute(Parameters& items, const Child& c, bool type_parameters);
  uint32_t group_fields(const Parameters& items, bool named);
  struct Split {
    NodeId name, type;
  };
  Split split_name(NodeId x, bool force);
  bool is_type_element(NodeId x) const;

  // Statements
  NodeId statement(const Child& c);
  NodeId dispatch_statement(const Child& c);
  NodeId simple_statement(const Child& c);
  NodeId expression_statement(const Child& c);
  NodeId block(const Child& c);
  NodeId labeled(const Child& c);
  NodeId send(const Child& c);
  NodeId inc_dec(const Child& c);
  NodeId assignment(const Child& c);
  NodeId go_or_defer(const Child& c, NodeKind kind, std::string_view keyword);
  NodeId return_statement(const Child& c);
  NodeId branch(const Child& c, Token token);
  NodeId if_statement(const Child& c);
  NodeId condition(const Child& c, uint32_t place, std::string_view statement, std::string_view wanted);
  NodeId switch_statement(const Child& c);
  NodeId select_statement(const Child& c);
  NodeId case_clause(const Child& c);
  NodeId comm_clause(const Child& c);
  NodeId communication(const Child& c);
  uint32_t clause_body(const Children& parts, size_t from, uint32_t* end);
  NodeId for_statement(const Child& c);
  NodeId range_statement(const Child& loop, const Child& clause, const Child& body);
  NodeId declaration_statement(const Child& c);

  // Declarations
  NodeId declaration(const Child& c);
  NodeId general(const Child& c, Token token);
  NodeId import_spec(const Child& c);
  NodeId value_spec(const Child& c, Token token, uint32_t iota);
  NodeId type_spec(const Child& c);
  NodeId function(const Child& c);

  // Tokens
  void check_number(const Child& c);
  void check_quoted(const Child& c, char quote);
  void check_identifier(const Child& c);

  NameCache& names_;
  const SymbolTable& table_;
  const grammar::ConcreteTree* concrete_ = nullptr;
  std::shared_ptr<DeclTree> tree_;
  // Of the tree that is built; kept for the next one's use, the tree gets what it needs of it.
  std::vector<Node> nodes_;
  std::vector<NodeId> lists_;
  std::vector<DeclError> errors_;
  std::string_view file_text_;
  uint32_t start_ = 0;
  uint32_t depth_ = 0;
};

}  // namespace escapement::syntax
