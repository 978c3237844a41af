// The table and the listing of the text report.
#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

#include "analysis/source/source_file.h"
#include "server/render/sections.h"
#include "server/render/style.h"

using namespace escapement;
using namespace escapement::render;
using placement::Report;
using placement::Site;

namespace {

constexpr base::FileId kFile(1);

Report report_of(std::string text) {
  Report report;
  report.files.push_back({kFile, "a.go", std::move(text), {}});
  report.files[0].line_starts = source::line_starts(report.files[0].text);
  return report;
}

Site& add(Report& report, std::string name, uint32_t at, placement::Segment segment = placement::Segment::Stack) {
  Site site;
  site.id = placement::SiteId(static_cast<uint32_t>(report.sites.size() + 1));
  site.kind = placement::SiteKind::Variable;
  site.segment = segment;
  site.hint = segment == placement::Segment::Heap ? "escapes to heap" : "stack";
  site.anchor = site.place = {kFile, {at, at + static_cast<uint32_t>(name.size())}};
  site.name = std::move(name);
  site.lifetime = "this call of f";
  site.size.bytes = 8;
  report.sites.push_back(std::move(site));
  return report.sites.back();
}

size_t widest(const std::string& text) {
  std::istringstream in(text);
  size_t most = 0;
  for (std::string line; std::getline(in, line);) most = std::max(most, display_width(line));
  return most;
}

size_t count(const std::string& text, std::string_view what) {
  size_t n = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("sites of a line that differ in name alone share a row, with their columns") {
  Report report = report_of("a, b := f()\nc := 1\n");
  add(report, "a", 0);
  add(report, "b", 3);
  add(report, "c", 12);
  std::string const table = summary_table(report, {Color::Never, 120});
  CHECK(table.find("variables a, b (1:1, 1:4)") != std::string::npos);
  CHECK(table.find("8 B each") != std::string::npos);
  CHECK(table.find("variable c (2:1)") != std::string::npos);
}

TEST_CASE("sites that differ in more have rows of their own") {
  Report report = report_of("a, b := f()\n");
  add(report, "a", 0);
  add(report, "b", 3, placement::Segment::Heap);
  std::string const table = summary_table(report, {Color::Never, 120});
  CHECK(table.find("variable a (1:1)") != std::string::npos);
  CHECK(table.find("variable b (1:4)") != std::string::npos);
}

TEST_CASE("a reason is said once, as a footnote") {
  Report report = report_of("a\nb\nc\n");
  for (uint32_t i = 0; i < 3; ++i) {
    Site& site = add(report, std::string(1, static_cast<char>('a' + i)), 2 * i, placement::Segment::Heap);
    site.certainty = placement::Certainty::Assumed;
    site.reason = i < 2 ? "It depends on one." : "It depends on two.";
  }
  std::string const table = summary_table(report, {Color::Never, 120});
  CHECK(count(table, "It depends on one.") == 1);
  CHECK(count(table, "heap (assumed) ¹") == 2);
  CHECK(count(table, "heap (assumed) ²") == 1);
  CHECK(table.ends_with("¹ It depends on one.\n² It depends on two.\n"));
}

TEST_CASE("the table is as wide as the terminal at most; a list where that is too narrow") {
  Report report = report_of("日本 := \"a name\"\n");
  Site& site = add(report, "日本", 0);
  site.notes = "a rather long sentence with a word_that_is_longer_than_most_columns_are in it";
  for (uint32_t width : {20U, 40U, 71U, 72U, 80U, 100U, 140U, 200U, 1000U}) {
    std::string const table = summary_table(report, {Color::Never, width});
    CAPTURE(width, table);
    CHECK(widest(table) <= width);
    CHECK((table.find("Component") != std::string::npos) == (width >= 72));
  }
}

TEST_CASE("every line of the table has the same width") {
  Report report = report_of("日本 := 1\n");
  add(report, "日本", 0);
  add(report, "é", 3);
  std::istringstream in(summary_table(report, {Color::Never, 100}));
  std::string first;
  std::getline(in, first);
  for (std::string line; std::getline(in, line);) CHECK(display_width(line) == display_width(first));
}

TEST_CASE("hints stand behind their line, those that do not fit under it") {
  Report report = report_of("\tx := 1\n\ty := 2\n");
  add(report, "x", 1, placement::Segment::Heap);
  std::string const wide = source_listing(report, report.files[0], {Color::Never, 120});
  CHECK(wide.find("x := 1                ◂ x: escapes to heap\n") != std::string::npos);
  CHECK(wide.find("y := 2\n") != std::string::npos);
  std::string const narrow = source_listing(report, report.files[0], {Color::Never, 40});
  CHECK(narrow.find("x := 1\n        ◂ x: escapes to heap\n") != std::string::npos);
}

TEST_CASE("no line of the listing ends in blanks") {
  Report report = report_of("x := 1\n\n\ny\n");
  add(report, "x", 0);
  CHECK(source_listing(report, report.files[0], {Color::Never, 120}).find(" \n") == std::string::npos);
}

TEST_CASE("where nothing is, the nearest sites are named") {
  Report report = report_of("x := 1\n\n// words\n}\nreturn\n");
  add(report, "x", 0, placement::Segment::Heap);
  auto answer = [&](uint32_t line) { return explain_nothing(report, report.files[0], {line, 0}, {}); };
  CHECK(answer(2).starts_with("a.go:2: the line is empty\n"));
  CHECK(answer(3).starts_with("a.go:3: the line is a comment\n"));
  CHECK(answer(4).starts_with("a.go:4: the line only opens or closes a block\n"));
  CHECK(answer(5).starts_with("a.go:5: nothing here creates storage\n"));
  CHECK(answer(5).find("1:1  variable x: escapes to heap") != std::string::npos);
}
