#include "server/render/style.h"

#include <fmt/format.h>

namespace escapement::render {

namespace {

using placement::Segment;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

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
  return static_cast<size_t>(std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

std::string padded(std::string_view text, size_t width) {
  size_t const used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string shortened(std::string_view text, size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  size_t end = 0;
  for (size_t columns = 0; end < text.size(); ++end) {
    if (!is_continuation(text[end]) && columns++ == width - 1) break;
  }
  return std::string(text.substr(0, end)) + "…";
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
      size_t end = 0;
      for (size_t columns = 0; end < word.size(); ++end) {
        if (!is_continuation(word[end]) && columns++ == width) break;
      }
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

namespace {

// Bytes of the UTF-8 sequence that `text` begins with; 0 if it begins with none.
size_t sequence_length(std::string_view text) {
  auto const first = static_cast<unsigned char>(text.front());
  size_t const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length > text.size()) return 0;
  for (size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  return length;
}

}  // namespace

std::string printable(std::string_view line) {
  std::string out;
  size_t column = 0;
  while (!line.empty()) {
    size_t const length = sequence_length(line);
    auto const first = static_cast<unsigned char>(line.front());
    if (first == '\t') {
      size_t const blanks = 4 - column % 4;
      out.append(blanks, ' ');
      column += blanks;
    } else if (length == 0) {
      out += "\xef\xbf\xbd";  // U+FFFD
      ++column;
    } else if (first < 0x20 || first == 0x7f) {
      out += "·";
      ++column;
    } else {
      out += line.substr(0, length);
      column += display_width(line.substr(0, length));
    }
    line.remove_prefix(std::max<size_t>(length, 1));
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
