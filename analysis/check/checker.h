// Checks one declaration of a package: type expressions, constant expressions, initialisers, a function's body. What it finds goes into
// the declaration's Info; it writes nothing else but the types of the objects it declares.
//
// Rules: the Go specification; the order in which untyped operands take their type follows go/types.
#pragma once

#include <string>
#include <vector>

#include <absl/container/flat_hash_set.h>
#include <absl/container/inlined_vector.h>

#include "analysis/check/program.h"
#include "analysis/constant/represent.h"
#include "analysis/syntax/views.h"

namespace escapement::check {

using constant::Value;
using types::LookupResult;
using types::Signature;
using types::TypeKind;
using types::TypeList;
using types::TypeVector;

// An expression that has been checked.
struct Operand {
  Mode mode = Mode::Invalid;
  Builtin builtin = Builtin::None;
  TypeId type;
  NodeId node;
  Value value;
  explicit operator bool() const { return mode != Mode::Invalid; }
};
using Operands = absl::InlinedVector<Operand, 4>;

// Whether a generic function or type may stand without its type arguments.
enum class Generic : uint8_t { Refused, Allowed };

class Checker {
 public:
  Checker(Program& program, Package& package, uint32_t decl);
  ~Checker();
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  // Package-level declarations (declarations.cpp)
  void resolve_const(ObjectId object, const Declared& where);
  void resolve_var(ObjectId object, const Declared& where);
  void resolve_type(ObjectId object, const Declared& where);
  void resolve_func(ObjectId object, const Declared& where);
  void check_body(ObjectId function, const Declared& where);
  // The body of a function literal that stands outside functions, in the initialiser of `object`.
  void check_literal(const PendingLiteral& literal);
  void check_delayed(const DelayedCheck& delayed);

 private:
  struct FunctionContext {
    uint32_t owner = 0;
    TypeId signature;
    absl::InlinedVector<ObjectId, 4> results;  // what return statements assign to; made when the first needs it
  };
  // Opens a scope; names declared in it end with it.
  struct ScopeGuard {
    explicit ScopeGuard(Checker& checker) : checker_(checker), mark_(checker.scopes_.locals.size()), outer_(checker.scope_start_) {
      checker_.scope_start_ = mark_;
    }
    ~ScopeGuard() {
      checker_.scopes_.leave(mark_);
      checker_.scope_start_ = outer_;
    }
    ScopeGuard(const ScopeGuard&) = delete;
    ScopeGuard& operator=(const ScopeGuard&) = delete;

   private:
    Checker& checker_;
    size_t mark_;
    size_t outer_;
  };

  // While it lives, what is used is what `object` depends on.
  struct Dependencies {
    Dependencies(Checker& checker, ObjectId object) : checker_(checker), object_(object) { checker_.dependencies_ = &found_; }
    ~Dependencies();
    Dependencies(const Dependencies&) = delete;
    Dependencies& operator=(const Dependencies&) = delete;

   private:
    Checker& checker_;
    ObjectId object_;
    std::vector<ObjectId> found_;
  };

  // errors and records (declarations.cpp)
  void error(NodeId at, std::string_view code, std::string text, ErrorStrength strength = ErrorStrength::Hard);
  void error(base::Span at, std::string_view code, std::string text, ErrorStrength strength = ErrorStrength::Hard);
  // Whether the file's language has what came with Go 1.`minor`; the second form says so where not, about `what` (language.cpp).
  bool allows(int minor) const { return language_ == 0 || language_ >= minor; }
  bool require(NodeId at, int minor, std::string_view what);
  std::string text_of(TypeId t);
  std::string text_of(const Operand& x);  // its type, as what is known of a value
  std::string source_of(NodeId node) const { return std::string(tree_.text(node).substr(0, 60)); }
  void record(NodeId node, Mode mode, TypeId type);
  void record(const Operand& x);
  Operand invalid(NodeId node) const;
  void depends_on(ObjectId object);

  // scopes (scopes.cpp)
  ObjectId lookup(base::NameId name);
  ObjectId lookup_in_scope(base::NameId name) const;  // the innermost scope alone
  ObjectId make_local(NodeId name, types::ObjectKind kind, types::VarRole role, TypeId type);
  void enter(NodeId name, ObjectId object);
  void enter_again(ObjectId object);
  ObjectId declare_local(NodeId name, types::ObjectKind kind, types::VarRole role, TypeId type);
  void report_unused(size_t first);

