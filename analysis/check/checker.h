// Checks one declaration of a package: type expressions, constant expressions, initialisers, a function's
// body. What it finds goes into the declaration's Info; it writes nothing else but the types of the objects
// it declares.
//
// Rules: the Go specification; the order in which untyped operands take their type follows go/types.
#pragma once

#include <string>
#include <vector>

#include "analysis/check/program.h"
#include "analysis/constant/represent.h"
#include "analysis/syntax/views.h"

namespace escapement::check {

using constant::Value;
using types::LookupResult;
using types::Signature;
using types::TypeKind;

struct Operand {
  Mode mode = Mode::Invalid;
  TypeId type;
  Value value;
  NodeId node;
  Builtin builtin = Builtin::None;
  explicit operator bool() const { return mode != Mode::Invalid; }
};

class Checker {
 public:
  Checker(Program& program, Package& package, uint32_t decl);

  // Package-level declarations (declarations.cpp)
  void resolve_const(ObjectId object, const Declared& where);
  void resolve_var(ObjectId object, const Declared& where);
  void resolve_type(ObjectId object, const Declared& where);
  void resolve_func(ObjectId object, const Declared& where);
  void check_body(ObjectId function, const Declared& where);
  void check_initialiser(NodeId spec);

 private:
  struct FunctionContext {
    uint32_t owner = 0;
    TypeId signature;
    std::vector<ObjectId> results;
  };

  // errors
  void error(NodeId at, std::string_view code, std::string text,
             ErrorStrength strength = ErrorStrength::Hard);
  std::string text_of(TypeId t);
  std::string describe(const Operand& x);

  // scopes (declarations.cpp)
  // Opens a scope; names declared in it end with it.
  struct ScopeGuard {
    explicit ScopeGuard(Checker& checker)
        : checker_(checker), mark_(checker.locals_.size()), outer_(checker.scope_start_) {
      checker_.scope_start_ = mark_;
    }
    ~ScopeGuard() {
      checker_.locals_.resize(mark_);
      checker_.scope_start_ = outer_;
    }
    ScopeGuard(const ScopeGuard&) = delete;
    ScopeGuard& operator=(const ScopeGuard&) = delete;

   private:
    Checker& checker_;
    size_t mark_;
    size_t outer_;
  };
  ObjectId lookup(base::NameId name);
  ObjectId declare_local(NodeId name, types::ObjectKind kind, types::VarRole role, TypeId type);
  size_t open_scope() const { return locals_.size(); }
  void close_scope(size_t mark);
  void record(NodeId node, Mode mode, TypeId type);
  void record(const Operand& x);

  // type expressions (type_expressions.cpp)
  TypeId type_expr(NodeId node);
  TypeId type_of_name(NodeId node);
  TypeId instantiate(NodeId node, TypeId generic, std::span<const NodeId> args);
  TypeId func_type(NodeId node, NodeId receiver_field = {});
  void declare_type_params(std::span<const NodeId> fields, std::vector<TypeId>& out);
  void collect_params(std::span<const NodeId> fields, types::VarRole role, std::vector<types::Parameter>& out,
                      bool* variadic);
  types::Parameter receiver_param(NodeId field, std::vector<TypeId>* receiver_type_params);
  TypeId struct_type(NodeId node);
  TypeId interface_type(NodeId node);
  TypeId constraint_expr(NodeId node);
  void union_terms(NodeId node, std::vector<types::Term>& terms);
  int64_t array_length(NodeId node);
  void declare_type(NodeId spec, ObjectId object);
  void declare_local_type(NodeId spec);

