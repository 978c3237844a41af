// The codes of this layer's errors: what cmd/compile/internal/types2 rejects in files whose syntax is right. A code names the rule that is
// broken; the sentence that comes with it says how.
#pragma once

#include <string_view>

namespace escapement::check::errors {

inline constexpr std::string_view kAddress = "check.address";           // the operand of & has no address
inline constexpr std::string_view kAppend = "check.append";             // the first argument of append is no slice
inline constexpr std::string_view kArguments = "check.arguments";       // a call whose arguments do not fit in number or kind
inline constexpr std::string_view kArrayLength = "check.array-length";  // no valid length of an array
inline constexpr std::string_view kAssertion = "check.assertion";       // x.(T) where x is no interface, or T cannot be in it
inline constexpr std::string_view kAssignment = "check.assignment";  // a value that does not fit where it goes, or a place that takes none
inline constexpr std::string_view kBlank = "check.blank";            // _ where a name or a value is needed
inline constexpr std::string_view kBranch = "check.branch";          // break, continue or goto that leads nowhere it may go
inline constexpr std::string_view kBuiltin = "check.builtin";        // a built-in function that is not called
inline constexpr std::string_view kCall = "check.call";              // what is called is no function
inline constexpr std::string_view kComparison = "check.comparison";  // operands that cannot be compared
inline constexpr std::string_view kComplex = "check.complex";        // arguments of complex, real or imag that do not fit
inline constexpr std::string_view kCondition = "check.condition";    // a condition that is not boolean
inline constexpr std::string_view kConstant = "check.constant";  // a constant without a constant value or with a type that has no constants
inline constexpr std::string_view kConstraint = "check.constraint";           // a type argument does not satisfy its constraint
inline constexpr std::string_view kConstraintType = "check.constraint-type";  // a constraint as the type of a variable
inline constexpr std::string_view kConversion = "check.conversion";           // a value that cannot be converted
inline constexpr std::string_view kCopy = "check.copy";                       // arguments of copy that do not fit
inline constexpr std::string_view kCount = "check.count";                     // more or fewer values than there are places
inline constexpr std::string_view kCycle = "check.cycle";                     // a declaration whose meaning depends on itself
inline constexpr std::string_view kDefine = "check.define";                   // the left of := is no name, or declares nothing new
inline constexpr std::string_view kDelete = "check.delete";                   // the first argument of delete is no map
inline constexpr std::string_view kDirective =
    "check.directive";                                           // a compiler directive that is malformed or means nothing where it stands
inline constexpr std::string_view kDivision = "check.division";  // integer division by zero
inline constexpr std::string_view kDuplicateCase = "check.duplicate-case";      // a case or default that is there already
inline constexpr std::string_view kDuplicateField = "check.duplicate-field";    // a field that is there already
inline constexpr std::string_view kDuplicateMethod = "check.duplicate-method";  // a method that is there already, or a field of its name
inline constexpr std::string_view kEmbeddedField = "check.embedded-field";      // a type that cannot be embedded in a struct
inline constexpr std::string_view kField = "check.field";                       // a composite literal names a field that is not there
inline constexpr std::string_view kImportNotFound = "check.import-not-found";   // an import path that means nothing
inline constexpr std::string_view kIndex = "check.index";  // an index that is out of range or no integer, or an operand without indices
inline constexpr std::string_view kIndirection = "check.indirection";  // * of what is no pointer
inline constexpr std::string_view kInference = "check.inference";      // type arguments that cannot be inferred
inline constexpr std::string_view kInfiniteType =
    "check.infinite-type";  // a type whose values would be infinitely large, or whose instances never end
inline constexpr std::string_view kInitialisationCycle = "check.initialisation-cycle";  // variables that need each other first
inline constexpr std::string_view kInterfaceCycle = "check.interface-cycle";            // an interface without a name that refers to itself
inline constexpr std::string_view kInvalidOperand = "check.invalid-operand";            // a name whose declaration has an error
inline constexpr std::string_view kIota = "check.iota";                                 // iota outside constant declarations
inline constexpr std::string_view kKeyValue = "check.key-value";                        // key: value outside composite literals
inline constexpr std::string_view kLabel = "check.label";                               // a label that is missing, unused or declared twice
inline constexpr std::string_view kLanguageVersion = "check.language-version";          // what a later version of Go brought
inline constexpr std::string_view kLiteral = "check.literal";           // a literal, basic or composite, whose parts are wrong
inline constexpr std::string_view kLiteralType = "check.literal-type";  // a composite literal of a type that has none, or of no known type
inline constexpr std::string_view kMake = "check.make";                 // arguments of make that do not fit
inline constexpr std::string_view kMapKey = "check.map-key";            // a type of keys that cannot be compared
inline constexpr std::string_view kMismatchedTypes = "check.mismatched-types";  // operands of different types
inline constexpr std::string_view kMissingBody = "check.missing-body";          // a function that cannot be written elsewhere has no body
inline constexpr std::string_view kMissingReturn = "check.missing-return";      // control may reach the end of a function with results
inline constexpr std::string_view kNesting = "check.nesting";                   // nested too deeply to be checked
inline constexpr std::string_view kNoValue = "check.no-value";                  // a call without results where a value is needed
inline constexpr std::string_view kNotAType = "check.not-a-type";               // something else where a type must stand
inline constexpr std::string_view kNotGeneric = "check.not-generic";            // type arguments for what has no type parameters
inline constexpr std::string_view kNotInstantiated = "check.not-instantiated";  // a generic type or function without type arguments
inline constexpr std::string_view kOperator = "check.operator";                 // an operator that the operand's type does not have
inline constexpr std::string_view kOverflow = "check.overflow";                 // a constant that its type cannot represent
inline constexpr std::string_view kPackage = "check.package";                   // a package name that is not followed by a selector
inline constexpr std::string_view kRange = "check.range";        // a range over what cannot be ranged over, or with too many variables
inline constexpr std::string_view kReceive = "check.receive";    // a receive from what is no channel, or only sends
inline constexpr std::string_view kReceiver = "check.receiver";  // a type that cannot have methods, or not here
inline constexpr std::string_view kRecursiveType = "check.recursive-type";  // a type that contains itself without a pointer between
inline constexpr std::string_view kRedeclared = "check.redeclared";         // a name that its block declares already
inline constexpr std::string_view kReturn = "check.return";                 // a return that does not fit the function's results
inline constexpr std::string_view kSelector = "check.selector";             // x.f where x has no such field or method
inline constexpr std::string_view kSend = "check.send";                     // a send to what is no channel, or only receives
inline constexpr std::string_view kShift = "check.shift";                   // operands that cannot be shifted, or not by this count
inline constexpr std::string_view kSlice = "check.slice";  // a slice expression of what has no slices, or with bounds that do not fit
inline constexpr std::string_view kSpecialFunction = "check.special-function";  // main or init declared as what they cannot be
inline constexpr std::string_view kSuspendedCall =
    "check.suspended-call";                                       // go or defer of what is no call, or of one that cannot be suspended
inline constexpr std::string_view kSwitch = "check.switch";       // a switch over values that cannot be compared
inline constexpr std::string_view kSyntax = "check.syntax";       // a syntax error stands where an expression or statement should
inline constexpr std::string_view kTooLarge = "check.too-large";  // a type whose values gc cannot lay out
inline constexpr std::string_view kTypeArguments = "check.type-arguments";  // more or fewer type arguments than there are type parameters
inline constexpr std::string_view kTypeAsValue = "check.type-as-value";     // a type where a value is needed
inline constexpr std::string_view kTypeParameter = "check.type-parameter";  // a type parameter where there may be none
inline constexpr std::string_view kTypeSwitch = "check.type-switch";        // x.(type) outside a type switch, or of what is no interface
inline constexpr std::string_view kUndeclared = "check.undeclared";         // a name that is not declared
inline constexpr std::string_view kUnion = "check.union";                   // a term that cannot be in its union
inline constexpr std::string_view kUnresolvedImport = "check.unresolved-import";  // a name from a package that was not found
inline constexpr std::string_view kUntypedNil = "check.untyped-nil";              // nil where no type can be told
inline constexpr std::string_view kUnusedImport = "check.unused-import";          // an import that is not used
inline constexpr std::string_view kUnusedValue = "check.unused-value";            // an expression whose value is not used
inline constexpr std::string_view kUnusedVariable = "check.unused-variable";      // a variable that is not used
inline constexpr std::string_view kVariadic = "check.variadic";                   // ... before a parameter that is not the last

}  // namespace escapement::check::errors