  // type expressions (type_expressions.cpp, composite_types.cpp, function_types.cpp)
  TypeId type_expr(NodeId node);  // not generic
  TypeId var_type(NodeId node);   // moreover no constraint
  TypeId generic_type(NodeId node);
  TypeId type_of_expression(NodeId node);
  TypeId type_of_operand(const Operand& x);
  TypeId instantiated_type(NodeId node);
  bool type_list(std::span<const NodeId> nodes, TypeVector& out);
  TypeId func_type(NodeId node, NodeId receiver_field = {});
  void declare_type_params(std::span<const NodeId> fields, TypeVector& out);
  TypeId declare_type_param(NodeId name, size_t index);
  void collect_params(std::span<const NodeId> fields, types::VarRole role, absl::InlinedVector<types::Parameter, 8>& out,
                      absl::InlinedVector<std::pair<NodeId, ObjectId>, 8>& names, bool& variadic);
  types::Parameter receiver_param(NodeId field, TypeVector& type_params, NodeId& name);
  TypeId generic_receiver(NodeId base, TypeVector& type_params);
  bool stands_for_instance(TypeId type);
  void record_receiver(NodeId node, TypeId type);
  TypeId struct_type(NodeId node);
  TypeId interface_type(NodeId node);
  TypeId constraint_expr(NodeId node);
  TypeId union_type(NodeId node);
  types::Term union_term(NodeId node);
  void valid_embedded(NodeId interface_node, TypeId interface_type);
  bool is_imported_constraint(TypeId type);
  void valid_union(NodeId node);
  void valid_interface_term(NodeId at, const types::Term& term);
  void valid_embedded_field(NodeId at, TypeId type);
  int64_t array_length(NodeId node);
  void declare_type(NodeId spec, ObjectId object);
  void declare_local_type(NodeId spec);
  void validate_local_type(TypeId type);
  void resolve_name(ObjectId object, bool want_type);
  bool valid_cycle(std::span<const ObjectId> cycle);
  bool finite_size(TypeId type);
  bool finite_instance(TypeId instance);
  void refuse_pending(Operand& x);
  void valid_map_key(NodeId at, TypeId key);
  bool may_be_constraint(TypeId type);
  bool may_not_be_embedded(TypeId type);
  void valid_variable(NodeId at, TypeId type);
  void valid_receiver(NodeId at, TypeId receiver);
  void unique_methods(NodeId name, ObjectId method, TypeId receiver);
  void one_receiver(NodeId decl);
  void special_function(NodeId decl, TypeId signature);
  void lay_out_later(DelayedCheck::Kind kind, NodeId node, TypeId type);
  void delay(DelayedCheck::Kind kind, NodeId node, TypeId type, types::TypeList args = {});

  // expressions (expressions.cpp, literals.cpp, selectors.cpp, index.cpp)
  Operand raw_expr(NodeId node, TypeId target = {}, TypeId hint = {}, Generic generic = Generic::Refused);
  Operand expr(NodeId node, TypeId target = {});  // a single value; target: a function type to infer from
  Operand expr_with_hint(NodeId node, TypeId hint);
  Operand generic_expr(NodeId node);
  Operand expr_or_type(NodeId node, Generic generic = Generic::Refused);
  void exclude(Operand& x, std::initializer_list<Mode> modes);
  void single_value(Operand& x);
  void refuse_generic(Operand& x, TypeId target);
  bool use(NodeId node);
  void use_all(std::span<const NodeId> nodes);
  Operand dispatch(NodeId node, TypeId target, TypeId hint);
  Operand name_expr(NodeId node, bool want_type);
  Operand object_operand(NodeId node, ObjectId object, bool want_type);
  Operand basic_literal(NodeId node);
  void number_notation(NodeId node, std::string_view text, bool integer);
  Operand composite_literal(NodeId node, TypeId hint);
  void struct_elements(NodeId node, TypeId base, TypeId structure);
  int64_t indexed_elements(NodeId node, TypeId element, int64_t length);
  void map_elements(NodeId node, TypeId map);
  Operand func_literal(NodeId node);
  Operand selector(NodeId node, bool want_type);
  Operand package_member(NodeId node, ObjectId package_name, bool want_type);
  Operand member(NodeId node, const Operand& x, LookupResult found);
  TypeId method_expression(TypeId receiver, TypeId method);
  bool index(NodeId node, Operand& x);  // true: x is a generic function to instantiate
  bool index_type_param(NodeId node, Operand& x);
  void map_index(NodeId node, Operand& x, TypeId key, TypeId value);
  struct IndexValue {
    TypeId type;  // none: no valid index
    int64_t value = -1;
  };
  IndexValue index_value(NodeId node, int64_t limit);
  enum class Negative : uint8_t { Refused, Allowed };
  bool valid_index(Operand& x, Negative negative);
  Operand slice(NodeId node);
  TypeId sliced(const Operand& x);
  Operand type_assert(NodeId node);
  void check_assertion(NodeId at, TypeId interface_type, TypeId target);
  Operand star(NodeId node);

