// Builds one Unit from a checked declaration. A construct that is not handled throws Unhandled inside this
// layer only: the unit is then listed as not analysed.
#pragma once

#include <functional>

#include <absl/container/flat_hash_map.h>

#include "analysis/ir/instances.h"
#include "analysis/ir/ir.h"
#include "analysis/ir/literal_names.h"
#include "analysis/ir/range_plan.h"
#include "analysis/syntax/views.h"

namespace escapement::ir {

struct Unhandled {
  std::string construct;
  syntax::NodeId at;
};

// What the initialisers of a package had before, which gc has in one function: the literals and temporaries are numbered on.
struct InitNumbers {
  uint32_t literals = 0;
  uint32_t locals = 0;
};

class Lowering {
 public:
  // `instantiation`: what the body of a generic declaration is lowered for, in which package.
  Lowering(check::Program& program, check::Package& package, uint32_t decl, Instantiation* instantiation = nullptr,
           types::PackageId compiled_in = {});

  std::unique_ptr<Unit> function(ObjectId object);
  // The function with the real type arguments, which calls the one for their shapes.
  std::unique_ptr<Unit> instance_wrapper(const Instance& instance);
  // Of the variables that `value` initialises.
  std::unique_ptr<Unit> initialiser(syntax::NodeId value, InitNumbers& numbers);

 private:
  using Ast = syntax::NodeId;

  // lower.cpp
  NodeId add(const Node& node) { return unit_->add(node); }
  Node make(Op op, TypeId type, Ast at);
  uint32_t add_list(std::span<const NodeId> nodes) { return unit_->add_list(nodes); }
  uint32_t add_list(std::initializer_list<NodeId> nodes) { return unit_->add_list(nodes); }
  LocalId add_local(std::string name, TypeId type, LocalRole role, uint32_t pos);
  LocalId temp(TypeId type, Ast at);
  NodeId local_node(LocalId local);
  LocalId new_variable(ObjectId object);
  NodeId declaration_of(LocalId local);
  void parameters(Func& func, TypeId signature, uint32_t fallback_pos);
  void place_unnamed(std::span<const LocalId> params, Ast type);
  void note_parameter_origins(std::span<const Ast> receiver, Ast type);
  void body(FuncIndex func, Ast block);
  void check_supported(TypeId type, Ast at);
  void mark_address(NodeId node);

  // package_init.cpp
  Ast spec_of(Ast value) const;
  void initialise(Ast spec, Ast initial, std::vector<NodeId>& out);

  // dictionary_use.cpp
  TypeId replaced(TypeId type) const;
  bool derived(TypeId type) const { return instantiation_ != nullptr && t_.has_shape(type); }
  check::Selection selection_of(Ast id) const;
  void declare_dictionary(uint32_t fallback_pos);
  void needs_type(TypeId type, uint32_t origin = 0);
  void needs_itab(TypeId type, TypeId interface, uint32_t origin = 0, uint32_t interface_origin = 0);
  uint32_t needed_origin(TypeId type, uint32_t origin) const;
  uint32_t origin_of(Ast expression) const;
  uint32_t origin_of_type_argument(Ast call) const;

  void note_origins(std::span<const Ast> fields);
  uint16_t add_instance(ObjectId generic, types::TypeList arguments, bool shaped, Ast at);
  NodeId dictionary_word(DictionarySection section, uint32_t index, Ast at);
  NodeId dictionary_pointer(ObjectId owner, types::TypeList arguments, uint16_t instance, Ast at);
  NodeId runtime_word(TypeId type, Ast at, uint32_t origin = 0);
  NodeId static_word(Ast at);
  NodeId dynamic_type(Ast at, TypeId type, TypeId interface);
  NodeId method_of_type_param(Ast at, TypeId type_param, base::NameId name, TypeId signature);
  NodeId return_of_several(NodeId call, Ast at, std::vector<NodeId>& before);
  NodeId function_instance(Ast named, Ast at, std::vector<NodeId>& args);
  types::TypeVector arguments_of(const check::Instance& instance) const;

