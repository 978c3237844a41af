#include "analysis/placement/build.h"

#include <algorithm>
#include <fmt/format.h>

#include "analysis/syntax/views.h"

namespace escapement::placement {

using escape::Decision;
using escape::Location;
using ir::Op;
using types::TypeKind;

namespace {

constexpr uint64_t kPointer = 8;  // bytes

class Builder {
 public:
  Builder(check::Program& program, check::Package& package, Report& report) : program_(program), t_(program.types()), package_(package), report_(report) {}

  void run() {
    bodies_ = ir::lower(program_, package_);
    result_ = escape::analyse(program_, bodies_);
    globals_and_constants();
    for (const auto& unit : bodies_.units) {
      functions(*unit);
      if (unit->failed) continue;
      strings(*unit);
      channels(*unit);
    }
    for (const escape::UnitResult& unit : result_.units) {
      for (const Location& location : unit.locations) place(unit, location);
    }
    for (const ir::NotAnalysed& n : bodies_.not_analysed) report_.not_analysed.push_back({n.function, n.construct, n.place});
    finish();
  }

  const ir::Bodies& bodies() const { return bodies_; }
  const escape::Result& result() const { return result_; }

 private:
  Site& add(SiteKind kind, std::string name, Place at, Segment segment) {
    Site site;
    site.kind = kind;
    site.name = std::move(name);
    site.place = at;
    site.anchor = at;
    site.segment = segment;
    report_.sites.push_back(std::move(site));
    return report_.sites.back();
  }

  static Place span(const ir::Unit& unit, uint32_t begin, uint32_t end) { return {unit.file_id(), {begin, std::max(begin + 1, end)}}; }

  void functions(const ir::Unit& unit) {
    for (ir::FuncIndex i = 0; i < unit.funcs.size(); ++i) {
      const ir::Func& func = unit.funcs[i];
      if (func.wrapper || (!func.object && !func.outer)) continue;
      auto const name_begin = func.outer ? func.begin : func.pos;
      std::string const short_name = func.object ? std::string(program_.names().text(t_.object(func.object).name)) : "func";
      uint32_t at = name_begin;
      if (func.object) at = program_.place_of(func.object).span.begin;
      bool const method = func.object && t_.signature_of(func.type).receiver;
      Site& site = add(method ? SiteKind::Method : SiteKind::Function, func.name, span(unit, func.begin, func.end), Segment::Code);
      site.anchor = span(unit, at, at + static_cast<uint32_t>(short_name.size()));
      site.function = func.name;
      site.hint = func.outer ? "" : "code";
      site.lifetime = "whole program";
      site.notes = func.outer ? fmt::format("code of the function literal{}", func.label.empty() ? "" : " " + func.label)
                              : (func.no_body ? "implemented outside Go" : "machine code, shared by all calls");
      if (unit.failed) {
        site.certainty = Certainty::NotAnalysed;
        site.reason = fmt::format("Its storage is not analysed: {}.", unit.failed->construct);
      }
    }
  }

  void strings(const ir::Unit& unit) {
    std::vector<ir::NodeId> boxed;
    for (uint32_t i = 1; i < unit.nodes.size(); ++i) {
      if (unit.nodes[i].op == Op::ConvIface) boxed.push_back(unit.nodes[i].x);
    }
    for (uint32_t i = 1; i < unit.nodes.size(); ++i) {
      const ir::Node& n = unit.nodes[i];
      if (n.op != Op::Literal || unit.values[n.ref].kind() != constant::Kind::String) continue;
      if (std::ranges::find(boxed, ir::NodeId(i)) != boxed.end()) continue;
      const std::string& value = unit.values[n.ref].as_string();
      if (value.empty()) continue;
      std::string const text = ir::print_expression(program_, unit, ir::NodeId(i));
      Site& site = add(SiteKind::String, text, span(unit, n.pos, n.pos + 1), Segment::Rodata);
      site.function = function_at(unit, n.pos);
      site.size.bytes = value.size();
      site.lifetime = "whole program";
      site.hint = "rodata";
      site.notes = "the string's bytes; equal strings of the program share them";
    }
  }