  // expressions (expressions.cpp, literals.cpp, selectors.cpp, operators.cpp, calls.cpp, builtins.cpp)
  Operand expr(NodeId node, TypeId hint = {});      // a single value
  Operand raw_expr(NodeId node, TypeId hint = {});  // also types, builtins, no value, tuples
  Operand expr_or_type(NodeId node, TypeId hint = {});
  Operand dispatch(NodeId node, TypeId hint);
  Operand name_expr(NodeId node);
  Operand object_operand(NodeId node, ObjectId object);
  Operand basic_literal(NodeId node);
  Operand composite_literal(NodeId node, TypeId hint);
  void struct_elements(NodeId node, TypeId type);
  int64_t indexed_elements(NodeId node, TypeId element, int64_t length);
  void map_elements(NodeId node, TypeId map);
  Operand element_value(NodeId node, TypeId type);
  Operand func_literal(NodeId node);
  Operand selector(NodeId node);
  Operand package_member(NodeId node, ObjectId package_name);
  Operand index(NodeId node, TypeId hint);
  Operand instantiate_function(NodeId node, Operand function, std::span<const NodeId> args);
  void check_index(NodeId node, int64_t length);
  Operand slice(NodeId node);
  Operand type_assert(NodeId node);
  Operand star(NodeId node);
  Operand unary(NodeId node, TypeId hint);
  Operand address_of(NodeId node, NodeId operand, TypeId hint);
  Operand receive(NodeId node, Operand x);
  Operand binary(NodeId node, TypeId hint);
  Operand shift(NodeId node, Operand x, Operand y, syntax::Token op);
  Operand comparison(NodeId node, Operand x, Operand y, syntax::Token op);
  bool match_types(Operand& x, Operand& y);
  Operand call(NodeId node, TypeId hint);
  Operand conversion(NodeId node, TypeId target);
  Operand builtin_call(NodeId node, Builtin builtin, TypeId hint);
  Operand unsafe_call(NodeId node, Builtin builtin);
  Operand result_of(NodeId node, const Signature& signature);
  std::vector<Operand> arguments(std::span<const NodeId> nodes, const Signature* signature);
  void pass_arguments(NodeId call, std::vector<Operand>& args, const Signature& signature, bool spread);
  std::vector<Operand> unpack(std::span<const NodeId> nodes, std::span<const TypeId> hints,
                              bool allow_comma_ok);

  // conversion and assignment (assignability.cpp)
  bool assign(Operand& x, TypeId target, std::string_view context);
  bool assignable(const Operand& x, TypeId target);
  bool convertible(const Operand& x, TypeId target);
  bool convert_untyped(Operand& x, TypeId target);
  bool representable(Operand& x, TypeId target);
  void finalize(NodeId node, TypeId type);
  void use_default(Operand& x);

  // inference (infer.cpp; specification: "Type inference")
  bool infer(NodeId at, const std::vector<TypeId>& params, std::vector<TypeId>& args,
             const Signature& signature, const std::vector<Operand>& operands, bool spread);
  bool unify(TypeId x, TypeId y, const std::vector<TypeId>& params, std::vector<TypeId>& args, int depth,
             bool exact);
  bool verify_instance(NodeId at, const std::vector<TypeId>& params, const std::vector<TypeId>& args);

  // statements (statements.cpp)
  void body(NodeId block, uint32_t owner, TypeId signature);
  void statements(std::span<const NodeId> list);
  void statement(NodeId node);
  void block(NodeId node);
  void assign_statement(NodeId node);
  void define(NodeId node);
  void assign_list(NodeId node, std::span<const NodeId> left, std::vector<Operand>& values);
  TypeId target_type(NodeId left);
  void return_statement(NodeId node);
  void if_statement(NodeId node);
  void switch_statement(NodeId node);
  void type_switch(NodeId node);
  void select_statement(NodeId node);
  void for_statement(NodeId node);
  void range_statement(NodeId node);
  bool range_types(NodeId node, const Operand& x, TypeId& key, TypeId& value);
  void local_declaration(NodeId gen);
  void local_vars(NodeId spec);
  void local_consts(NodeId gen);
  void expression_statement(NodeId node);

  const syntax::Node& node(NodeId id) const { return tree_.node(id); }
  std::span<const NodeId> list(uint32_t operand) const { return tree_.list(operand); }
  base::NameId name(NodeId id) const { return tree_.name(id); }
  std::string_view word(base::NameId id) const { return program_.names().text(id); }

  Program& program_;
  Package& package_;
  types::TypeTable& t_;
  uint32_t decl_;
  const syntax::DeclTree& tree_;
  Info& info_;
  std::vector<std::pair<base::NameId, ObjectId>> locals_;
  size_t scope_start_ = 0;  // where the innermost scope's names begin in locals_
  std::vector<FunctionContext> functions_;
  std::vector<std::pair<ObjectId, NodeId>> declared_vars_;
  Value iota_;
  int depth_ = 0;
  friend struct DepthGuard;
};

}  // namespace escapement::check
