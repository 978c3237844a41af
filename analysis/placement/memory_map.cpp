// The memory map: objects and pointers of one function's run. Calls of analysed functions are followed, each call with objects of its own, so
// that two calls of the same function are seen to be independent.
#include <algorithm>
#include <fmt/format.h>

#include "analysis/placement/sites.h"

namespace escapement::placement {

using ir::Op;
using types::TypeKind;

namespace {
constexpr int kDeepestCall = 3;
constexpr size_t kMostObjects = 200;

uint64_t key_of(Place place) { return uint64_t{place.file.value} << 32 | place.span.begin; }
}  // namespace

// One function in one call: where its locals and closures are.
struct MapBuilder::Scope {
  const ir::Unit* unit = nullptr;
  ir::FuncIndex func = 0;
  std::string group;       // of what is on the stack
  std::string heap_group;  // of what is on the heap
  std::vector<std::pair<ir::LocalId, MapObjectId>> locals;
  std::vector<std::pair<ir::NodeId, MapObjectId>> made;
  std::vector<std::pair<ir::LocalId, std::vector<MapObjectId>>> points_to;
  std::vector<std::vector<MapObjectId>> results;
};

MapBuilder::MapBuilder(const Analysis& analysis)
    : a_(analysis), program_(analysis.program), units_(analysis.units), result_(analysis.result), report_(analysis.report) {
  for (const Site& site : report_.sites) sites_at_[key_of(site.anchor)].push_back(site.id);
  for (const escape::UnitResult& r : result_.units) result_of_[r.unit] = &r;
  for (const ir::Unit* unit : units_) {
    if (!unit->failed && unit->funcs[0].object) unit_of_[unit->funcs[0].object.value] = unit;
  }
}

bool MapBuilder::full() const { return map_.objects.size() >= kMostObjects; }

MapObjectId MapBuilder::add(Segment segment, std::string label, std::string detail, std::string group, Place place) {
  MapObject object;
  object.id = MapObjectId(static_cast<uint32_t>(map_.objects.size() + 1));
  object.segment = segment;
  object.label = std::move(label);
  object.detail = std::move(detail);
  object.group = std::move(group);
  object.place = place;
  if (auto const here = sites_at_.find(key_of(place)); here != sites_at_.end()) {
    for (SiteId site : here->second) {
      if (report_.site(site).segment == segment) object.site = site;
    }
  }
  map_.objects.push_back(std::move(object));
  return map_.objects.back().id;
}

void MapBuilder::point(MapObjectId from, MapObjectId to, std::string label) {
  for (const MapArrow& a : map_.arrows) {
    if (a.from == from && a.to == to && a.label == label) return;
  }
  map_.arrows.push_back({from, to, std::move(label)});
}

MapObjectId MapBuilder::code_of(const ir::Func& func) {
  for (const auto& [key, id] : code_) {
    if (key == &func) return id;
  }
  Place const place;
  MapObjectId const id = add(Segment::Code, func.name, func.label.empty() ? "function" : "code of " + func.label, "", place);
  code_.emplace_back(&func, id);
  return id;
}

bool MapBuilder::on_heap(const ir::Unit& unit, ir::LocalId local, ir::NodeId node) const {
  auto const found = result_of_.find(&unit);
  if (found == result_of_.end()) return false;
  return std::ranges::any_of(found->second->locations,
                             [&](const escape::Location& l) { return l.local == local && l.node == node && l.on_heap; });
}

void MapBuilder::place_locals(Scope& scope, bool frame) {
  auto& t = program_.types();
  for (ir::LocalId id : scope.unit->funcs[scope.func].locals) {
    const ir::Local& local = scope.unit->local(id);
    if (local.role == ir::LocalRole::Temp || local.unnamed || local.inlined != 0) continue;
    if (full()) return;
    bool const heap = on_heap(*scope.unit, id, ir::NodeId());
    if (!heap && !frame) continue;
    std::string const type = types::type_string(t, local.type, scope.unit->package->id, types::TypeStyle::GoTypes);
    bool const function = t.kind(t.underlying(local.type)) == TypeKind::Signature;
    std::string const detail = function ? "function value, 8 B" : fmt::format("{}, {} B", type, types::size_of(t, local.type));
    MapObjectId const object = add(heap ? Segment::Heap : Segment::Stack, local.name, detail, heap ? scope.heap_group : scope.group,
                                   a_.place_in(*scope.unit, local.pos, local.end));
    scope.locals.emplace_back(id, object);
  }
}

std::vector<MapObjectId> MapBuilder::closure_objects(Scope& scope, ir::NodeId node) {
  for (const auto& [key, id] : scope.made) {
    if (key == node) return {id};
  }
  const ir::Node& n = scope.unit->node(node);
  const ir::Func& func = scope.unit->funcs[n.ref];
  MapObjectId const code = code_of(func);
  bool const heap = on_heap(*scope.unit, ir::LocalId(), node);
  Segment const segment = func.captures.empty() ? Segment::Rodata : heap ? Segment::Heap : Segment::Stack;
  std::string const group = segment == Segment::Rodata ? "" : heap ? scope.heap_group : scope.group;
  MapObjectId const object =
      add(segment, closure_name(func), closure_detail(*scope.unit, node), group, a_.place_in(*scope.unit, n.pos, n.pos + 4));
  scope.made.emplace_back(node, object);
  point(object, code, "code");
  for (ir::LocalId captured : func.captures) {
    const std::string& name = scope.unit->local(captured).name;
    if (!captured_by_reference(*scope.unit, captured, n.ref)) {
      for (const auto& [local, values] : scope.points_to) {
        if (local != captured) continue;
        for (MapObjectId value : values) point(object, value, "environment: " + name);
      }
      continue;
    }
    for (const auto& [local, target] : scope.locals) {
      if (local == captured) point(object, target, "environment: &" + name);
    }
  }
  return {object};
}

bool MapBuilder::captured_by_reference(const ir::Unit& unit, ir::LocalId local, ir::FuncIndex closure) const {
  auto const found = result_of_.find(&unit);
  if (found == result_of_.end()) return false;
  for (const escape::Location& l : found->second->locations) {
    if (l.local != local) continue;
    for (const escape::CapturedBy& c : l.captured_by) {
      if (c.closure == closure) return c.by_reference;
    }
  }
  return false;
}

// "closure, 24 B, copies of i": what it captures by reference is said by its arrows.
std::string MapBuilder::closure_detail(const ir::Unit& unit, ir::NodeId node) const {
  ir::FuncIndex const closure = unit.node(node).ref;
  std::vector<std::string> copies;
  for (ir::LocalId captured : unit.funcs[closure].captures) {
    if (!captured_by_reference(unit, captured, closure)) copies.push_back(unit.local(captured).name);
  }
  std::string out = "closure";
  auto const here = sites_at_.find(key_of(a_.place_in(unit, unit.node(node).pos, 0)));
  for (SiteId id : here == sites_at_.end() ? std::vector<SiteId>() : here->second) {
    const Site& site = report_.site(id);
    if (site.kind == SiteKind::Closure && site.size.bytes) out += fmt::format(", {} B", *site.size.bytes);
  }
  if (copies.empty()) return out;
  return out + (copies.size() == 1 ? ", copy of " : ", copies of ") + joined(copies);
}

// The objects that the value of an expression may point to.
std::vector<MapObjectId> MapBuilder::values_of(Scope& scope, ir::NodeId node, int depth) {
  if (!node || full()) return {};
  const ir::Node& n = scope.unit->node(node);
  switch (n.op) {
    case Op::Closure: return closure_objects(scope, node);
    case Op::Local:
      for (const auto& [local, values] : scope.points_to) {
        if (local.value == n.ref) return values;
      }
      return {};
    case Op::Addr: {
      const ir::Node& operand = scope.unit->node(n.x);
      if (operand.op != Op::Local) return {};
      for (const auto& [local, object] : scope.locals) {
        if (local.value == operand.ref) return {object};
      }
      return {};
    }
    case Op::PtrLit:
    case Op::New:
    case Op::MakeSlice:
    case Op::SliceLit:
    case Op::MakeMap:
    case Op::MapLit: {
      for (const auto& [key, id] : scope.made) {
        if (key == node) return {id};
      }
      bool const heap = on_heap(*scope.unit, ir::LocalId(), node);
      MapObjectId const object = add(heap ? Segment::Heap : Segment::Stack, ir::print_expression(program_, *scope.unit, node), "made here",
                                     heap ? scope.heap_group : scope.group, a_.place_in(*scope.unit, n.pos, n.pos + 1));
      scope.made.emplace_back(node, object);
      return {object};
    }
    case Op::ConvNop:
    case Op::ConvIface: return values_of(scope, n.x, depth);
    case Op::Init: follow_statements(scope, scope.unit->list(n.list), depth); return values_of(scope, n.x, depth);
    case Op::CallFunc:
    case Op::InlCall: {
      auto results = call_results(scope, node, depth);
      return results.empty() ? std::vector<MapObjectId>() : results[0];
    }
    default: return {};
  }
}

// The function that a call calls, or called before it was inlined; null: none of the package's that is known.
const ir::Unit* MapBuilder::callee_of(const ir::Unit& unit, const ir::Node& call) const {
  uint64_t object = 0;
  if (call.op == Op::InlCall) {
    for (const ir::InlinedCall& each : unit.inlined_calls) {
      if (each.parent == call.inlined && each.pos == call.pos) object = each.callee;
    }
  } else if (const ir::Node& callee = unit.node(call.x); callee.op == Op::FuncName || callee.op == Op::MethodExpr) {
    object = callee.ref;
  }
  auto const found = unit_of_.find(static_cast<uint32_t>(object));
  return found == unit_of_.end() ? nullptr : found->second;
}

std::vector<std::vector<MapObjectId>> MapBuilder::call_results(Scope& scope, ir::NodeId call, int depth) {
  const ir::Node& n = scope.unit->node(call);
  const ir::Unit* const called = depth >= kDeepestCall ? nullptr : callee_of(*scope.unit, n);
  if (called == nullptr) return {};
  const ir::Unit& unit = *called;
  code_of(unit.funcs[0]);
  const ReportFile* const file = report_.file(scope.unit->file_id());
  uint32_t const line = file == nullptr ? 0 : line_column(*file, a_.place_in(*scope.unit, n.pos, n.pos).span.begin).line;
  Scope inner;
  inner.unit = &unit;
  inner.group = fmt::format("{}() called at line {}", unit.funcs[0].name, line);
  inner.results.resize(unit.funcs[0].results.size());
  inner.heap_group = inner.group;
  place_locals(inner, false);
  follow_statements(inner, unit.funcs[0].body, depth + 1);
  return inner.results;
}

void MapBuilder::assign(Scope& scope, ir::NodeId left, const std::vector<MapObjectId>& values) {
  if (!left || values.empty()) return;
  const ir::Node& n = scope.unit->node(left);
  if (n.op != Op::Local) return;
  ir::LocalId const local(n.ref);
  scope.points_to.emplace_back(local, values);
  for (const auto& [id, object] : scope.locals) {
    if (id != local) continue;
    for (MapObjectId value : values) point(object, value, "points to");
  }
}

void MapBuilder::follow_statements(Scope& scope, std::span<const ir::NodeId> list, int depth) {
  for (ir::NodeId id : list) {
    const ir::Node& n = scope.unit->node(id);
    switch (n.op) {
      case Op::Assign: assign(scope, n.x, values_of(scope, n.y, depth)); break;
      case Op::AssignList: {
        auto const left = scope.unit->list(n.list);
        auto const right = scope.unit->list(n.list2);
        for (size_t i = 0; i < left.size(); ++i) assign(scope, left[i], values_of(scope, right[i], depth));
        break;
      }
      case Op::AssignCall: {
        auto const left = scope.unit->list(n.list);
        auto const results = call_results(scope, n.x, depth);
        for (size_t i = 0; i < left.size() && i < results.size(); ++i) assign(scope, left[i], results[i]);
        break;
      }
      case Op::Return: {
        auto const values = scope.unit->list(n.list);
        for (size_t i = 0; i < values.size() && i < scope.results.size(); ++i) {
          for (MapObjectId value : values_of(scope, values[i], depth)) {
            if (std::ranges::find(scope.results[i], value) == scope.results[i].end()) scope.results[i].push_back(value);
          }
        }
        break;
      }
      case Op::Go:
      case Op::Defer: values_of(scope, scope.unit->node(n.x).x, depth); break;
      case Op::CallFunc:
      case Op::InlCall: values_of(scope, id, depth); break;
      default:
        if (n.op >= Op::Assign) {
          follow_statements(scope, scope.unit->list(n.list), depth);
          if (n.op != Op::Range && n.op != Op::For) follow_statements(scope, scope.unit->list(n.list2), depth);
        }
    }
  }
}

void MapBuilder::strings_of(const ir::Unit& unit) {
  for (ir::NodeId id : a_.written.at(&unit)) {
    if (full()) return;
    const ir::Node& n = unit.node(id);
    if (n.op != Op::Literal || unit.values[n.ref].kind() != constant::Kind::String || unit.values[n.ref].as_string().empty()) continue;
    add(Segment::Rodata, ir::print_expression(program_, unit, id), fmt::format("{} B", unit.values[n.ref].as_string().size()), "",
        {unit.file_id(), {n.pos, n.pos + 1}});
  }
}

void MapBuilder::place_globals() {
  for (const Site& site : report_.sites) {
    if (full()) return;
    if (site.kind == SiteKind::Global) add(site.segment, site.name, fmt::format("{} B", site.size.bytes.value_or(0)), "", site.anchor);
  }
}

MemoryMap MapBuilder::map_of(const ir::Unit& unit) {
  map_ = {};
  code_.clear();
  map_.root = unit.funcs[0].name;
  code_of(unit.funcs[0]);
  Scope scope;
  scope.unit = &unit;
  scope.group = "frame of " + unit.funcs[0].name;
  scope.heap_group = "made by " + unit.funcs[0].name;
  place_locals(scope, true);
  follow_statements(scope, unit.funcs[0].body, 0);
  bool const is_main = unit.funcs[0].name == "main";
  for (const ir::Unit* other : units_) {
    if (!other->failed && (other == &unit || is_main)) strings_of(*other);
  }
  if (is_main) place_globals();
  map_.remarks.push_back(
      "Every function is shown compiled out of line; where gc inlines a call, its objects can be on the caller's frame instead.");
  if (full()) map_.remarks.push_back("The picture stops at 200 objects; the table has all of them.");
  return std::move(map_);
}

}  // namespace escapement::placement