  void channels(const ir::Unit& unit) {
    for (uint32_t i = 1; i < unit.nodes.size(); ++i) {
      const ir::Node& n = unit.nodes[i];
      if (n.op != Op::MakeChan) continue;
      Site& site = add(SiteKind::Channel, ir::print_expression(program_, unit, ir::NodeId(i)), span(unit, n.pos, n.pos + 1), Segment::Heap);
      site.function = function_at(unit, n.pos);
      site.hint = "escapes to heap";
      site.size.formula = "112 B + buffer";
      site.lifetime = "until nothing points to it any more";
      site.notes = "channels are always on the heap; gc's -m does not mention them";
    }
  }

  // The innermost function of the unit whose text holds the offset.
  static std::string function_at(const ir::Unit& unit, uint32_t pos) {
    const ir::Func* best = &unit.funcs[0];
    for (const ir::Func& f : unit.funcs) {
      if (!f.wrapper && f.begin <= pos && pos < f.end && f.begin >= best->begin) best = &f;
    }
    return best->name;
  }

  void globals_and_constants() {
    std::vector<std::pair<ObjectIdValue, const check::Declared*>> sorted;
    for (const auto& [id, where] : package_.declared) sorted.emplace_back(id, &where);
    std::ranges::sort(sorted, {}, [](const auto& p) { return p.first; });
    for (const auto& [id, where] : sorted) {
      types::ObjectId const object(id);
      const types::Object& o = t_.object(object);
      std::string const name(program_.names().text(o.name));
      if (name == "_") continue;
      if (o.kind == types::ObjectKind::Const) {
        Site& site = add(SiteKind::Constant, name, program_.place_of(object), Segment::None);
        site.lifetime = "compile time";
        site.notes = fmt::format("a constant ({}): no storage, its value is part of the code that uses it", constant::short_text(o.value));
      } else if (o.kind == types::ObjectKind::Var) {
        global(object, name, *where);
      }
    }
  }

  void global(types::ObjectId object, const std::string& name, const check::Declared& where) {
    const types::Object& o = t_.object(object);
    if (t_.kind(o.type) == TypeKind::Invalid) return;
    bool const pointers = types::has_pointers(t_, o.type);
    bool const dynamic = initialised_by_code(object);
    const constant::Value* value = where.value ? package_.decls[where.decl].info.value(where.value) : nullptr;
    bool const zero = value != nullptr && (value->kind() == constant::Kind::String ? value->as_string().empty()
                                           : value->kind() == constant::Kind::Bool ? !value->as_bool()
                                                                                   : value->sign() == 0);
    bool const nil = where.value && package_.decls[where.decl].info.mode(where.value) == check::Mode::Nil;
    bool const has_bytes = where.value && !dynamic && !zero && !nil;
    Segment const segment = has_bytes ? Segment::Data : Segment::Bss;
    Site& site = add(SiteKind::Global, name, program_.place_of(object), segment);
    site.hint = segment_name(segment);
    site.size.bytes = static_cast<uint64_t>(types::size_of(t_, o.type));
    site.has_pointers = pointers;
    site.lifetime = "whole program";
    site.notes = fmt::format("section {}{}", pointers ? "" : "noptr", segment_name(segment));
    if (dynamic) site.notes += "; its value is made by init when the program starts";
  }

  bool initialised_by_code(types::ObjectId object) const {
    for (const auto& unit : bodies_.units) {
      if (unit->funcs.empty() || unit->funcs[0].object) continue;
      for (ir::NodeId id : unit->funcs[0].body) {
        const ir::Node& n = unit->node(id);
        auto is_it = [&](ir::NodeId left) { return left && unit->node(left).op == Op::Global && unit->node(left).ref == object.value; };
        if (n.op == Op::Assign && is_it(n.x)) return true;
        if (std::ranges::any_of(unit->list(n.list), is_it)) return true;
      }
    }
    return false;
  }

  void place(const escape::UnitResult& unit_result, const Location& location) {
    const ir::Unit& unit = *unit_result.unit;
    if (location.local) {
      local(unit_result, unit, location);
    } else if (location.node) {
      expression(unit_result, unit, location);
    }
  }

  void set_hint(Site& site, const Location& location) {
    if (site.segment == Segment::Heap) {
      site.hint = location.certainty == escape::Certainty::Assumed ? "may escape to heap" : "escapes to heap";
    } else {
      site.hint = segment_name(site.segment);
    }
    site.decision = location.text;
    site.instances.push_back({"out of line", site.segment});
  }

