// Makes the Report of a compiled package: escape analysis gives the decisions, this layer says where the storage is when the program runs
// and why, in sentences. Placements are those of functions as they are compiled on their own, with what is inlined into them; the copies of a
// function that are inlined into others are not told apart yet, and every site says so.
#pragma once

#include <string>

#include <absl/container/flat_hash_map.h>

#include "analysis/check/program.h"
#include "analysis/escape/result.h"
#include "analysis/inline/compile.h"
#include "analysis/placement/report.h"

namespace escapement::placement {

// What a report is made from.
struct Compiled {
  check::Package& package;
  std::vector<const ir::Unit*> units;  // after inlining; those that have no answer (Unit::failed) among them
  const escape::Result& decisions;     // of all their functions
  std::span<const uint32_t> starts;    // where each declaration was when units were made (OpenPackage::starts); empty: where it is
};
std::vector<const ir::Unit*> units_of(const inlining::InlinedPackage& package);
struct Target {
  std::string release, goarch;  // "go1.26", "amd64"
  bool flows = false;           // with the flows behind each site in gc's words
};
Report build(check::Program& program, const Compiled& compiled, const Target& target);

// ---- parts of it, a file each

struct Analysis;

// Lifetime, notes, cause of one location's site (describe.cpp).
void describe(const Analysis& a, const escape::UnitResult& result, const escape::Location& location, Site& site);
// Whether a literal's text stands in the function: not one that came by inlining (written.cpp).
bool is_written_here(const ir::Func& func);
// The live nodes of a unit that are written there, as they were made.
std::vector<ir::NodeId> written_nodes(const ir::Unit& unit);
// What a closure is called by a reader: the variable it is assigned to, else gc's name.
std::string closure_name(const ir::Func& func);
std::string joined(const std::vector<std::string>& words);

// The memory map of one function's run: its frame, what the functions it calls leave on the heap for it, call by call (memory_map.cpp).
class MapBuilder {
 public:
  // What the analysis has: its report has all sites.
  explicit MapBuilder(const Analysis& analysis);
  MemoryMap map_of(const ir::Unit& unit);

 private:
  struct Scope;
  MapObjectId add(Segment segment, std::string label, std::string detail, std::string group, Place place);
  // No more boxes would help a reader; also what keeps the work for huge functions in bounds.
  bool full() const;
  void point(MapObjectId from, MapObjectId to, std::string label);
  MapObjectId code_of(const ir::Func& func);
  const ir::Unit* callee_of(const ir::Unit& unit, const ir::Node& call) const;
  void place_locals(Scope& scope, bool frame);
  std::vector<MapObjectId> values_of(Scope& scope, ir::NodeId node, int depth);
  std::vector<MapObjectId> closure_objects(Scope& scope, ir::NodeId node);
  std::vector<std::vector<MapObjectId>> call_results(Scope& scope, ir::NodeId call, int depth);
  void follow_statements(Scope& scope, std::span<const ir::NodeId> list, int depth);
  void assign(Scope& scope, ir::NodeId left, const std::vector<MapObjectId>& values);
  void strings_of(const ir::Unit& unit);
  void place_globals();
  bool on_heap(const ir::Unit& unit, ir::LocalId local, ir::NodeId node) const;
  bool captured_by_reference(const ir::Unit& unit, ir::LocalId local, ir::FuncIndex closure) const;
  std::string closure_detail(const ir::Unit& unit, ir::NodeId node) const;

  const Analysis& a_;
  check::Program& program_;
  std::span<const ir::Unit* const> units_;
  const escape::Result& result_;
  const Report& report_;
  MemoryMap map_;
  std::vector<std::pair<const void*, MapObjectId>> code_;
  // Built once: a package has as many maps as functions.
  absl::flat_hash_map<uint64_t, std::vector<SiteId>> sites_at_;  // by file and anchor
  absl::flat_hash_map<const ir::Unit*, const escape::UnitResult*> result_of_;
  absl::flat_hash_map<uint32_t, const ir::Unit*> unit_of_;  // by the function's ObjectId
};

}  // namespace escapement::placement
