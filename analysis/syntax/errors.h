// The codes of this layer's errors. All of them are errors of syntax: what go/parser or cmd/compile/internal/syntax rejects.
#pragma once

#include <string_view>

namespace escapement::syntax::errors {

inline constexpr std::string_view kUnexpected = "syntax.unexpected";           // text that fits nowhere
inline constexpr std::string_view kMissing = "syntax.missing";                 // something required is not there
inline constexpr std::string_view kNewline = "syntax.newline";                 // a line ends where it must not
inline constexpr std::string_view kPackageClause = "syntax.package-clause";    // missing package clause
inline constexpr std::string_view kImportOrder = "syntax.import-order";        // import after another declaration
inline constexpr std::string_view kImportPath = "syntax.import-path";          // malformed import path
inline constexpr std::string_view kLiteral = "syntax.literal";                 // malformed number, rune or string
inline constexpr std::string_view kIdentifier = "syntax.identifier";           // character that no identifier may have
inline constexpr std::string_view kEncoding = "syntax.encoding";               // NUL, BOM, invalid UTF-8
inline constexpr std::string_view kNesting = "syntax.nesting";                 // nested too deeply
inline constexpr std::string_view kType = "syntax.type";                       // expression where a type must stand
inline constexpr std::string_view kParameters = "syntax.parameters";           // names and types mixed, misplaced ...
inline constexpr std::string_view kTypeParameters = "syntax.type-parameters";  // where there may be none, or malformed
inline constexpr std::string_view kHeader = "syntax.header";                   // if, for, switch header
inline constexpr std::string_view kLabel = "syntax.label";                     // label that is no name
inline constexpr std::string_view kCall = "syntax.call";                       // go/defer without a call
inline constexpr std::string_view kCase = "syntax.case";                       // malformed case
inline constexpr std::string_view kStatement = "syntax.statement";             // list of expressions where one must stand
inline constexpr std::string_view kSlice = "syntax.slice";                     // s[a::c]
inline constexpr std::string_view kTooLarge = "syntax.too-large";              // more text than offsets can name

}  // namespace escapement::syntax::errors