  void local(const escape::UnitResult& result, const ir::Unit& unit, const Location& location) {
    const ir::Local& l = unit.local(location.local);
    if (l.role == ir::LocalRole::Temp || unit.funcs[location.func].wrapper) return;
    bool const parameter = l.role != ir::LocalRole::Variable;
    if (parameter && l.unnamed) return;
    // A parameter has two entries if it moves: its lines and its variable.
    if (parameter && location.on_heap && location.decision != Decision::MovedToHeap) return;
    if (parameter && !location.on_heap && location.decision == Decision::None && types::has_pointers(t_, l.type) && l.role != ir::LocalRole::Result) return;
    SiteKind kind = SiteKind::Variable;
    if (l.role == ir::LocalRole::Param || l.role == ir::LocalRole::Receiver) kind = SiteKind::Parameter;
    if (l.role == ir::LocalRole::Result) kind = SiteKind::Result;
    Site& site = add(kind, l.name, span(unit, l.pos, l.end), location.on_heap ? Segment::Heap : Segment::Stack);
    site.function = unit.funcs[location.func].name;
    site.size.bytes = static_cast<uint64_t>(types::size_of(t_, l.type));
    site.has_pointers = types::has_pointers(t_, l.type);
    describe(program_, unit, result, location, site);
    set_hint(site, location);
    if (parameter && !location.on_heap) site.hint.clear();
  }

  void expression(const escape::UnitResult& result, const ir::Unit& unit, const Location& location) {
    const ir::Node& n = unit.node(location.node);
    Segment segment = location.on_heap ? Segment::Heap : Segment::Stack;
    std::string remark;
    if (n.op == Op::Closure && unit.funcs[n.ref].captures.empty()) segment = Segment::Rodata;
    bool const constant_boxed = n.op == Op::ConvIface && unit.node(n.x).op == Op::Literal;
    if (constant_boxed) {
      segment = Segment::Rodata;
      remark = "a constant in an interface: its bytes are read-only data, nothing is allocated";
    }
    std::string name = ir::print_expression(program_, unit, location.node);
    if (n.op == Op::Append) name = "append";
    if (n.op == Op::Closure && !unit.funcs[n.ref].label.empty()) name = unit.funcs[n.ref].label + "'s func literal";
    SiteKind const kind = kind_of(n.op, (n.flags & ir::kImplicit) != 0);
    Site& site = add(kind, name, span(unit, n.pos, n.op == Op::Closure ? n.pos + 4 : n.pos + 1), segment);
    site.function = unit.funcs[location.func].name;
    size_of(unit, n, site);
    describe(program_, unit, result, location, site);
    if (!remark.empty()) site.notes = remark;
    if (segment == Segment::Rodata) {
      site.certainty = Certainty::Exact;
      site.reason.clear();
    }
    set_hint(site, location);
  }

  static SiteKind kind_of(Op op, bool implicit) {
    switch (op) {
      case Op::Closure: return SiteKind::Closure;
      case Op::ConvIface: return SiteKind::InterfaceValue;
      case Op::New: return SiteKind::New;
      case Op::MakeSlice: return SiteKind::Make;
      case Op::MakeMap:
      case Op::MapLit: return SiteKind::Map;
      case Op::SliceLit: return implicit ? SiteKind::VariadicSlice : SiteKind::CompositeLiteral;
      case Op::PtrLit:
      case Op::StructLit:
      case Op::ArrayLit: return SiteKind::CompositeLiteral;
      case Op::Append: return SiteKind::Append;
      case Op::MethodValue: return SiteKind::MethodValue;
      case Op::AddStr: return SiteKind::Concatenation;
      default: return SiteKind::Conversion;
    }
  }

