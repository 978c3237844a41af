// Decisions as text, to be compared: units are told by names, and places by the declarations that they are in.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "analysis/escape/result.h"

namespace escapement::bench {

// The text of places, given where each declaration of a package is, or was, in bytes from its file's start.
class Places {
 public:
  Places(const check::Package& package, std::span<const uint32_t> starts);
  std::string text(base::FileId file, uint32_t pos) const;

 private:
  const check::Package& package_;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> declarations_;  // by file and start
};

class Printer {
 public:
  Printer(check::Program& program, const Places& places) : program_(program), places_(places) {}
  std::string name(const ir::Unit& unit) const;
  std::string line(const escape::Line& line) const;
  std::string location(const escape::Location& location) const;
  static std::string tags(const facts::FunctionFacts* facts);

 private:
  std::string spot(const escape::Spot& spot) const;
  check::Program& program_;
  const Places& places_;
};

// Everything that is decided about a package.
struct PrintedDecisions {
  struct One {
    std::string locations, lines, tags;
    bool is_made = false;  // an instance, or what gc makes along with types
    bool operator==(const One&) const = default;
  };
  std::map<std::string, One> units;  // by name
  std::vector<std::string> lines;    // in gc's order
};

}  // namespace escapement::bench
