#include "analysis/engine/inlining_answers.h"

#include <algorithm>
#include <tuple>

#include "analysis/check/program.h"

namespace escapement::engine {

namespace {

using inlining::CallAnswer;
using inlining::FunctionAnswer;

const std::vector<CallAnswer>& list_of(const inlining::Answers& answers, const CallAnswer*) { return answers.calls; }
const std::vector<FunctionAnswer>& list_of(const inlining::Answers& answers, const FunctionAnswer*) { return answers.functions; }

// What a reader would see twice; the function in which the call stands differs between instances.
bool same(const CallAnswer& a, const CallAnswer& b) {
  auto const key = [](const CallAnswer& c) { return std::tie(c.verdict, c.callee, c.cost, c.limit, c.reason, c.devirtualized, c.span); };
  return key(a) == key(b);
}
bool same(const FunctionAnswer& a, const FunctionAnswer& b) { return a.name == b.name && a.span == b.span; }

// Calls visit with each answer of the declarations that touch the span.
template <class Answer, class Wanted>
std::vector<Placed<Answer>> collect(const FileAnswers& file, base::Span span, Wanted wanted) {
  std::vector<Placed<Answer>> out;
  auto declaration = std::ranges::lower_bound(file.declarations, span.begin, {}, &DeclarationAnswers::end);
  for (; declaration != file.declarations.end() && declaration->start <= span.end; ++declaration) {
    size_t const first = out.size();
    for (const inlining::AnswersPtr& copy : declaration->copies) {
      for (const Answer& each : list_of(*copy, static_cast<const Answer*>(nullptr))) {
        Placed<Answer> const placed{declaration->start, &each};
        if (!wanted(placed)) continue;
        bool const known = std::any_of(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
                                       [&](const Placed<Answer>& other) { return same(*other.answer, each); });
        if (!known) out.push_back(placed);
      }
    }
  }
  return out;
}

// Keeps the innermost: those of the shortest span.
template <class Answer>
void keep_innermost(std::vector<Placed<Answer>>& list) {
  if (list.empty()) return;
  uint32_t const least = std::ranges::min(list, {}, [](const auto& p) { return p.answer->span.size(); }).answer->span.size();
  std::erase_if(list, [&](const auto& p) { return p.answer->span.size() != least; });
}

bool is_asked_about(const PlacedCall& call, uint32_t offset) {
  base::Span const anchor = call.in_file(call.answer->anchor);
  uint32_t const end = call.in_file(call.answer->span).end;
  return anchor.touches(offset) || offset == end || offset + 1 == end;
}

}  // namespace

const FileAnswers* InliningAnswers::file(const std::string& path) const {
  auto const found = std::ranges::find(files, path, &FileAnswers::path);
  return found == files.end() ? nullptr : &*found;
}

InliningAnswers answers_by_file(const check::Package& package, const inlining::Explanation& explanation) {
  InliningAnswers out;
  for (const check::PackageFile& file : package.files) out.files.push_back({file.source->path, {}});
  for (size_t i = 0; i < explanation.declarations.size() && i < package.decls.size(); ++i) {
    if (explanation.declarations[i].empty()) continue;
    const check::PackageDecl& decl = package.decls[i];
    auto const size = static_cast<uint32_t>(decl.tree->text().size());
    out.files[decl.file].declarations.push_back({decl.start, decl.start + size, explanation.declarations[i]});
  }
  for (FileAnswers& file : out.files) std::ranges::sort(file.declarations, {}, &DeclarationAnswers::start);
  return out;
}

std::vector<PlacedCall> calls_at(const FileAnswers& file, uint32_t offset) {
  auto out = collect<CallAnswer>(file, {offset, offset}, [&](const PlacedCall& call) { return is_asked_about(call, offset); });
  keep_innermost(out);
  return out;
}

std::vector<PlacedFunction> functions_at(const FileAnswers& file, uint32_t offset) {
  auto out = collect<FunctionAnswer>(
      file, {offset, offset}, [&](const PlacedFunction& function) { return function.in_file(function.answer->anchor).touches(offset); });
  keep_innermost(out);
  return out;
}

std::vector<PlacedCall> calls_in(const FileAnswers& file, base::Span span) {
  return collect<CallAnswer>(file, span, [&](const PlacedCall& call) { return span.touches(call.in_file(call.answer->span).end); });
}

std::vector<PlacedFunction> functions_in(const FileAnswers& file, base::Span span) {
  return collect<FunctionAnswer>(file, span,
                                 [&](const PlacedFunction& function) { return span.touches(function.start + function.answer->head_end); });
}

}  // namespace escapement::engine
