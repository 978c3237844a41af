// What inlining decided about a package, by file and place: made from the answers of its declarations.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/inline/explain.h"

namespace escapement::check {
struct Package;
}

namespace escapement::engine {

// The answers of a declaration; their spans are relative to its start.
struct DeclarationAnswers {
  uint32_t start = 0;  // in the file, in bytes
  uint32_t end = 0;
  std::vector<inlining::AnswersPtr> copies;  // more than one: instances of a generic function
};

struct FileAnswers {
  std::string path;                              // absolute
  std::vector<DeclarationAnswers> declarations;  // by start
};

template <class Answer>
struct Placed {
  uint32_t start;  // of the declaration: where the answer's spans count from
  const Answer* answer;

  base::Span in_file(base::Span span) const { return span.shifted(start); }
};
using PlacedFunction = Placed<inlining::FunctionAnswer>;
using PlacedCall = Placed<inlining::CallAnswer>;

struct InliningAnswers {
  std::vector<FileAnswers> files;

  // Null: no file of the package.
  const FileAnswers* file(const std::string& path) const;
};

InliningAnswers answers_by_file(const check::Package& package, const inlining::Explanation& explanation);

// Where what is asked about is a call's name, an opening or closing parenthesis of it, or a function's name or `func`. Of generic functions
// one answer for each instance; equal ones once.
std::vector<PlacedCall> calls_at(const FileAnswers& file, uint32_t offset);
std::vector<PlacedFunction> functions_at(const FileAnswers& file, uint32_t offset);
// Those whose call or anchor ends in the span, by position.
std::vector<PlacedCall> calls_in(const FileAnswers& file, base::Span span);
std::vector<PlacedFunction> functions_in(const FileAnswers& file, base::Span span);

}  // namespace escapement::engine