  // expressions.cpp
  NodeId expr(Ast id);
  NodeId converted(Ast id, TypeId to);
  bool is_boxing(TypeId from, TypeId to) const;
  NodeId convert(NodeId node, TypeId from, TypeId to, uint32_t pos, bool implicit);
  NodeId constant(Ast id, TypeId type);
  TypeId constant_type(Ast id, TypeId type) const;
  NodeId name(Ast id);
  NodeId object_use(ObjectId object, Ast at);
  NodeId selector(Ast id);
  NodeId function_value(Ast named, Ast at);
  NodeId follow(NodeId x, TypeId type, std::span<const uint32_t> path, Ast at, TypeId* reached);
  NodeId receiver_argument(NodeId x, TypeId type, const check::Selection& selection, Ast at);
  NodeId index(Ast id);
  NodeId slice(Ast id);
  NodeId unary(Ast id);
  NodeId binary(Ast id);
  TypeId common_type(Ast left, Ast right);
  NodeId concatenation(Ast id);
  void collect_operands(Ast id, std::vector<NodeId>& out);
  NodeId type_assert(Ast id);

  // literals.cpp
  NodeId composite(Ast id, TypeId type);
  NodeId composite_value(Ast id, TypeId type);
  NodeId element(Ast id, TypeId type);
  uint32_t element_keys(std::span<const Ast> elements);

  // calls.cpp
  NodeId call(Ast id);
  NodeId conversion(Ast id);
  NodeId builtin(Ast id, check::Builtin which);
  NodeId method_or_function(Ast function, std::vector<NodeId>& args);
  std::vector<NodeId> call_arguments(Ast id, const types::Signature& signature);
  std::vector<NodeId> builtin_arguments(Ast id);
  NodeId evaluate_callee_first(NodeId call_id, Ast at);
  bool calls_or_receives(NodeId id) const;
  NodeId new_value(Ast id);
  NodeId builtin_node(Op op, Ast id);
  NodeId unary_builtin(Op op, Ast id);
  NodeId append(Ast id);
  NodeId size_literal(Ast id, check::Builtin which);
  NodeId offset_literal(Ast id);
  NodeId uintptr_literal(int64_t value, Ast at);
  NodeId copy_elements(Ast id);
  NodeId make_builtin(Ast id);
  NodeId panic(Ast id);
  NodeId delete_key(Ast id);
  NodeId converted_node(NodeId x, TypeId to, Ast operand);
  NodeId runes_literal(NodeId text, Node node);
  Op conversion_op(TypeId from, TypeId to) const;
  bool is_no_op_conversion(TypeId from, TypeId to) const;

  // closures.cpp
  NodeId closure(Ast id);
  void go_or_defer(Ast id, std::vector<NodeId>& out);
  bool is_plain_call(NodeId call_id) const;
  // What a go or defer statement evaluates now, for its closure to use later.
  struct Hoisted {
    FuncIndex wrapper;
    Ast at;
    std::vector<LocalId> temps;
    std::vector<NodeId> left;
    std::vector<NodeId> right;
  };
  NodeId wrapped_call(Ast id, NodeId call, std::vector<NodeId>& out);
  NodeId hoist(NodeId operand, Hoisted& hoisted);
  NodeId hoist_into_temporary(NodeId operand, Hoisted& hoisted);
  uint32_t hoist_list(uint32_t list, Hoisted& hoisted);
  FuncIndex new_closure(TypeId signature, Ast at, LiteralKind kind);
  void capture_dictionary(FuncIndex literal);
  // `position`: of the use
  void capture(LocalId local, uint32_t position);

