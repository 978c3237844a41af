#include "analysis/inline/inline.h"

#include "analysis/inline/devirtualize.h"

namespace escapement::inlining {

Answer answer_for(const ir::Func& func) {
  if (func.no_body) return {Verdict::OutOfLine, Reason::NoBody};
  if (func.pragmas.noinline) return {Verdict::OutOfLine, Reason::NoInline};
  return {};
}

std::string_view verdict_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::OutOfLine: return "out of line";
  }
  return "";
}

std::string_view reason_text(Reason reason) {
  switch (reason) {
    case Reason::NotBuilt: return "inlined bodies are not looked into yet";
    case Reason::NoInline: return "marked //go:noinline";
    case Reason::NoBody: return "it has no body in Go";
  }
  return "";
}

void run(check::Program& program, ir::Bodies& bodies) {
  Devirtualizer devirtualizer(program);
  for (const auto& unit : bodies.units) {
    if (unit->failed) continue;
    auto const before = static_cast<uint32_t>(unit->nodes.size());
    for (uint32_t id = 1; id < before; ++id) devirtualizer.call(*unit, ir::NodeId(id));
  }
  ir::finish(program, bodies);
}

}  // namespace escapement::inlining
