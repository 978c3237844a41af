#include "server/lsp/inlining_view.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "server/render/inlining.h"

namespace escapement::lsp {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kHoverWait{150};
constexpr milliseconds kHintWait{10};
constexpr size_t kMostInstances = 4;  // that a hover shows

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

// The word at an offset, where it looks like the name in a call or of a function, or like `func`.
std::optional<base::Span> likely_name(std::string_view text, uint32_t offset) {
  base::Span word{offset, offset};
  while (word.begin > 0 && is_letter(text[word.begin - 1])) --word.begin;
  while (word.end < text.size() && is_letter(text[word.end])) ++word.end;
  if (word.size() == 0) return std::nullopt;
  bool const called = word.end < text.size() && (text[word.end] == '(' || text[word.end] == '[');
  bool const literal = text.substr(word.begin, word.size()) == "func";
  return called || literal ? std::optional(word) : std::nullopt;
}

template <class List>
InliningAt shown(const placement::ReportFile& file, const List& list) {
  InliningAt out{{}, list[0].in_file(list[0].answer->anchor)};
  for (size_t i = 0; i < std::min(list.size(), kMostInstances); ++i) {
    out.markdown += (i == 0 ? "" : "\n") + render::hover_markdown(file, list[i]);
  }
  if (list.size() > kMostInstances) out.markdown += fmt::format("\nand {} more instances\n", list.size() - kMostInstances);
  return out;
}

}  // namespace

std::optional<InliningAt> inlining_at(const Context& context, const View& view, uint32_t offset) {
  auto const name = likely_name(view.file->text, offset);
  // Who only looks at variables does not have a whole build compiled.
  bool const parenthesis = view.file->text[std::min<size_t>(offset, view.file->text.size() - 1)] == '(' ||
                           (offset > 0 && view.file->text[offset - 1] == ')') || view.file->text[offset] == ')';
  if (!name && !parenthesis) return std::nullopt;
  engine::InliningResult const result = context.engine.inlining(view.file->path, kHoverWait, context.stop);
  if (result.answers == nullptr) {
    if (!name) return std::nullopt;
    return InliningAt{fmt::format("Inlining: {}.\n", result.why), *name};
  }
  const engine::FileAnswers* const file = result.answers->file(view.file->path);
  if (file == nullptr) return std::nullopt;
  if (auto const functions = functions_at(*file, offset); !functions.empty()) return shown(*view.file, functions);
  if (auto const calls = calls_at(*file, offset); !calls.empty()) return shown(*view.file, calls);
  return std::nullopt;
}

std::vector<InliningHint> inlining_hints(const Context& context, const View& view, base::Span span, WithTooltips tooltips) {
  std::vector<InliningHint> out;
  engine::InliningResult const result = context.engine.inlining(view.file->path, kHintWait, context.stop);
  const engine::FileAnswers* const file = result.answers == nullptr ? nullptr : result.answers->file(view.file->path);
  if (file == nullptr) return out;
  auto const add = [&](uint32_t offset, const auto& placed) {
    std::string label = summary_of(*placed.answer);
    // Instances of a generic function stand at one place.
    bool const known = !out.empty() && out.back().offset == offset && out.back().label == label;
    if (label.empty() || known) return;
    out.push_back({offset, std::move(label), tooltips == WithTooltips::Yes ? render::hover_markdown(*view.file, placed) : std::string()});
  };
  for (const auto& each : functions_in(*file, span)) {
    if (!each.answer->literal) add(each.start + each.answer->head_end, each);
  }
  for (const auto& each : calls_in(*file, span)) add(each.in_file(each.answer->span).end, each);
  std::ranges::stable_sort(out, {}, &InliningHint::offset);
  return out;
}

}  // namespace escapement::lsp
