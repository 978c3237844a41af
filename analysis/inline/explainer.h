// Remembers, while a package is compiled, what was decided about the calls that its text has, and makes the answers about a unit from it.
#pragma once

#include "analysis/inline/library.h"
#include "analysis/inline/resolve.h"
#include "analysis/inline/written.h"

namespace escapement::inlining {

// What becomes of a call.
struct Decision {
  CallVerdict verdict = CallVerdict::UnknownFunction;
  Target target = {};
  int limit = 0;  // the most that the callee may cost
};

// A call that is written in a function's own text.
struct CallSiteAnswered {
  const Function* caller;
  NodeId call;        // as it is now, maybe an inlined one
  Decision decision;  // of a call that was not inlined
};

class Explainer {
 public:
  struct Sources {
    check::Program& program;
    check::Package& package;
    Functions& functions;
    Resolver& resolver;
    const Library::Contents& library;
  };
  explicit Explainer(const Sources& sources) : s_(sources) {}

  void inlined(const Unit& unit, NodeId call, const Callee& callee, int limit);
  void devirtualized(const Unit& unit, NodeId call, std::string message);
  // A function of the package without a body that is compiled.
  void failed(const Unit& unit);
  void forget(const Unit& unit);

  // The answers about a unit's text. `start`: of its declaration, when it was lowered.
  Answers answers(const Unit& unit, uint32_t start, std::span<const CallSiteAnswered> calls) const;
  Answers answers_of_failed(const Unit& unit) const;

  // Names of functions as messages have them: with the package's name in front where it is not the one that is compiled.
  std::string shown_name(const Function& function) const;

 private:
  struct Facts {
    struct Inlined {
      std::string callee;
      int cost = 0, limit = 0;
    };
    absl::flat_hash_map<uint32_t, Inlined> inlined;            // by NodeId
    absl::flat_hash_map<uint32_t, std::string> devirtualized;  // gc's messages, by NodeId
  };

  CallAnswer call_answer(const WrittenCall& text, const Unit& unit, const CallSiteAnswered& site) const;
  void not_inlined(const Unit& unit, const CallSiteAnswered& site, CallAnswer& out) const;
  void unresolved(const Unit& unit, NodeId call, CallAnswer& out) const;
  void refused(const Unit& unit, const ir::Node& callee, CallAnswer& out) const;
  std::string shown_symbol(const Unit& unit, const ir::Node& name) const;

  Sources s_;
  absl::flat_hash_map<const Unit*, Facts> facts_;
  absl::flat_hash_map<uint32_t, std::string> failed_;  // constructs, by ObjectId
};

// Keeps the dearest of a function's parts.
std::unique_ptr<const Measured> measured_of(std::vector<CostPart> parts);

}  // namespace escapement::inlining
