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
using Row = std::array<std::string, kColumns>;
using Widths = std::array<size_t, kColumns>;

std::string component(const Report& report, const Site& site) {
  const auto* file = report.file(site.anchor.file);
  std::string where;
  if (file != nullptr) where = fmt::format(" (line {})", line_column(*file, site.anchor.span.begin).line);
  std::string_view const kind = site_kind_name(site.kind);
  std::string const name = shortened(printable(site.name), 40);
  return name == kind ? fmt::format("{}{}", name, where) : fmt::format("{} {}{}", kind, name, where);
}

std::string segment_cell(const Site& site) {
  std::string const name(segment_name(site.segment));
  if (site.certainty == placement::Certainty::Assumed) return name + " (assumed)";
  return name;
}

std::string notes_cell(const Site& site) {
  std::string notes = site.notes;
  if (!site.reason.empty()) notes += (notes.empty() ? "" : " ") + site.reason;
  std::string const size = size_text(site.size);
  if (size.empty()) return notes;
  return notes.empty() ? size : fmt::format("{} · {}", size, notes);
}

Widths fit(const std::vector<Row>& rows, size_t total) {
  constexpr Widths kMost = {34, 16, 34, 1000};
  Widths widths{};
  for (const Row& row : rows) {
    for (size_t i = 0; i < kColumns; ++i) {
      widths[i] = std::min(kMost[i], std::max(widths[i], display_width(row[i])));
    }
  }
  size_t const others = widths[0] + widths[1] + widths[2] + 3 * kColumns + 1;
  widths[3] = std::min(widths[3], std::max<size_t>(24, total > others ? total - others : 0));
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

}  // namespace

std::string summary_table(const Report& report, const TextOptions& options) {
  Row const header = {"Component", "Segment", "Lifetime", "Notes"};
  std::vector<Row> rows;
  for (const Site& site : report.sites) {
    rows.push_back({component(report, site), segment_cell(site), site.lifetime, notes_cell(site)});
  }
  std::vector<Row> all = rows;
  all.push_back(header);
  Widths const widths = fit(all, options.width);

  std::string out = rule(widths, "┌", "┬", "┐");
  out += row_text(header, widths, Segment::None, options);
  out += rule(widths, "├", "┼", "┤");
  std::string_view function;
  for (size_t i = 0; i < rows.size(); ++i) {
    const Site& site = report.sites[i];
    if (i != 0 && site.function != function) out += rule(widths, "├", "┼", "┤");
    function = site.function;
    out += row_text(rows[i], widths, site.segment, options);
  }
  return out + rule(widths, "└", "┴", "┘");
}

}  // namespace escapement::render
