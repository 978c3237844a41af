#include <fmt/format.h>

#include <map>

#include "server/render/sections.h"
#include "server/render/style.h"

namespace escapement::render {

namespace {

using placement::Report;
using placement::ReportFile;
using placement::Site;

constexpr size_t kLongestName = 28;
constexpr size_t kLongestLine = 400;  // columns that are shown of a line
constexpr size_t kLeastRoom = 36;     // columns for hints; with less, they stand under the line

// Neighbours with the same hint are said once: "inc1(), dec1(): escapes to heap".
struct Hint {
  std::string names;
  const Site* site;
};

std::vector<Hint> hints_of_line(const std::vector<const Site*>& sites) {
  std::vector<Hint> hints;
  for (const Site* site : sites) {
    std::string const name = shortened(printable(site->name), kLongestName);
    if (!hints.empty() && hints.back().site->hint == site->hint) {
      hints.back().names += ", " + name;
    } else {
      hints.push_back({name, site});
    }
  }
  return hints;
}

using SitesByLine = std::map<uint32_t, std::vector<const Site*>>;

SitesByLine hinted_sites(const Report& report, const ReportFile& file) {
  SitesByLine by_line;
  for (const Site& site : report.sites) {
    if (site.anchor.file != file.id || site.hint.empty()) continue;
    by_line[line_column(file, site.anchor.span.begin).line].push_back(&site);
  }
  for (auto& [line, sites] : by_line) {
    std::ranges::stable_sort(sites, {}, [](const Site* s) { return s->anchor.span.begin; });
  }
  return by_line;
}

class Listing {
 public:
  Listing(const Report& report, const ReportFile& file, const TextOptions& options)
      : file_(file), options_(options), by_line_(hinted_sites(report, file)) {
    auto const lines = static_cast<uint32_t>(file.line_starts.size());
    lines_ = lines - (file.text.ends_with('\n') ? 1 : 0);
    digits_ = fmt::format("{}", lines).size();
    size_t const widest = longest_hinted_line();
    size_t const before = digits_ + 3;  // what stands before the text
    size_t const room = options.width > before + kLeastRoom ? options.width - before - kLeastRoom : 0;
    hint_column_ = room < 24 ? 0 : std::min(widest + 2, room);
  }

  std::string print() const {
    std::string out = styled(file_.path, Emphasis::Bold, options_.color) + "\n\n";
    for (uint32_t line = 1; line <= lines_; ++line) out += print_line(line);
    return out;
  }

 private:
  std::string text_of(uint32_t line) const { return shortened(printable(line_text(file_, line)), kLongestLine); }

  // A few long lines must not push all hints to the right.
  size_t longest_hinted_line() const {
    constexpr size_t kUsual = 60;
    size_t widest = 0;
    for (const auto& [line, sites] : by_line_) {
      size_t const width = display_width(text_of(line));
      if (width <= kUsual) widest = std::max(widest, width);
    }
    return std::max<size_t>(widest, 24);
  }

  std::string print_line(uint32_t line) const {
    std::string const text = text_of(line);
    std::string const head = styled(fmt::format("{:>{}}", line, digits_ + 1), Emphasis::Dim, options_.color) + "  ";
    auto const sites = by_line_.find(line);
    if (sites == by_line_.end()) return text.empty() ? fmt::format("{:>{}}\n", line, digits_ + 1) : head + text + "\n";
    std::vector<Hint> const hints = hints_of_line(sites->second);
    bool const beside = hint_column_ != 0 && display_width(text) + 1 < hint_column_;
    size_t const column = hint_column_ == 0 ? 4 : hint_column_;
    std::string out = head + (beside ? padded(text, column) : text + "\n");
    std::string const blank(digits_ + 3 + column, ' ');
    bool first = beside;
    for (const std::string& hint_line : lay_out(hints, options_.width > blank.size() ? options_.width - blank.size() : 1)) {
      out += (first ? "" : blank) + hint_line + "\n";
      first = false;
    }
    return out;
  }

  // The hints of a line, in lines of at most `room` columns, broken between hints.
  std::vector<std::string> lay_out(const std::vector<Hint>& hints, size_t room) const {
    std::vector<std::string> lines;
    size_t used = 0;
    for (const Hint& hint : hints) {
      size_t const width = display_width(hint.names) + 2 + display_width(hint.site->hint);
      std::string const text = hint.names + ": " + in_segment_color(hint.site->hint, hint.site->segment, options_.color);
      if (lines.empty() || used + 3 + width > room) {
        lines.push_back((lines.empty() ? "◂ " : "· ") + text);
        used = 2 + width;
      } else {
        lines.back() += " · " + text;
        used += 3 + width;
      }
    }
    return lines;
  }

  const ReportFile& file_;
  const TextOptions& options_;
  SitesByLine by_line_;
  uint32_t lines_ = 0;
  size_t digits_ = 0;
  size_t hint_column_ = 0;  // 0: hints stand under their line
};

}  // namespace

std::string source_listing(const Report& report, const ReportFile& file, const TextOptions& options) {
  return Listing(report, file, options).print();
}

}  // namespace escapement::render