  // operators (operators.cpp)
  Operand unary(NodeId node);
  Operand address_of(NodeId node, Operand x);
  Operand receive(NodeId node, Operand x);
  TypeId channel_element(NodeId at, const Operand& x, bool receiving);
  Operand binary(NodeId node, NodeId left, NodeId right, syntax::Token op);
  Operand binary_operands(NodeId node, Operand x, Operand y, syntax::Token op);
  Operand shift(NodeId node, Operand x, Operand y, syntax::Token op);
  Operand comparison(NodeId node, Operand x, Operand y, syntax::Token op);
  bool may_convert(const Operand& x, const Operand& y);
  bool match_types(Operand& x, Operand& y);
  bool defined_on(syntax::Token op, TypeId type);
  void overflow(Operand& x);

  // untyped values (untyped.cpp)
  enum class Final : uint8_t { No, Yes };
  struct Implicit {
    TypeId type;  // none: no such conversion
    Value value;
  };
  Implicit implicit_type(const Operand& x, TypeId target);
  bool convert_untyped(Operand& x, TypeId target);
  void update_type(NodeId node, TypeId type, Final final);
  void update_value(const Operand& x);
  bool representable(const Operand& x, TypeId target, Value& rounded);
  bool representable(Operand& x, TypeId target);

  // calls (calls.cpp, instantiation.cpp, conversions.cpp)
  Operand call(NodeId node);
  Operand call_function(NodeId node, Operand f);
  Operand result_of(NodeId node, const Signature& signature);
  Operands generic_arguments(std::span<const NodeId> nodes, std::vector<TypeVector>& partial);
  Operand generic_argument(NodeId node, TypeVector& partial, Generic generic);
  struct CallTypes {
    TypeId signature;
    TypeVector args;  // given explicitly
    bool failed = false;
  };
  void arguments(NodeId call, CallTypes& types, Operands& args, std::span<const TypeVector> partial);
  bool adjust_params(NodeId call, const Signature& signature, size_t count, TypeVector& params);
  Operand function_instance(NodeId node, Operand x, TypeId target);
  TypeId instantiate(NodeId at, TypeId signature, TypeList args);
  void record_instance(NodeId node, TypeList args, TypeId type);
  void verify_instance(NodeId at, TypeList params, TypeList args);
  Operand conversion(NodeId node, TypeId target);
  void convert(Operand& x, TypeId target);
  bool convert_constant(const Operand& x, TypeId target, Value& out);
  bool convertible(const Operand& x, TypeId target);
  bool convertible_type(TypeId from, TypeId to);

  // built-in functions (builtins.cpp, builtins_memory.cpp, builtins_numeric.cpp, builtins_unsafe.cpp)
  Operand builtin_call(NodeId node, Builtin builtin);
  Operand builtin_value(NodeId node, TypeId type) const;
  Operand builtin_nothing(NodeId node) const;
  Operand builtin_append(NodeId node, Operands& args);
  Operand builtin_copy(NodeId node, Operands& args);
  Operand builtin_len(NodeId node, Builtin which, Operand x, bool call_or_receive);
  Operand builtin_make(NodeId node);
  Operand builtin_new(NodeId node);
  Operand builtin_delete(NodeId node, Operands& args);
  Operand builtin_clear(NodeId node, const Operand& x);
  Operand builtin_close(NodeId node, const Operand& x);
  Operand builtin_assert(NodeId node, Operand x);
  Operand builtin_print(NodeId node, Operands& args);
  Operand builtin_min_max(NodeId node, Builtin which, Operands& args);
  Operand builtin_complex(NodeId node, Operands& args);
  Operand builtin_part(NodeId node, Builtin which, Operand x);
  Operand unsafe_call(NodeId node, Builtin builtin, Operands& args);
  Operand unsafe_offsetof(NodeId node);
  bool is_infinite(TypeId type);
  Operand unsafe_size(NodeId node, Builtin which, Operand x);
  TypeId slice_element(const Operand& x);
  bool takes_bytes(const Operand& x);

  // assignment (assignments.cpp, assignability.cpp)
  void assign(Operand& x, TypeId target, std::string_view context);  // target none: the blank identifier
  bool assignable(const Operand& x, TypeId target);
  std::string missing_text(TypeId type, TypeId interface_type);
  Operands values_of(NodeId node, bool allow_comma_ok, bool& comma_ok);
  void record_comma_ok(NodeId node, TypeId first, TypeId second);
  TypeId function_target(TypeId type);
  void init_const(ObjectId object, Operand& x);
  void init_var(ObjectId object, Operand& x, std::string_view context);
  void init_vars(std::span<const ObjectId> objects, std::span<const NodeId> values, NodeId return_statement);
  TypeId left_side(NodeId left);
  void assign_var(NodeId left, NodeId right, std::string_view context);
  void assign_var(NodeId left, Operand& x, std::string_view context);
  void assign_vars(std::span<const NodeId> left, std::span<const NodeId> right);
  void assignment_mismatch(NodeId at, size_t wanted, size_t found, std::string_view context);
  void define(NodeId node);

