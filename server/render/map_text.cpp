#include <fmt/format.h>

#include "server/render/map_layout.h"
#include "server/render/render.h"
#include "server/render/style.h"

namespace escapement::render {

namespace {

using placement::MapObject;
using placement::MemoryMap;

constexpr size_t kWidestBox = 46;
constexpr size_t kGap = 3;
constexpr size_t kFrame = 4;  // columns of a box around its text

// A finished column: lines of equal width, plain text (colour is added to whole lines).
struct Block {
  std::vector<std::string> lines;
  size_t width = 0;
  placement::Segment segment;
};

std::vector<std::string> object_lines(const MemoryMap& map, const MapObject& object, size_t width) {
  std::vector<std::string> lines;
  std::string head = fmt::format("[{}] {}", object.id.value, printable(object.label));
  if (!object.detail.empty()) head += "  " + object.detail;
  for (const std::string& line : wrapped(head, width)) lines.push_back((lines.empty() ? "" : "    ") + line);
  for (const auto* arrow : arrows_from(map, object.id)) {
    std::string const& target = map.objects[arrow->to.value - 1].label;
    lines.push_back(shortened(fmt::format("    {} ─▶ [{}] {}", arrow->label, arrow->to.value, printable(target)), width));
  }
  return lines;
}

std::string bar(std::string_view left, std::string_view title, std::string_view right, size_t inner) {
  std::string out(left);
  if (!title.empty()) out += fmt::format("─ {} ", title);
  size_t const used = title.empty() ? 0 : display_width(title) + 3;
  for (size_t n = used; n < inner; ++n) out += "─";
  return out + std::string(right);
}

Block block_of(const MemoryMap& map, const MapColumn& column, size_t width) {
  Block block{{}, 0, column.segment};
  std::vector<std::vector<std::string>> boxes;
  size_t inner = display_width(column.title);
  for (const MapGroup& group : column.groups) {
    std::vector<std::string> box;
    for (const MapObject* object : group.objects) {
      for (std::string& line : object_lines(map, *object, std::min(kWidestBox, width - kFrame))) box.push_back(std::move(line));
    }
    for (const std::string& line : box) inner = std::max(inner, display_width(line) + 2);
    inner = std::max(inner, std::min(display_width(group.title), width - kFrame - 2) + 4);
    boxes.push_back(std::move(box));
  }
  block.width = inner + 2;
  std::string upper = column.title;
  std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  block.lines.push_back(padded(upper, block.width));
  for (size_t i = 0; i < boxes.size(); ++i) {
    block.lines.push_back(bar("┌", shortened(column.groups[i].title, inner - 4), "┐", inner));
    for (const std::string& line : boxes[i]) block.lines.push_back(fmt::format("│ {} │", padded(line, inner - 2)));
    block.lines.push_back(bar("└", "", "┘", inner));
  }
  return block;
}

std::string side_by_side(std::span<const Block> blocks, Color color) {
  size_t height = 0;
  for (const Block& block : blocks) height = std::max(height, block.lines.size());
  std::string out;
  for (size_t line = 0; line < height; ++line) {
    std::string text;
    for (const Block& block : blocks) {
      if (!text.empty()) text += std::string(kGap, ' ');
      text += line < block.lines.size() ? in_segment_color(block.lines[line], block.segment, color) : std::string(block.width, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  }
  return out;
}

}  // namespace

std::string map_text(const MemoryMap& map, const TextOptions& options) {
  std::string out = styled(fmt::format("Memory map of {}", map.root), Emphasis::Bold, options.color) + "\n\n";
  std::vector<Block> row;
  size_t used = 0;
  auto flush = [&] {
    if (!row.empty()) out += side_by_side(row, options.color) + "\n";
    row.clear();
    used = 0;
  };
  for (const MapColumn& column : map_columns(map)) {
    Block block = block_of(map, column, options.width);
    if (!row.empty() && used + kGap + block.width > options.width) flush();
    used += block.width + (row.empty() ? 0 : kGap);
    row.push_back(std::move(block));
  }
  flush();
  for (const std::string& remark : map.remarks) {
    for (const std::string& line : wrapped(remark, options.width)) out += line + "\n";
  }
  return out;
}

}  // namespace escapement::render
