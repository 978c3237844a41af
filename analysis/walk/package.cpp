#include "analysis/walk/package.h"

#include <algorithm>
#include <memory>

#include <absl/container/flat_hash_map.h>

#include "analysis/escape/graph.h"
#include "analysis/walk/body.h"

namespace escapement::walk {

namespace {

using Member = inlining::InlinedPackage::Member;

constexpr std::string_view kElided = "index bounds check elided";

bool is_capturing(const ir::Func& func) { return func.outer && !func.captures.empty(); }

class Package {
 public:
  Package(check::Program& program, const ir::GcFlags& flags, std::vector<escape::Line>& out)
      : program_(program), flags_(flags), out_(out) {}

  // A function, and the literals in it that capture variables: those that were come to last first.
  void compile(std::vector<Member> parts) {
    std::vector<Member> literals;
    for (const Member& part : parts) body(part, literals);
    while (!literals.empty()) {
      Member const next = literals.back();
      literals.pop_back();
      body(next, literals);
    }
  }

 private:
  void body(const Member& member, std::vector<Member>& literals) {
    auto& captures = captures_[member.unit];
    if (!captures) captures = std::make_unique<Captures>(program_, *member.unit);
    Body body(program_, *member.unit, member.index, *captures);
    if (flags_.no_optimisation) body.make_what_is_appended();
    body.run();
    for (ir::FuncIndex literal : body.closures()) literals.push_back({member.unit, literal});
    escape::Function function;
    function.unit = member.unit;
    function.index = member.index;
    for (ir::NodeId id : body.unchecked()) {
      const ir::Node& n = member.unit->node(id);
      out_.push_back(escape::line_at(function, {n.pos, n.inlined}, std::string(kElided), facts::Certainty::Exact));
    }
  }

  check::Program& program_;
  const ir::GcFlags& flags_;
  std::vector<escape::Line>& out_;
  absl::flat_hash_map<const ir::Unit*, std::unique_ptr<Captures>> captures_;
};

// All that initialises the package's variables is one function, where the first of it stands.
std::vector<Member> initialisers(const inlining::InlinedPackage& package) {
  std::vector<Member> out;
  for (const Member& each : package.functions) {
    if (each.index == 0 && each.unit->funcs[0].package_init) out.push_back(each);
  }
  std::ranges::sort(out, {}, [](const Member& each) { return each.unit->funcs[0].initialises; });
  return out;
}

}  // namespace

std::vector<escape::Line> lines_of(check::Program& program, const inlining::InlinedPackage& package, const ir::GcFlags& flags) {
  std::vector<escape::Line> out;
  Package compiled(program, flags, out);
  bool initialised = false;
  for (const Member& each : package.functions) {
    const ir::Func& func = each.unit->funcs[each.index];
    if (is_capturing(func) || func.name == "_") continue;
    if (!func.package_init) {
      compiled.compile({each});
    } else if (!std::exchange(initialised, true)) {
      compiled.compile(initialisers(package));
    }
  }
  return out;
}

}  // namespace escapement::walk