  // synthetic_closures.cpp
  struct Synthetic {
    NodeId callee;
    std::vector<NodeId> captured;  // evaluated where the literal is
    TypeId signature;              // of the literal
    ObjectId function;             // that is called
    Ast at;
  };
  // Of the call, from what the literal captures and its parameters.
  using SyntheticArguments = std::function<std::vector<NodeId>(std::vector<NodeId> captured, std::vector<NodeId> params)>;
  NodeId synthetic_closure(const Synthetic& wanted, const SyntheticArguments& arguments);
  void synthetic_parameters(ObjectId function, TypeId signature, uint32_t position);
  LocalId copy_into_temporary(NodeId value, Ast at, std::vector<NodeId>& out);
  NodeId tail_call(NodeId call, Ast at, std::vector<NodeId>& before);
  NodeId curried_function(Ast named, Ast at);
  NodeId shaped_method(const check::Selection& selection, Ast at, std::vector<NodeId>& dictionary);
  NodeId curried_method(const check::Selection& selection, NodeId receiver, Ast at);
  NodeId curried_method_expression(const check::Selection& selection, Ast at);
  bool needs_dynamic_dictionary(const check::Selection& selection) const;
  bool is_instance(TypeId type) const;
  bool returns_shaped(NodeId call) const;
  NodeId convert_no_op(NodeId x, TypeId type, Ast at);

  // range_over_func.cpp
  bool is_range_over_func(Ast id) const;
  bool has_range_over_func();  // anywhere in the declaration: few have one, and those need a plan
  void plan_function(Ast body_block);
  void name_results_for_ranges(Ast function_type);
  Node made_at(Op op, TypeId type, uint32_t position) const;
  NodeId int_literal(int value, uint32_t position);
  NodeId use_at(LocalId local, uint32_t position);
  NodeId set_int(LocalId local, int value, uint32_t position);
  NodeId return_bool(bool value, uint32_t position);
  NodeId runtime_call(std::string_view function, TypeId type, std::vector<NodeId> args, uint32_t position);
  NodeId if_int(LocalId local, syntax::Token op, int value, std::vector<NodeId> then, uint32_t position);
  LocalId declare_with(std::string name, TypeId type, NodeId value, uint32_t position, std::vector<NodeId>& out);
  void declare_range_variables(const RangeLoop& loop, uint32_t position, std::vector<NodeId>& out);
  void range_over_func(Ast id, std::vector<NodeId>& out);
  void range_checks(const RangeLoop& loop, uint32_t position, std::vector<NodeId>& out);
  NodeId range_body(Ast id, uint32_t index, TypeId signature_type);
  void range_parameters(const syntax::views::Range& view, const types::Signature& signature, uint32_t start, std::vector<NodeId>& out);
  bool edited_for_range(Ast id, std::vector<NodeId>& out);
  NodeId assign_results(Ast id);

  // statements.cpp
  enum class Reaches : uint8_t { End, No };  // whether what would follow a list can run
  Reaches statements(std::span<const Ast> list, std::vector<NodeId>& out);
  void statement(Ast id, std::vector<NodeId>& out);
  std::vector<NodeId> block(Ast id);
  void expression_statement(Ast id, std::vector<NodeId>& out);
  void init_statement(Ast id, std::vector<NodeId>& out);
  void send(Ast id, std::vector<NodeId>& out);
  void increment(Ast id, std::vector<NodeId>& out);
  void nested_block(Ast id, std::vector<NodeId>& out);
  void labelled(Ast id, std::vector<NodeId>& out);
  void branch(Ast id, std::vector<NodeId>& out);
  void declaration(Ast id, std::vector<NodeId>& out);

  // assignments.cpp
  Ast bare(Ast id) const;  // without parentheses
  TypeId target_type(Ast left);
  NodeId target(Ast left, bool define, std::vector<LocalId>& declared);
  void define(NodeId statement_id, const std::vector<LocalId>& declared, std::vector<NodeId>& out);
  void define_vars(Ast id, std::vector<NodeId>& out);
  void assign(Ast id, std::vector<NodeId>& out);
  void assign_with_operator(Ast id, std::vector<NodeId>& out);
  uint32_t origin_of_value(Ast statement_id, size_t i, std::span<const Ast> right) const;
  void assign_values(Ast id, std::span<const Ast> left, std::span<const Ast> right, bool defines, std::vector<NodeId>& out);
  std::vector<NodeId> several_values(std::span<const Ast> right, std::span<const TypeId> to, Ast at);
  bool is_tuple(Ast id) const;
  std::vector<NodeId> values_of_tuple(Ast value, std::span<const TypeId> to, Ast at);
  Op several_values_op(NodeId value, Ast at);
  void return_statement(Ast id, std::vector<NodeId>& out);

