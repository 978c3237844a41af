// Sentences for the places where a text stops being Go.
#pragma once

#include <string_view>

#include "analysis/syntax/builder.h"
#include "grammar/failure.h"

namespace escapement::syntax {

// `source` is the text that failed. The error's span is relative to it.
DeclError describe_failure(const grammar::Failure& failure, std::string_view source);

}  // namespace escapement::syntax
