#include "server/render/style.h"

#include <fmt/format.h>

#include "server/render/letters.h"

namespace escapement::render {

namespace {

using placement::Segment;

// The bytes of as many letters as fit into `width` columns.
size_t fitting(std::string_view text, size_t width) {
  size_t bytes = 0;
  for (size_t columns = 0; bytes < text.size();) {
    Letter const letter = first_letter(text.substr(bytes));
    if (columns + letter.columns > width) break;
    columns += letter.columns;
    bytes += letter.bytes;
  }
  return bytes;
}

struct Hue {
  uint8_t ansi256;
  std::string_view hex;
};

Hue hue(Segment segment) {
  switch (segment) {
    case Segment::Code: return {67, "#0072b2"};
    case Segment::Rodata: return {73, "#56b4e9"};
    case Segment::Data: return {175, "#cc79a7"};
    case Segment::Bss: return {139, "#9e7bb5"};
    case Segment::Stack: return {72, "#009e73"};
    case Segment::Heap: return {172, "#d55e00"};
    case Segment::None:
    case Segment::Unknown: break;
  }
  return {245, "#808080"};
}

}  // namespace

size_t display_width(std::string_view text) {
  size_t columns = 0;
  while (!text.empty()) {
    Letter const letter = first_letter(text);
    columns += letter.columns;
    text.remove_prefix(letter.bytes);
  }
  return columns;
}

std::string padded(std::string_view text, size_t width) {
  size_t const used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string shortened(std::string_view text, size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  return std::string(text.substr(0, fitting(text, width - 1))) + "…";
}

std::vector<std::string> wrapped(std::string_view text, size_t width) {
  std::vector<std::string> lines;
  std::string line;
  auto flush = [&] {
    lines.push_back(std::move(line));
    line.clear();
  };
  while (!text.empty()) {
    size_t const blank = text.find(' ');
    std::string_view word = text.substr(0, blank);
    text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) flush();
    while (display_width(word) > width) {
      size_t const end = std::max(fitting(word, width), first_letter(word).bytes);
      line = word.substr(0, end);
      word.remove_prefix(end);
      flush();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty() || lines.empty()) flush();
  return lines;
}

std::string printable(std::string_view line) {
  std::string out;
  size_t column = 0;
  while (!line.empty()) {
    Letter const letter = first_letter(line);
    auto const first = static_cast<unsigned char>(line.front());
    if (first == '\t') {
      size_t const blanks = 4 - column % 4;
      out.append(blanks, ' ');
      column += blanks;
    } else {
      bool const control = first < 0x20 || first == 0x7f;
      out += !letter.valid ? "\xef\xbf\xbd" : control ? std::string_view("·") : line.substr(0, letter.bytes);  // U+FFFD
      column += letter.columns;
    }
    line.remove_prefix(letter.bytes);
  }
  return out;
}

std::string one_line(std::string_view text) {
  constexpr size_t kLongest = 300;  // columns
  std::string out = printable(text.substr(0, text.find('\n')));
  if (text.find('\n') != std::string_view::npos) out += " …";
  return shortened(out, kLongest);
}

std::string styled(std::string_view text, Emphasis emphasis, Color color) {
  if (color == Color::Never || emphasis == Emphasis::None) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", emphasis == Emphasis::Bold ? 1 : 2, text);
}

std::string in_segment_color(std::string_view text, Segment segment, Color color) {
  if (color == Color::Never) return std::string(text);
  return fmt::format("\x1b[38;5;{}m{}\x1b[0m", hue(segment).ansi256, text);
}

std::string_view segment_fill(Segment segment) { return hue(segment).hex; }

}  // namespace escapement::render