  // dead_code.cpp
  enum class Truth : uint8_t { Unknown, True, False };
  struct StaticCondition {
    Truth truth;
    Ast remainder;
  };
  struct SwitchClauses {
    std::vector<Ast> list;
    bool decided;  // the list is the one clause that runs, or empty
  };
  StaticCondition static_condition(Ast id);
  StaticCondition static_operand(Ast id);
  bool terminates(Ast id);
  bool last_terminates(std::span<const Ast> list);
  bool is_panic(Ast id) const;
  SwitchClauses live_clauses(Ast tag, std::span<const Ast> all);

  // control_flow.cpp
  void if_statement(Ast id, std::vector<NodeId>& out);
  void decided_if(const syntax::views::If& view, Ast condition, Truth truth, std::vector<NodeId>& out);
  void for_statement(Ast id, std::vector<NodeId>& out);
  void range_statement(Ast id, std::vector<NodeId>& out);
  NodeId range_operand(const syntax::views::Range& view);
  void range_conversions(const syntax::views::Range& view, TypeId operand, uint8_t flags);
  NodeId case_type(Ast id, TypeId interface);
  bool has_call_or_receive(Ast id) const;
  void switch_statement(Ast id, std::vector<NodeId>& out);
  void type_switch(Ast id, std::vector<NodeId>& out);
  void select(Ast id, std::vector<NodeId>& out);
  void receive_into_temporary(Ast clause_node, std::vector<NodeId>& list);
  void receive_first(std::vector<NodeId>& list);
  TypeId comparison_type(Ast tag, std::span<const Ast> clauses);
  uint32_t pos_of_clause_variable(Ast clause_node);
  Ast last_field_type(uint32_t fields) const;
  NodeId as_block(std::vector<NodeId> list, Ast at);

  const syntax::Node& ast(Ast id) const { return tree_.node(id); }
  TypeId type_of(Ast id) const { return replaced(info_.types[id.value]); }
  TypeId object_type(ObjectId object) const { return replaced(t_.type_of(object)); }
  // Of the first value, where an index, receive or type assertion has two.
  TypeId value_type_of(Ast id) const {
    TypeId const type = type_of(id);
    return t_.kind(type) == types::TypeKind::Tuple ? t_.elements(type)[0] : type;
  }
  uint32_t pos(Ast id) const { return start_ + tree_.node(id).pos; }

  check::Program& program_;
  check::Package& package_;
  types::TypeTable& t_;
  const syntax::DeclTree& tree_;
  const check::Info& info_;
  uint32_t start_;
  std::unique_ptr<Unit> unit_;
  FuncIndex current_ = 0;
  absl::flat_hash_map<uint32_t, LocalId> locals_;  // by ObjectId
  Instantiation* instantiation_;
  absl::flat_hash_map<uint32_t, uint32_t> origins_;  // of variables' types, by ObjectId
  uint32_t pending_origin_ = 0;
  // Loops over functions of the function or literal at hand.
  struct RangeScope {
    FuncIndex owner = 0;
    RangePlan plan = {};
    absl::flat_hash_map<uint32_t, LocalId> states = {};  // by index of the loop
    LocalId next = {}, defers = {};
  };
  RangeScope range_scope_;
  std::optional<bool> has_range_over_func_;  // once it was asked
  std::string pending_label_;
  absl::flat_hash_map<uint32_t, Ast> simplified_;  // conditions of which a part decides
};

void read_pragma(std::string_view directive, Pragmas& pragmas);

// Gives captured or address-taken variables of Go 1.22 loops one copy an iteration (loopvar.cpp).
void per_iteration_variables(check::Program& program, Unit& unit);
// Drops what is assigned to variables that nothing reads (dead_locals.cpp).
void drop_dead_locals(Unit& unit, TypeId integer);  // `integer`: the type int

}  // namespace escapement::ir
