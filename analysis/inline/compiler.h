// The work on one package, and what it has at hand: which functions can be inlined, what is inlined where, what is said of it. compile.h is what others
// see.
#pragma once

#include <absl/container/flat_hash_set.h>

#include "analysis/inline/call_sites.h"
#include "analysis/inline/copy_body.h"
#include "analysis/inline/devirtualize.h"
#include "analysis/inline/edits.h"
#include "analysis/inline/explainer.h"
#include "analysis/inline/library.h"
#include "analysis/ir/instances.h"

namespace escapement::inlining {

// Build: for importers. Explain: Build, and answers for people. Edit: answers, and what it takes to compile single functions again. EditWhole: Edit,
// with whole functions for who analyses them further.
enum class Purpose : uint8_t { Build, Explain, Edit, EditWhole };

class Compiler {
 public:
  Compiler(check::Program& program, check::Package& package, Library::Contents& library, Purpose purpose, const ir::GcFlags& flags = {});

  Compiled run(const AfterInlining& after);
  void decide_and_inline();
  bool update(std::span<const uint32_t> declarations);
  const Explanation& explanation() const { return out_.explanation; }
  size_t compiled_again() const { return compiled_again_; }
  const OpenUnits& open_units() const { return open_; }
  const Unit* unit_of(const Unit& unit, const ir::Node& name) const;
  std::vector<const Unit*> failed() const;
  std::span<const uint32_t> starts() const { return starts_; }

 private:
  // A function that is worked on, not a literal that was copied into one.
  struct State {
    CallSites sites;
    size_t written = 0;  // calls
    size_t nested = 0;   // calls that came by inlining and were inlined
    bool is_without_bounds = false;
  };
  enum class Recursion : uint8_t { None, SameCall, Cycle };
  // A declaration that is compiled again.
  struct Again {
    uint32_t decl;
    std::shared_ptr<Unit> before;          // functions that are gone point to it
    std::shared_ptr<const Unit> original;  // as it was, if it was inlined
    bool analysed = false;                 // as it was
    Inlinability inlinability;
    std::string refusal;  // or why it was not analysed
  };

  // compile.cpp
  InlinedPackage inlined_package();
  void add_functions(std::span<const std::shared_ptr<Unit>> units);
  void decide_inlinable(size_t first);
  void inline_from(size_t first);
  void can_inline(Function& function);
  std::string measure(Function& function);
  void keep_originals(size_t first);
  Function* instance(const Unit& unit, const ir::Node& name);
  void take_late(std::vector<std::unique_ptr<Unit>> units);
  void export_inlinable();
  static FunctionDecision decision_on(const Function& function);
  Callee callee_of(const Function& function);

  // inline_calls.cpp
  std::vector<Function*> to_prepare(size_t first);
  void prepare(size_t first);
  Target resolve(Function& function, CallSites::Site& site);
  void inline_into_wrappers();
  const Unit& inline_into_wrapper(std::unique_ptr<Unit> unit);
  void inline_calls(std::span<Function* const> group);
  bool inline_batches(std::span<Function* const> parts);
  Decision decide(Function& function, size_t i);
  bool try_inline(Function& function, size_t i);
  bool needs_no_copy(const Unit& body, FuncIndex callee) const;
  void replace(Function& function, NodeId call, const Callee& callee, const Target& target);
  bool is_without_bounds(const Function& function, NodeId call);
  static Recursion recursion_of(const Function& function, NodeId call, const Callee& callee);

  // compile_again.cpp
  static bool is_written(const Function& function, NodeId call);
  void explain();
  void explain(const Unit& unit);
  std::vector<CallSiteAnswered> answered_calls(const Unit& unit);
  bool decide_again(std::span<const uint32_t> edited, std::vector<Again>& again);
  bool lower_again(uint32_t decl, bool is_edited, std::vector<Again>& again);
  bool order_matters(uint32_t decl) const;
  std::unique_ptr<Unit> lower_edited(uint32_t decl, ir::ObjectId function);
  std::unique_ptr<Unit> as_lowered(const Unit& unit) const;
  bool take_edited(uint32_t decl, Unit& lowered);
  Again described(uint32_t decl, const Unit& unit) const;
  bool makes_difference(const Again& before, bool is_edited) const;
  void answer_again(const std::vector<Again>& again);
  void answer_callers_again(const Again& before, const absl::flat_hash_set<uint32_t>& done);
  void release(size_t first);
  // Of a generic function's instance there is a function for the shapes of its arguments, which is explained, and one that calls it.
  static bool is_instance_wrapper(const Unit& unit) { return unit.funcs[0].instance.generic && !unit.funcs[0].instance.shaped; }

  // open_units.cpp
  void open_units(std::span<const Unit* const> read);
  std::vector<OpenUnits::Place> in_gcs_order(std::span<const uint32_t> added, std::span<const Unit* const> read) const;
  void note_inlined(std::span<Function* const> group);
  void open_again(std::span<const Again> again);
  OpenUnits::One finished(const std::shared_ptr<Unit>& unit);

  // messages.cpp
  void say_imprecise_calls(const Function& function);
  void say_kept_alive(const Unit& unit);
  void say_imprecise_calls(const Function& function, CallSites& sites, size_t first);
  void say(MessageKind kind, const Function& function, std::string text, std::string brief);
  void say_at(MessageKind kind, const Function& function, NodeId node, std::string text, std::string brief);
  void say_inlining(const Function& function, NodeId call, const Callee& callee);
  std::string shown_name(const Function& function) const;
  static base::FileId file_of(const Function& function) { return function.func().file ? function.func().file : function.unit->file_id(); }
  static const std::string& name_of(const Function& function) { return function.func().name; }

  check::Program& program_;
  check::Package& package_;
  Library::Contents& library_;
  bool inlines_;
  bool whole_;         // nothing is left out of functions of an open package
  ir::Bodies bodies_;  // without their units
  std::vector<std::shared_ptr<Unit>> units_, made_first_, instances_;
  Functions functions_;
  Resolver resolver_;
  Devirtualizer devirtualizer_;
  std::vector<State> states_;               // by number
  std::vector<const Unit*> read_wrappers_;  // in gc's order
  std::vector<Function*> read_;             // the functions before anything was inlined, in the order in which gc has them
  std::vector<std::unique_ptr<Unit>> late_instances_;
  std::vector<std::unique_ptr<Unit>> wrappers_;
  bool silent_ = false;
  size_t inlined_in_all_ = 0;
  absl::flat_hash_set<std::pair<uint32_t, uint32_t>> imprecise_;  // file and offset: gc says one thing of a place once
  absl::flat_hash_set<uint32_t> inlined_imports_;                 // objects
  std::optional<Explainer> explainer_;
  std::vector<uint32_t> starts_;  // of declarations, when they were lowered
  std::optional<Edits> edits_;
  OpenUnits open_;
  absl::flat_hash_map<const Unit*, size_t>
      copied_into_;  // when the first literal was copied into a unit, or its function was done without one
  size_t compiled_again_ = 0;
  Compiled out_;
};

}  // namespace escapement::inlining
