// Makes the Report of a checked package: escape analysis gives the decisions, this layer says where the storage is when the program runs
// and why, in sentences. Placements are those of functions compiled out of line: inlined bodies are not looked into yet, and every site says so.
#pragma once

#include <string>

#include <absl/container/flat_hash_map.h>

#include "analysis/check/program.h"
#include "analysis/escape/result.h"
#include "analysis/placement/report.h"

namespace escapement::placement {

Report build(check::Program& program, check::Package& package, const std::string& release, const std::string& goarch);

// ---- parts of it, a file each

// Lifetime, notes, cause of one location's site (describe.cpp).
void describe(check::Program& program, const ir::Unit& unit, const escape::UnitResult& result, const escape::Location& location,
              Site& site);
// What a closure is called by a reader: the variable it is assigned to, else gc's name.
std::string closure_name(const ir::Func& func);
std::string joined(const std::vector<std::string>& words);

// The memory map of one function's run: its frame, what the functions it calls leave on the heap for it, call by call (memory_map.cpp).
class MapBuilder {
 public:
  MapBuilder(check::Program& program, const ir::Bodies& bodies, const escape::Result& result, const Report& report);
  MemoryMap map_of(const ir::Unit& unit);

 private:
  struct Scope;
  MapObjectId add(Segment segment, std::string label, std::string detail, std::string group, Place place);
  // No more boxes would help a reader; also what keeps the work for huge functions in bounds.
  bool full() const;
  void point(MapObjectId from, MapObjectId to, std::string label);
  MapObjectId code_of(const ir::Func& func);
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

  check::Program& program_;
  const ir::Bodies& bodies_;
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
