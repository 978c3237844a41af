#include "answers.h"

#include <stdexcept>

#include <fmt/format.h>

namespace escapement::test {

using inlining::CallAnswer;
using inlining::FunctionAnswer;

std::string printed(const inlining::Explanation& explanation) {
  std::string out;
  for (const auto& copies : explanation.declarations) {
    out += "declaration\n";
    for (const auto& answers : copies) {
      for (const FunctionAnswer& f : answers->functions) {
        out += fmt::format(" {} {}-{} {} cost {} of {}: {}{}\n", f.name, f.span.begin, f.span.end, verdict_name(f.verdict),
                           f.cost.value_or(-1), f.budget, reason_of(f), f.big ? " big" : "");
        for (const inlining::CostPart& part : f.dearest)
          out += fmt::format("  {} {}-{} {}\n", part.cost, part.span.begin, part.span.end, part_kind_text(part.kind));
      }
      for (const CallAnswer& c : answers->calls) {
        out += fmt::format(" call {}-{} in {} of {}: {} cost {} of {}: {} {}\n", c.span.begin, c.span.end, c.caller, c.callee,
                           verdict_name(c.verdict), c.cost.value_or(-1), c.limit, reason_of(c), c.devirtualized);
      }
    }
  }
  return out;
}

Answered::Answered(const std::string& text) : package_(text) {
  inlining::Library library;
  explanation_ = inlining::compile(package_.program(), package_.package(), library, inlining::WithExplanation::Yes).explanation;
}

std::vector<const FunctionAnswer*> Answered::functions() const {
  std::vector<const FunctionAnswer*> out;
  for (const auto& copies : explanation_.declarations) {
    for (const auto& answers : copies) {
      for (const FunctionAnswer& each : answers->functions) out.push_back(&each);
    }
  }
  return out;
}

const FunctionAnswer& Answered::function(const std::string& name) const {
  for (const FunctionAnswer* each : functions()) {
    if (each->name == name) return *each;
  }
  throw std::runtime_error("no function " + name);
}

size_t Answered::declaration_of(const std::string& function) const {
  for (size_t i = 0; i < explanation_.declarations.size(); ++i) {
    for (const auto& answers : explanation_.declarations[i]) {
      if (!answers->functions.empty() && answers->functions[0].name == function) return i;
    }
  }
  throw std::runtime_error("no function " + function);
}

std::string Answered::text(base::Span span, const std::string& function) const {
  const auto& tree = *package_.package().decls[declaration_of(function)].tree;
  return std::string(tree.text().substr(span.begin, span.size()));
}

std::vector<const CallAnswer*> Answered::calls_of(const std::string& function) const {
  std::vector<const CallAnswer*> out;
  for (const auto& answers : explanation_.declarations[declaration_of(function)]) {
    for (const CallAnswer& each : answers->calls) out.push_back(&each);
  }
  return out;
}

std::string Answered::calls(const std::string& function) const {
  std::string out;
  for (const CallAnswer* each : calls_of(function))
    out += fmt::format("{}: {} {}\n", text(each->span, function), verdict_name(each->verdict), each->callee);
  return out;
}

}  // namespace escapement::test
