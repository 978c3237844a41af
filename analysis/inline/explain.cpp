#include "analysis/inline/explain.h"

#include <fmt/format.h>

#include <utility>

namespace escapement::inlining {

namespace {

// What gc's shorter reasons mean.
std::string in_words(const std::string& reason) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"unhandled op DEFER", "it has a defer statement"},
      {"unhandled op GO", "it has a go statement"},
      {"call to recover", "it calls recover"},
      {"defer call in range func", "it defers a call in a loop over a function"},
      {"no function body", "it has no body in Go"},
      {"marked go:noinline", "it is marked //go:noinline"},
  };
  for (const auto& [gc, words] : kWords) {
    if (reason == gc) return fmt::format("{} (gc: {})", words, gc);
  }
  return reason;
}

}  // namespace

std::string_view part_kind_text(PartKind kind) {
  switch (kind) {
    case PartKind::Statement: return "statement";
    case PartKind::Call: return "call that is not inlined";
    case PartKind::InlinedCall: return "call that is inlined";
    case PartKind::CallOfParameter: return "call of a parameter";
    case PartKind::InterfaceCall: return "call through an interface";
    case PartKind::Literal: return "function literal";
    case PartKind::Panic: return "panic";
  }
  return "";
}

std::string_view verdict_name(FunctionVerdict verdict) {
  switch (verdict) {
    case FunctionVerdict::CanInline: return "can inline";
    case FunctionVerdict::TooComplex: return "too complex";
    case FunctionVerdict::Impossible: return "cannot inline";
    case FunctionVerdict::NotAnalysed: return "not analysed";
    case FunctionVerdict::Generic: return "no instance";
  }
  return "";
}

std::string_view verdict_name(CallVerdict verdict) {
  switch (verdict) {
    case CallVerdict::Inlined: return "inlined";
    case CallVerdict::CannotInline: return "cannot inline";
    case CallVerdict::TooDear: return "too dear";
    case CallVerdict::RepeatedCycle: return "repeated cycle";
    case CallVerdict::Intrinsic: return "intrinsic";
    case CallVerdict::InterfaceCall: return "interface call";
    case CallVerdict::UnknownFunction: return "unknown function";
    case CallVerdict::OfGoOrDefer: return "go or defer";
    case CallVerdict::CalleeNotAnalysed: return "callee not analysed";
    case CallVerdict::CallerNotAnalysed: return "caller not analysed";
    case CallVerdict::BodyNotSeen: return "body not seen";
    case CallVerdict::NoCall: return "no call";
  }
  return "";
}

std::string reason_of(const FunctionAnswer& function) {
  switch (function.verdict) {
    case FunctionVerdict::CanInline: return {};
    case FunctionVerdict::TooComplex:
    case FunctionVerdict::Impossible: return in_words(function.reason);
    case FunctionVerdict::NotAnalysed: return fmt::format("its body is not analysed: {}", function.reason);
    case FunctionVerdict::Generic: return "gc compiles the instances of a generic function, and this package has none";
  }
  return {};
}

std::string reason_of(const CallAnswer& call) {
  switch (call.verdict) {
    case CallVerdict::Inlined: return {};
    case CallVerdict::CannotInline: return in_words(call.reason);
    case CallVerdict::TooDear:
      if (call.caller_is_big) {
        return fmt::format("cost {} exceeds {}: {} is so big that only cheap functions are inlined into it", *call.cost, call.limit,
                           call.caller);
      }
      return fmt::format("cost {} exceeds {}, the most for a function literal that is called more than once", *call.cost, call.limit);
    case CallVerdict::RepeatedCycle: return "recursive: it is inlined around this call already";
    case CallVerdict::Intrinsic: return "intrinsic: compiled to instructions, no call is made";
    case CallVerdict::InterfaceCall: return "which method is called through the interface is known at run time only";
    case CallVerdict::UnknownFunction: return "which function is called is known at run time only";
    case CallVerdict::OfGoOrDefer: return "the call of a go or defer statement is made as it stands";
    case CallVerdict::CalleeNotAnalysed: return fmt::format("its body is not analysed: {}", call.reason);
    case CallVerdict::CallerNotAnalysed: return fmt::format("{} is not analysed: {}", call.caller, call.reason);
    case CallVerdict::BodyNotSeen: return "gc sees no body of it in the packages that are imported";
    case CallVerdict::NoCall: return "no call is compiled here: the code is never reached, or its value is constant";
  }
  return {};
}

std::string summary_of(const FunctionAnswer& function) {
  switch (function.verdict) {
    case FunctionVerdict::CanInline: return fmt::format("inlinable, cost {} of {}", *function.cost, function.budget);
    case FunctionVerdict::TooComplex: return fmt::format("not inlinable, cost {} of {}", *function.cost, function.budget);
    case FunctionVerdict::Impossible: return fmt::format("not inlinable: {}", function.reason);
    case FunctionVerdict::NotAnalysed: return "not analysed";
    case FunctionVerdict::Generic: return "no instance";
  }
  return {};
}

std::string summary_of(const CallAnswer& call) { return call.verdict == CallVerdict::Inlined ? "inlined" : std::string(); }

}  // namespace escapement::inlining