  // statements (statements.cpp, switches.cpp, range.cpp, local_declarations.cpp, labels.cpp, terminating.cpp)
  void body(NodeId block, uint32_t owner, TypeId signature);
  void statements(std::span<const NodeId> list);
  void statement(NodeId node);
  void block(NodeId node);
  void expression_statement(NodeId node);
  void suspended_call(NodeId node);
  void send_statement(NodeId node);
  void inc_dec(NodeId node);
  void assign_statement(NodeId node);
  void return_statement(NodeId node);
  std::span<const ObjectId> results_to_return();
  void if_statement(NodeId node);
  void condition(NodeId node);
  void switch_statement(NodeId node);
  using SeenValues = absl::flat_hash_set<std::pair<std::string, uint32_t>>;
  void case_values(const Operand& tag, std::span<const NodeId> values, SeenValues& seen);
  void type_switch(NodeId node);
  TypeId case_types(const Operand& x, std::span<const NodeId> types, absl::flat_hash_set<uint32_t>& seen);
  void select_statement(NodeId node);
  void for_statement(NodeId node);
  void range_statement(NodeId node);
  struct RangeTypes {
    TypeId key, value;
    bool ok = false;
  };
  RangeTypes range_types(TypeId type);
  RangeTypes range_over_func(const Signature& iterator);
  void range_define(NodeId node, Operand& x, const RangeTypes& types);
  void range_assign(NodeId node, Operand& x, const RangeTypes& types);
  void local_declaration(NodeId gen);
  void local_vars(NodeId spec);
  void local_consts(NodeId gen);
  void resolve_labels(NodeId block);
  void check_branches(NodeId body);
  void one_default(std::span<const NodeId> clauses);
  bool terminates(NodeId statement, base::NameId label);
  bool list_terminates(std::span<const NodeId> list);
  bool switch_terminates(std::span<const NodeId> clauses, base::NameId label);
  bool has_break(NodeId statement, base::NameId label, bool implicit);
  bool list_has_break(std::span<const NodeId> list, base::NameId label, bool implicit);

  const syntax::Node& node(NodeId id) const { return tree_.node(id); }
  std::span<const NodeId> list(uint32_t operand) const { return tree_.list(operand); }
  base::NameId name(NodeId id) const { return tree_.name(id); }
  std::string_view word(base::NameId id) const { return program_.names().text(id); }
  bool is_blank(NodeId id) const { return node(id).kind == syntax::NodeKind::Name && name(id) == program_.blank(); }
  NodeId unparen(NodeId id) const {
    while (node(id).kind == syntax::NodeKind::Paren) id = NodeId(node(id).a);
    return id;
  }
  TypeId basic(types::BasicKind kind) const { return t_.basic(kind); }
  bool is_valid(TypeId type) { return t_.kind(t_.unalias(type)) != TypeKind::Invalid; }
  bool is_nil(const Operand& x) const { return x.mode == Mode::Nil; }

  Program& program_;
  Package& package_;
  types::TypeTable& t_;
  Scopes& scopes_;
  uint32_t decl_;
  const syntax::DeclTree& tree_;
  Info& info_;
  int language_;
  size_t base_;         // where this checker's locals begin
  size_t scope_start_;  // where the innermost scope's do
  std::vector<FunctionContext> functions_;
  std::vector<std::pair<ObjectId, NodeId>> declared_vars_;
  absl::flat_hash_set<uint32_t> shift_operands_;  // untyped left operands of non-constant shifts
  std::vector<ObjectId>* dependencies_ = nullptr;
  ObjectId initialised_;  // the package-level object whose initialiser is being checked
  Value iota_;
  NodeId inherited_at_;  // the constant whose expression, written for another one, is being checked: errors stand there
  std::vector<std::pair<NodeId, TypeId>> late_literals_;  // function literals inside a local type's declaration, with their signatures
  int depth_ = 0;
  ObjectId declared_function_;     // whose signature comes next
  bool in_type_params_ = false;    // inside the constraints of a list of type parameters
  bool mentions_invalid_ = false;  // the error being worded speaks of an invalid type
  bool call_or_receive_ = false;   // since it was last reset
  friend struct DepthGuard;
};

}  // namespace escapement::check
