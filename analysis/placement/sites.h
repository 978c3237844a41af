// How the sites of a Report are made, inside this layer: what the makers share, and one entry per maker, each
// in the file that is named after it. Their order does not matter; the report sorts sites by position.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <memory>
#include <string>

#include "analysis/placement/build.h"
#include "analysis/placement/positions.h"

namespace escapement::placement {

// One package on its way to a Report.
struct Analysis {
  check::Program& program;
  types::TypeTable& t;
  check::Package& package;
  Report& report;
  std::vector<const ir::Unit*> units;  // what is written in the package, in its order; those without an answer among them
  const escape::Result& result;
  Positions positions;
  bool flows = false;
  absl::flat_hash_map<const ir::Unit*, std::vector<ir::NodeId>> written = {};  // of each unit that has an answer: written_nodes

  // A new site; the reference holds until the next one is added.
  Site& add(SiteKind kind, std::string name, Place at, Segment segment);
  const ir::StaticValues& static_values(const ir::Unit& unit);
  // A place of a unit's text; at least one byte wide.
  Place place_in(const ir::Unit& unit, uint32_t begin, uint32_t end) const;

  absl::flat_hash_map<const ir::Unit*, std::unique_ptr<ir::StaticValues>> static_values_by_unit = {};
};

// gc's name of the innermost function whose text holds the offset.
std::string function_at(const ir::Unit& unit, uint32_t offset);
// What instances of a generic function have in common of their names.
std::string_view generic_part(std::string_view function);
// Makes one site of those that instances of a generic function have at one place. The sites are sorted by anchor (instances.cpp).
void merge_instances(std::vector<Site>& sites);
// Where a site's function is compiled: "out of line", or by which instance.
std::string place_of_code(const ir::Func& func);
// Sets the hint, gc's text and the one instance of a site whose segment is known. `condition`: what changes
// the segment at run time; it follows the hint, empty where nothing does.
void conclude(Site& site, const ir::Func& func, const escape::Location& location, const std::string& condition);

void function_sites(Analysis& a, const ir::Unit& unit);  // functions.cpp: code
void global_sites(Analysis& a);                          // globals.cpp: package-level variables and constants
void string_sites(Analysis& a, const ir::Unit& unit, std::span<const ir::NodeId> written);   // strings.cpp: bytes of string constants
void channel_sites(Analysis& a, const ir::Unit& unit, std::span<const ir::NodeId> written);  // channels.cpp: what gc's -m does not mention
void temporary_sites(Analysis& a, const ir::Unit& unit,
                     std::span<const ir::NodeId> written);  // temporaries.cpp: results of calls inside expressions
void variable_site(Analysis& a, const escape::UnitResult& result,
                   const escape::Location& location);  // variables.cpp
void expression_site(Analysis& a, const escape::UnitResult& result,
                     const escape::Location& location);  // expressions.cpp

}  // namespace escapement::placement
