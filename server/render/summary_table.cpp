#include <fmt/format.h>

#include <array>

#include "server/render/sections.h"
#include "server/render/style.h"

namespace escapement::render {

namespace {

using placement::Report;
using placement::Segment;
using placement::Site;

constexpr size_t kColumns = 4;
constexpr size_t kLongestName = 40;  // columns
constexpr size_t kNarrowest = 72;    // columns; in less, four columns side by side cannot be read
using Row = std::array<std::string, kColumns>;
using Widths = std::array<size_t, kColumns>;

// Sites that differ in name and column alone share a row.
struct Entry {
  std::vector<const Site*> sites;
  size_t footnote = 0;  // 1-based; 0: none
  const Site& site() const { return *sites.front(); }
};

uint32_t line_of(const Report& report, const Site& site) {
  const auto* file = report.file(site.anchor.file);
  return file == nullptr ? 0 : line_column(*file, site.anchor.span.begin).line;
}

bool share_a_row(const Report& report, const Site& a, const Site& b) {
  return a.kind == b.kind && a.segment == b.segment && a.certainty == b.certainty && a.function == b.function && a.lifetime == b.lifetime &&
         a.notes == b.notes && a.reason == b.reason && size_text(a.size) == size_text(b.size) && a.anchor.file == b.anchor.file &&
         line_of(report, a) == line_of(report, b);
}

std::vector<Entry> entries_of(const Report& report, std::vector<std::string>& footnotes) {
  std::vector<Entry> entries;
  for (const Site& site : report.sites) {
    // The row may be the last or the one before: calls and their boxes take turns.
    size_t const from = entries.size() < 3 ? 0 : entries.size() - 3;
    auto const found = std::find_if(entries.begin() + static_cast<ptrdiff_t>(from), entries.end(),
                                    [&](const Entry& e) { return share_a_row(report, e.site(), site); });
    if (found != entries.end()) {
      found->sites.push_back(&site);
      continue;
    }
    Entry entry{{&site}};
    if (!site.reason.empty()) {
      auto const note = std::ranges::find(footnotes, site.reason);
      entry.footnote = static_cast<size_t>(note - footnotes.begin()) + 1;
      if (note == footnotes.end()) footnotes.push_back(site.reason);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

// 12 as "¹²".
std::string superscript(size_t number) {
  static constexpr std::string_view kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out;
  for (char digit : fmt::format("{}", number)) out += kDigits[digit - '0'];
  return out;
}

std::string kind_text(const Entry& entry) {
  using placement::SiteKind;
  SiteKind const kind = entry.site().kind;
  std::string const name(site_kind_name(kind));
  bool const verb = kind == SiteKind::New || kind == SiteKind::Make || kind == SiteKind::Append;
  if (entry.sites.size() == 1 || verb) return name;
  return kind == SiteKind::Temporary ? "temporaries" : name + "s";
}

// "variables inc1, dec1 (24:2, 24:8)"; the file is named where the package has several.
std::string component(const Report& report, const Entry& entry) {
  std::string names;
  std::string places;
  for (const Site* site : entry.sites) {
    names += (names.empty() ? "" : ", ") + shortened(printable(site->name), kLongestName);
    const auto* file = report.file(site->anchor.file);
    if (file == nullptr) continue;
    auto const [line, column] = line_column(*file, site->anchor.span.begin);
    if (places.empty() && report.files.size() > 1) places = file->path.substr(file->path.rfind('/') + 1) + ":";
    places += fmt::format("{}{}:{}", places.empty() || places.ends_with(".go:") ? "" : ", ", line, column);
  }
  std::string const kind = kind_text(entry);
  std::string const what = names == kind ? names : kind + " " + names;
  return places.empty() ? what : fmt::format("{} ({})", what, places);
}

std::string segment_cell(const Entry& entry) {
  std::string name(segment_name(entry.site().segment));
  if (entry.site().certainty == placement::Certainty::Assumed) name += " (assumed)";
  return entry.footnote == 0 ? name : name + " " + superscript(entry.footnote);
}

std::string notes_cell(const Entry& entry) {
  const Site& site = entry.site();
  std::string const size = size_text(site.size);
  std::string const each = entry.sites.size() > 1 && !size.empty() ? " each" : "";
  return fmt::format("{}{}{}{}", size, each, size.empty() || site.notes.empty() ? "" : " · ", site.notes);
}

Row row_of(const Report& report, const Entry& entry) {
  return {component(report, entry), segment_cell(entry), entry.site().lifetime, notes_cell(entry)};
}

// Component and Lifetime take at most their share of the terminal, Notes what is left.
Widths fit(const std::vector<Row>& rows, size_t total) {
  constexpr size_t kFrame = 3 * kColumns + 1;
  size_t const room = total - kFrame;
  Widths const most = {room * 32 / 100, room * 22 / 100, room * 22 / 100, room};
  Widths widths{};
  for (const Row& row : rows) {
    for (size_t i = 0; i < kColumns; ++i) widths[i] = std::min(most[i], std::max(widths[i], display_width(row[i])));
  }
  widths[3] = std::min(widths[3], room - widths[0] - widths[1] - widths[2]);
  return widths;
}

std::string rule(const Widths& widths, std::string_view left, std::string_view middle, std::string_view right) {
  std::string out(left);
  for (size_t i = 0; i < kColumns; ++i) {
    for (size_t n = 0; n < widths[i] + 2; ++n) out += "─";
    out += i + 1 < kColumns ? middle : right;
  }
  return out + "\n";
}

std::string row_text(const Row& row, const Widths& widths, Segment segment, const TextOptions& options) {
  std::array<std::vector<std::string>, kColumns> cells;
  size_t height = 1;
  for (size_t i = 0; i < kColumns; ++i) {
    cells[i] = wrapped(row[i], widths[i]);
    height = std::max(height, cells[i].size());
  }
  std::string out;
  for (size_t line = 0; line < height; ++line) {
    out += "│";
    for (size_t i = 0; i < kColumns; ++i) {
      std::string const cell = padded(line < cells[i].size() ? cells[i][line] : "", widths[i]);
      out += fmt::format(" {} │", i == 1 ? in_segment_color(cell, segment, options.color) : cell);
    }
    out += '\n';
  }
  return out;
}

// The declared function of gc's name: "counter" of "counter.func1.2".
std::string_view declared_function(const Site& site) {
  std::string_view const name = site.function;
  return name.substr(0, name.find(".func"));
}

std::string as_table(const std::vector<Entry>& entries, std::vector<Row> rows, const TextOptions& options) {
  Row const header = {"Component", "Segment", "Lifetime", "Notes"};
  rows.push_back(header);
  Widths const widths = fit(rows, options.width);
  std::string out = rule(widths, "┌", "┬", "┐") + row_text(header, widths, Segment::None, options);
  out += rule(widths, "├", "┼", "┤");
  for (size_t i = 0; i < entries.size(); ++i) {
    if (i != 0 && declared_function(entries[i].site()) != declared_function(entries[i - 1].site())) out += rule(widths, "├", "┼", "┤");
    out += row_text(rows[i], widths, entries[i].site().segment, options);
  }
  return out + rule(widths, "└", "┴", "┘");
}

// For narrow terminals: an entry a paragraph.
std::string as_list(const std::vector<Entry>& entries, const std::vector<Row>& rows, const TextOptions& options) {
  std::string out;
  auto add = [&](std::string_view text, std::string_view indent) {
    for (const std::string& line : wrapped(text, options.width - display_width(indent))) out += fmt::format("{}{}\n", indent, line);
  };
  for (size_t i = 0; i < entries.size(); ++i) {
    const auto& [what, segment, lifetime, notes] = rows[i];
    add(what, "");
    out += "  " + in_segment_color(segment, entries[i].site().segment, options.color) + "\n";
    if (!lifetime.empty()) add(lifetime, "  ");
    if (!notes.empty()) add(notes, "  ");
  }
  return out;
}

}  // namespace

std::string summary_table(const Report& report, const TextOptions& options) {
  std::vector<std::string> footnotes;
  std::vector<Entry> const entries = entries_of(report, footnotes);
  std::vector<Row> rows;
  for (const Entry& entry : entries) rows.push_back(row_of(report, entry));
  std::string out = options.width < kNarrowest ? as_list(entries, rows, options) : as_table(entries, std::move(rows), options);
  for (size_t i = 0; i < footnotes.size(); ++i) {
    for (const std::string& line : wrapped(superscript(i + 1) + " " + footnotes[i], options.width)) out += line + "\n";
  }
  return out;
}

}  // namespace escapement::render
