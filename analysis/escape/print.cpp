#include "analysis/escape/print.h"

#include <fmt/format.h>

#include "analysis/escape/analyse.h"

namespace escapement::escape {

namespace {

std::string at(const Unit& unit, uint32_t pos) {
  auto const [line, column] = source::line_column(unit.package->files[unit.file].source->starts, pos);
  return fmt::format("{}:{}", line, column);
}

class GraphPrinter {
 public:
  GraphPrinter(check::Program& program, const Batch& batch, Bound bound) : program_(program), batch_(batch), bound_(bound) {
    uint32_t number = 0;
    for (const Loc* location : batch.ordered()) numbers_[location] = ++number;
  }

  std::string print() {
    for (const Loc* location : batch_.ordered()) one(*location);
    for (const Loc* pseudo : batch_.pseudo_locations()) {
      if (!pseudo->edges.empty()) one(*pseudo);
    }
    for (const Function* function : batch_.members()) tags(*function);
    return std::move(out_);
  }

 private:
  std::string name(const Loc& location) const {
    if (std::string_view const pseudo = batch_.pseudo_name(location); !pseudo.empty()) return std::string(pseudo);
    const Unit& unit = *location.func->unit;
    std::string const number = fmt::format("L{} ", numbers_.at(&location));
    if (location.local) return number + unit.local(location.local).name;
    if (location.node) return number + "{storage for " + ir::print_expression(program_, unit, location.node) + "}";
    return number + "{temp}";
  }

  void one(const Loc& location) {
    out_ += "    " + name(location);
    if (location.func != nullptr) {
      const Unit& unit = *location.func->unit;
      uint32_t const pos = location.local ? unit.local(location.local).pos : location.node ? unit.node(location.node).pos : 0;
      out_ += fmt::format(" of {}", location.func->func().name);
      if (location.local || location.node) out_ += " @" + at(unit, pos);
      out_ += fmt::format(" depth={}", location.loop_depth);
      if (location.result_index != 0) out_ += fmt::format(" result={}", location.result_index);
    }
    out_ += attributes(location) + "\n";
    for (const Edge& edge : location.edges) {
      std::string const operators = edge.derefs < 0 ? "&" : std::string(static_cast<size_t>(edge.derefs), '*');
      out_ += fmt::format("      <- {}{}{}\n", operators, name(*edge.src), reasons(edge.notes));
    }
  }

  static std::string attributes(const Loc& location) {
    std::string out;
    auto add = [&](bool set, std::string_view word) {
      if (set) out += fmt::format(" {}", word);
    };
    add(location.has(kEscapes), "escapes");
    add(location.has(kPersists), "persists");
    add(location.has(kMutates), "mutates");
    add(location.has(kCalls), "calls");
    add(location.captured, "captured");
    add(location.reassigned, "reassigned");
    add(location.address_taken, "address-taken");
    return out;
  }

  static std::string reasons(const Note* notes) {
    std::string out;
    for (const Note* n = notes; n != nullptr; n = n->next) out += fmt::format("{} {}", out.empty() ? ":" : ",", n->why);
    return out;
  }

  void tags(const Function& function) {
    auto const& params = function.func().params;
    auto const& tags = function.tags[static_cast<size_t>(bound_)];
    for (size_t i = 0; i < params.size() && i < tags.size(); ++i) {
      out_ += fmt::format("    tag {} {}: {}\n", function.func().name, function.unit->local(params[i]).name, tags[i].text());
    }
  }

  check::Program& program_;
  const Batch& batch_;
  Bound bound_;
  absl::flat_hash_map<const Loc*, uint32_t> numbers_;
  std::string out_;
};

}  // namespace

std::string print_escape(check::Program& program, const ir::Bodies& bodies) {
  std::string out;
  uint32_t number = 0;
  analyse(program, bodies, {}, [&](const Batch& pessimistic, const Batch& optimistic, std::span<const Line> lines) {
    out += fmt::format("batch {}:", ++number);
    for (const Function* member : pessimistic.members()) out += " " + member->func().name;
    out += "\n";
    std::string const high = GraphPrinter(program, pessimistic, Bound::Pessimistic).print();
    std::string const low = GraphPrinter(program, optimistic, Bound::Optimistic).print();
    out += high == low ? "  both bounds\n" + high : "  pessimistic\n" + high + "  optimistic\n" + low;
    if (!lines.empty()) out += "  lines\n";
    for (const Line& line : lines) {
      bool const assumed = line.certainty == Certainty::Assumed;
      auto const member = std::ranges::find(pessimistic.members(), line.file, [](const Function* f) { return f->unit->file_id(); });
      out += fmt::format("    {}: {}{}\n", at(*(*member)->unit, line.pos), line.text, assumed ? " (assumed)" : "");
    }
  });
  return out;
}

}  // namespace escapement::escape
