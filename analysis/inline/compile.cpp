#include "analysis/inline/compile.h"

namespace escapement::inlining {

struct Library::Contents {};

Library::Library() : contents_(std::make_unique<Contents>()) {}
Library::~Library() = default;

Compiled compile(check::Program& program, check::Package& package, Library&) {
  Compiled out;
  ir::Bodies const bodies = ir::lower(program, package);
  out.not_analysed = bodies.not_analysed;
  return out;
}

}  // namespace escapement::inlining
