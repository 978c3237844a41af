// What Escapement answers: every site of a package with its decision and its placements, the summary table,
// and the memory map.
//
// One Report describes one package. Everything that prints (text, gc lines, JSON, SVG, hover Markdown, inlay
// hints) is made from it and analyses nothing. Strings are finished sentences; places are bytes in files of
// `files`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/base/diagnostic.h"
#include "analysis/base/id.h"

namespace escapement::placement {

using base::FileId;
using base::Place;
using SiteId = base::Id<struct SiteTag>;            // index into Report::sites plus one
using MapObjectId = base::Id<struct MapObjectTag>;  // index into MemoryMap::objects plus one

// Where storage is. `Unknown`: not analysed, the site's reason says why.
enum class Segment : uint8_t { Code, Rodata, Data, Bss, Stack, Heap, None, Unknown };
std::string_view segment_name(Segment segment);  // "code", …; the field's lower-case word

enum class SiteKind : uint8_t {
  Function,
  Method,
  Closure,
  FunctionValue,
  Variable,
  Parameter,
  Result,
  Constant,
  String,
  Global,
  CompositeLiteral,
  New,
  Make,
  Append,
  Conversion,
  InterfaceValue,
  MethodValue,
  VariadicSlice,
  Concatenation,
  DeferRecord,
  Goroutine,
  Channel,
  Map,
  Temporary,
};
std::string_view site_kind_name(SiteKind kind);

// Exact: gc decides so. Assumed: it depends on the body of an imported function, which is not analysed; the
// pessimistic answer is shown. NotAnalysed: no answer, `reason` says why.
enum class Certainty : uint8_t { Exact, Assumed, NotAnalysed };

enum class CaptureMode : uint8_t { Value, Reference };

struct Capture {
  std::string closure;  // the name a reader knows it by: "increment", or gc's "counter.func1"
  CaptureMode mode;
};

// One step of the path that makes a site escape, first step first.
struct Step {
  Place place;
  std::string text;
};

// One of the flows that make a site escape or leak, in gc's words: what -m=2 prints as `flow:` and `from`.
struct GcReason {
  Place place;       // in no file: gc knows of no place
  std::string text;  // "&count (reference)"
};
struct GcFlow {
  std::string text;  // "{heap} ← &count"
  std::vector<GcReason> reasons;
};

// The size in bytes; where it depends on run time, `bytes` is absent and `formula` says how ("8·cap").
struct Size {
  std::optional<uint64_t> bytes;
  std::string formula;
};

// A placement of a site in one compiled copy of its function.
struct Instance {
  std::string where;  // "out of line", "inlined at main.go:23"
  Segment segment;
};

struct Site {
  SiteId id;
  SiteKind kind;
  std::string name;                    // as a reader of the source would say it: "count", "func literal", "\"text\""
  std::string function;                // function that contains it, as gc names it; empty at package level
  Place place;                         // the declaration or expression
  Place anchor;                        // the name or operator where a hint is set
  Segment segment = Segment::Unknown;  // by the decision, out of line
  Certainty certainty = Certainty::Exact;
  std::string decision;  // gc's text ("moved to heap: count"); empty where gc prints nothing
  std::string hint;      // "escapes to heap", "stack", "may escape to heap", or the segment's name; empty: no hint
  std::string reason;    // why it is assumed or not analysed
  Size size;
  bool has_pointers = false;
  std::string lifetime;  // "whole program", "until increment and decrement are unreachable", "this call of main", …
  std::string notes;     // one or two sentences for the table
  std::vector<Step> why;
  std::vector<GcFlow> flows;  // where they are asked for
  std::vector<Capture> captured_by;
  std::vector<Instance> instances;  // the first is out of line
};

struct NotAnalysed {
  std::string function;
  std::string construct;
  Place place;
};

// ---- the memory map
// -------------------------------------------------------------------------------------------

// A box of the map: a function's code, a string, a frame's slot, a heap object, …
struct MapObject {
  MapObjectId id;
  Segment segment;
  std::string label;   // "main", "count", "counter.func1"
  std::string detail;  // "int, 8 B", "function value", …
  std::string group;   // objects with an equal group are drawn together: a frame ("main frame"), a call
                       // ("counter() at counter.go:27")
  SiteId site;
  Place place;
};

struct MapArrow {
  MapObjectId from;
  MapObjectId to;
  std::string label;  // "code", "environment", "&count"
};

struct MemoryMap {
  std::string root;  // the function whose run it shows
  std::vector<MapObject> objects;
  std::vector<MapArrow> arrows;
  std::vector<std::string> remarks;  // what the picture leaves out, and why
};

// gc's own diagnostic line, in gc's order.
struct GcLine {
  Place place;
  uint32_t line = 0;    // 1-based
  uint32_t column = 0;  // 1-based bytes; 0: gc prints none
  std::string file;     // as gc prints it when it differs from the place's file ("<autogenerated>")
  std::string text;
  Certainty certainty = Certainty::Exact;
};

// Something that was found and does not count, such as a profile.
struct Notice {
  std::string path;
  std::string_view code;  // "source.profile"
  std::string text;       // a sentence without its end
};

struct ReportFile {
  FileId id;
  std::string path;  // as the user gave it, else absolute
  std::string text;  // the analysed text
  std::vector<uint32_t> line_starts;
};

struct Report {
  std::string package_name;
  std::string import_path;
  std::string release;  // "go1.26"
  std::string goarch;
  std::vector<ReportFile> files;  // the package's files, sorted by path
  std::vector<Site> sites;        // by file, then position
  std::vector<NotAnalysed> not_analysed;
  std::vector<base::Diagnostic> diagnostics;
  std::vector<Notice> notices;
  std::vector<GcLine> gc_lines;
  std::vector<std::string> functions;  // that can be the root of a memory map, in source order
  std::vector<MemoryMap> maps;         // one per function of `functions`

  const ReportFile* file(FileId id) const;
  const Site& site(SiteId id) const { return sites[id.value - 1]; }
};

// 1-based line and 1-based byte column of an offset.
struct LineColumn {
  uint32_t line;
  uint32_t column;
};
LineColumn line_column(const ReportFile& file, uint32_t offset);
// The offset of a 1-based line and 1-based byte column; columns behind the line's end are clamped to it.
// None: no such line.
std::optional<uint32_t> offset_of(const ReportFile& file, LineColumn at);
// The text of a 1-based line, without its line break.
std::string_view line_text(const ReportFile& file, uint32_t line);

// Where an editor shows the hint of a site in a file of the report, in bytes: behind its name or `func`, else behind the whole expression
// where that ends on the line on which it begins.
uint32_t hint_offset(const ReportFile& file, const Site& site);

// The sites whose anchor or place holds the offset, the innermost first; with a column the anchors win over
// enclosing expressions.
std::vector<SiteId> sites_at(const Report& report, FileId file, uint32_t offset);
// All sites whose anchor begins on a 1-based line, in order of position.
std::vector<SiteId> sites_on_line(const Report& report, FileId file, uint32_t line);

}  // namespace escapement::placement
