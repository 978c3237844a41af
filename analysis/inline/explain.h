// What inlining decided about the functions and calls of a package, and why: for people. It is recorded while `compile` decides, so it says
// what was done and nothing else.
//
// Answers belong to a declaration of the package, and their spans are in bytes from its start: an edit above it changes none of them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/base/span.h"

namespace escapement::inlining {

// What a part of a function's cost is spent on.
enum class PartKind : uint8_t { Statement, Call, InlinedCall, CallOfParameter, InterfaceCall, Literal, Panic };
std::string_view part_kind_text(PartKind kind);  // "call that is not inlined", …

// The parts of a function share out its cost: each node counts for the innermost call, literal, panic or statement that it stands in.
struct CostPart {
  base::Span span;  // empty: no text stands for it
  PartKind kind = PartKind::Statement;
  int cost = 0;  // nodes
};

enum class FunctionVerdict : uint8_t {
  CanInline,
  TooComplex,   // its cost exceeds the budget
  Impossible,   // whatever it costs
  NotAnalysed,  // `reason`: the construct; calls of it are not inlined
  Generic,      // gc compiles its instances, and the package has none
};

struct FunctionAnswer {
  std::string name;       // as gc's messages have it; an instance with its type arguments
  base::Span span;        // its text
  base::Span anchor;      // its name, or the `func` of a literal
  uint32_t head_end = 0;  // where its signature ends
  bool literal = false;
  bool big = false;  // so big that only cheap functions are inlined into it
  FunctionVerdict verdict = FunctionVerdict::CanInline;
  std::optional<int> cost;        // none: gc stops counting where inlining is impossible
  int budget = 0;                 // the most that it may cost; 0: it has none
  std::string reason;             // gc's words where it cannot be inlined
  std::vector<CostPart> dearest;  // the dearest parts, the dearest first; at most kDearestParts
  int other_cost = 0;             // of all other parts
};
inline constexpr size_t kDearestParts = 5;

enum class CallVerdict : uint8_t {
  Inlined,
  CannotInline,       // the function cannot be inlined: `reason` has gc's words
  TooDear,            // it can be, but costs more than a call here may
  RepeatedCycle,      // it is inlined around this call already
  Intrinsic,          // compiled to instructions
  InterfaceCall,      // which method is called is known at run time only
  UnknownFunction,    // the function is a value that gc does not know
  OfGoOrDefer,        // the call of a go or defer statement
  CalleeNotAnalysed,  // `reason`: the construct
  CallerNotAnalysed,  // `reason`: the construct
  BodyNotSeen,        // gc has the body of the function in no export data that the package reads
  NoCall,             // nothing is called: dead code, or a constant
};
std::string_view verdict_name(FunctionVerdict verdict);  // "can inline", …
std::string_view verdict_name(CallVerdict verdict);

struct CallAnswer {
  base::Span span;     // the call
  base::Span anchor;   // the name of what is called, up to the opening parenthesis; empty where it has no name
  std::string caller;  // the function that it stands in, as gc's messages have it
  std::string callee;  // the function; empty: not known
  CallVerdict verdict = CallVerdict::Inlined;
  std::optional<int> cost;  // of the function, where it can be inlined or would be but for it
  int limit = 0;            // the most that a call here may cost
  bool caller_is_big = false;
  std::string reason;
  std::string devirtualized;  // gc's message: "devirtualizing r.Read to *os.File"; empty: it was no interface call, or is still one
};

// What is known of one copy of a declaration: the function itself, or an instance.
struct Answers {
  std::vector<FunctionAnswer> functions;  // the declared function first, then its literals
  std::vector<CallAnswer> calls;          // by position
};

using AnswersPtr = std::shared_ptr<const Answers>;

struct Explanation {
  // By declaration, as the package has them; more than one where instances were made of a generic function.
  std::vector<std::vector<AnswersPtr>> declarations;
};

// A sentence without its end: "function too complex: cost 134 exceeds budget 80", "it has a defer statement (gc: unhandled op DEFER)".
std::string reason_of(const FunctionAnswer& function);
std::string reason_of(const CallAnswer& call);
// In few words, for a hint: "inlinable, cost 37 of 80"; "inlined". Empty: nothing to say in passing.
std::string summary_of(const FunctionAnswer& function);
std::string summary_of(const CallAnswer& call);

}  // namespace escapement::inlining
