#include "tests/oracle/facts/damage.h"

#include "analysis/exports/exports.h"
#include "analysis/inline/library.h"
#include "analysis/ir/print_tree.h"
#include "tests/unit/facts/forge.h"

namespace escapement::test {

namespace {

class Damager {
 public:
  Damager(Build& build, check::Package& package, const facts::Target& target) : build_(build), package_(package), target_(target) {}

  Damaged run(const std::string& bytes) {
    for (size_t i = 0; i < bytes.size(); ++i) {
      for (unsigned const mask : {0x01U, 0xFFU}) {
        std::string changed = bytes;
        changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ mask);
        try_one(std::move(changed));
      }
      try_one(bytes.substr(0, i));
    }
    return out_;
  }

 private:
  void try_one(std::string bytes) {
    ++out_.tried;
    if (facts::deserialise(bytes, target_)) ++out_.believed;
    if (bytes.size() < header_size(target_)) return;
    auto const read = facts::deserialise(forged(std::move(bytes), target_), target_);
    if (!read) {
      ++out_.broken;
      return;
    }
    inlining::Library library(target_.goarch);
    auto const take = [&](types::ObjectId, const facts::FunctionFacts& tags) { printed_ += tags.params.size(); };
    if (exports::read_facts(build_.program, package_, read->inlining, library, take)) {
      ++out_.taken;
      look_at(library.contents());
    } else {
      ++out_.unknown;
    }
  }

  void look_at(const inlining::Library::Contents& library) {
    for (types::ObjectId function : package_.functions) {
      if (const inlining::Callee* const callee = library.find(function)) printed_ += ir::print_ir(build_.program, *callee->body).size();
    }
  }

  Build& build_;
  check::Package& package_;
  const facts::Target& target_;
  Damaged out_;
  size_t printed_ = 0;
};

}  // namespace

Damaged read_damaged(Build& build, check::Package& package, const std::string& bytes, const facts::Target& target) {
  return Damager(build, package, target).run(bytes);
}

}  // namespace escapement::test