  void size_of(const ir::Unit& unit, const ir::Node& n, Site& site) {
    auto fixed = [&](types::TypeId type) {
      site.size.bytes = static_cast<uint64_t>(types::size_of(t_, type));
      site.has_pointers = types::has_pointers(t_, type);
    };
    switch (n.op) {
      case Op::Closure: {
        uint64_t size = kPointer;
        for (ir::LocalId captured : unit.funcs[n.ref].captures) {
          bool const by_reference = captured_by_reference(unit, captured, n.ref);
          size += by_reference ? kPointer : static_cast<uint64_t>(types::size_of(t_, unit.local(captured).type));
        }
        site.size.bytes = (size + kPointer - 1) / kPointer * kPointer;
        site.has_pointers = true;
        return;
      }
      case Op::ConvIface: return fixed(unit.node(n.x).type);
      case Op::New:
      case Op::PtrLit: return fixed(t_.elem(t_.underlying(n.type)));
      case Op::SliceLit: {
        auto const element = static_cast<uint64_t>(types::size_of(t_, t_.elem(t_.underlying(n.type))));
        site.size.bytes = element * unit.list(n.list).size();
        return;
      }
      case Op::MakeSlice: {
        auto const element = types::size_of(t_, t_.elem(t_.underlying(n.type)));
        auto const sizes = unit.list(n.list);
        int64_t count = 0;
        if (!sizes.empty() && unit.node(sizes.back()).op == Op::Literal && unit.values[unit.node(sizes.back()).ref].fits_int64(count)) {
          site.size.bytes = static_cast<uint64_t>(element * count);
        } else {
          site.size.formula = fmt::format("{} B · {}", element, sizes.empty() ? "cap" : ir::print_expression(program_, unit, sizes.back()));
        }
        return;
      }
      case Op::MethodValue: site.size.bytes = kPointer + static_cast<uint64_t>(types::size_of(t_, unit.node(n.x).type)); return;
      case Op::MakeMap:
      case Op::MapLit: site.size.formula = "48 B + groups of entries"; return;
      case Op::Append: site.size.formula = "grows with the slice"; return;
      default: site.size.formula = "as long as its value"; return;
    }
  }

  bool captured_by_reference(const ir::Unit& unit, ir::LocalId local, ir::FuncIndex closure) const {
    for (const escape::UnitResult& r : result_.units) {
      if (r.unit != &unit) continue;
      for (const Location& l : r.locations) {
        if (l.local != local) continue;
        for (const escape::CapturedBy& c : l.captured_by) {
          if (c.closure == closure) return c.by_reference;
        }
      }
    }
    return false;
  }

  void finish() {
    std::ranges::stable_sort(report_.sites, {}, [](const Site& s) { return std::pair(s.anchor.file, s.anchor.span.begin); });
    for (uint32_t i = 0; i < report_.sites.size(); ++i) report_.sites[i].id = SiteId(i + 1);
    for (const escape::Line& line : result_.lines) {
      GcLine out;
      out.place = {line.file, {line.pos, line.pos + 1}};
      const ReportFile* const file = report_.file(line.file);
      LineColumn const at = file != nullptr ? line_column(*file, line.pos) : LineColumn{0, 0};
      out.line = at.line;
      out.column = at.column >= 255 ? 0 : at.column;  // gc keeps 8 bits of a column
      out.text = line.text;
      out.certainty = line.certainty == escape::Certainty::Exact ? Certainty::Exact : Certainty::Assumed;
      report_.gc_lines.push_back(std::move(out));
    }
  }

  using ObjectIdValue = uint32_t;
  check::Program& program_;
  types::TypeTable& t_;
  check::Package& package_;
  Report& report_;
  ir::Bodies bodies_;
  escape::Result result_;
};

}  // namespace

Report build(check::Program& program, check::Package& package, const std::string& release, const std::string& goarch) {
  Report report;
  report.package_name = std::string(program.names().text(package.name));
  report.import_path = package.path;
  report.release = release;
  report.goarch = goarch;
  for (const check::PackageFile& file : package.files) {
    report.files.push_back({file.source->id, file.source->path, file.source->text, file.source->starts});
    for (const base::Diagnostic& d : file.tree->errors) report.diagnostics.push_back(d);
  }
  for (const base::Diagnostic& d : package.diagnostics) report.diagnostics.push_back(d);
  Builder builder(program, package, report);
  builder.run();
  MapBuilder maps(program, builder.bodies(), builder.result(), report);
  for (const auto& unit : builder.bodies().units) {
    if (unit->failed || unit->funcs.empty() || !unit->funcs[0].object) continue;
    report.functions.push_back(unit->funcs[0].name);
    report.maps.push_back(maps.map_of(*unit));
  }
  return report;
}

}  // namespace escapement::placement
