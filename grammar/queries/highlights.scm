; Highlighting of Go, with the capture names that Neovim, Helix and tree-sitter's own highlighter share.
; Of several captures of one node the last one in this file counts. A name alone can be a variable, a constant or a type:
; where the syntax says which, a later pattern captures it again.

; Names

(identifier) @variable

((identifier) @constant.builtin
  (#any-of? @constant.builtin "true" "false" "nil" "iota"))

(parameter name: (identifier) @variable.parameter)

(const_spec name: (identifier) @constant)

(selector_expression field: (identifier) @property)
(field_declaration name: (identifier) @property)
(keyed_element key: (identifier) @property)

(package_clause name: (identifier) @module)
(import_spec name: (identifier) @module)
(qualified_type package: (identifier) @module)

(labeled_statement label: (identifier) @label)
(goto_statement label: (identifier) @label)
(break_statement label: (identifier) @label)
(continue_statement label: (identifier) @label)

; Types: every place where nothing else may stand

(type_spec name: (identifier) @type.definition)
(type_spec type: (identifier) @type)
(type_parameter name: (identifier) @type)
(type_parameter constraint: (identifier) @type)
(qualified_type name: (identifier) @type)
(generic_type type: (identifier) @type)
(generic_type argument: (identifier) @type)
(var_spec type: (identifier) @type)
(const_spec type: (identifier) @type)
(parameter type: (identifier) @type)
(parameters (identifier) @type)
(function_declaration result: (identifier) @type)
(method_declaration result: (identifier) @type)
(function_literal result: (identifier) @type)
(function_type result: (identifier) @type)
(method_element result: (identifier) @type)
(field_declaration type: (identifier) @type)
(field_declaration embedded: (identifier) @type)
(pointer_type element: (identifier) @type)
(array_type element: (identifier) @type)
(slice_type element: (identifier) @type)
(open_array_type element: (identifier) @type)
(map_type key: (identifier) @type)
(map_type value: (identifier) @type)
(channel_type element: (identifier) @type)
(tilde_type type: (identifier) @type)
(union_type (identifier) @type)
(interface_type (identifier) @type)
(parenthesized_type (identifier) @type)
(type_assertion type: (identifier) @type)
(composite_literal type: (identifier) @type)

((identifier) @type.builtin
  (#any-of? @type.builtin
    "any" "bool" "byte" "comparable" "complex128" "complex64" "error" "float32" "float64" "int" "int16" "int32" "int64"
    "int8" "rune" "string" "uint" "uint16" "uint32" "uint64" "uint8" "uintptr"))

; Functions

(function_declaration name: (identifier) @function)
(method_declaration name: (identifier) @function.method)
(method_element name: (identifier) @function.method)

(call_expression function: (identifier) @function.call)
(call_expression function: (selector_expression field: (identifier) @function.method.call))
(call_expression function: (index_expression operand: (identifier) @function.call))

(call_expression
  function: (identifier) @function.builtin
  (#any-of? @function.builtin
    "append" "cap" "clear" "close" "complex" "copy" "delete" "imag" "len" "make" "max" "min" "new" "panic" "print"
    "println" "real" "recover"))

(call_expression
  function: (identifier) @type.builtin
  (#any-of? @type.builtin
    "bool" "byte" "complex128" "complex64" "error" "float32" "float64" "int" "int16" "int32" "int64" "int8" "rune" "string"
    "uint" "uint16" "uint32" "uint64" "uint8" "uintptr"))

; Literals and comments

(number) @number
(rune) @character
(interpreted_string) @string
(raw_string) @string
(import_spec path: (_) @string.special.path)
(comment) @comment

((comment) @keyword.directive
  (#match? @keyword.directive "^//(go:|export |line )"))

; Keywords

["break" "continue" "defer" "goto"] @keyword
(fallthrough_statement) @keyword

["const" "var"] @keyword
["type" "struct" "interface" "map" "chan"] @keyword.type
["package" "import"] @keyword.import
"func" @keyword.function
"return" @keyword.return
"go" @keyword.coroutine
["if" "else" "switch" "select" "case" "default"] @keyword.conditional
["for" "range"] @keyword.repeat

; Operators and punctuation

[
  "+" "-" "*" "/" "%" "&" "|" "^" "<<" ">>" "&^"
  "==" "!=" "<" "<=" ">" ">=" "&&" "||" "!" "~" "<-"
  "=" ":=" "+=" "-=" "*=" "/=" "%=" "&=" "|=" "^=" "<<=" ">>=" "&^=" "++" "--" "..."
] @operator

["(" ")" "[" "]" "{" "}"] @punctuation.bracket
["," "." ":"] @punctuation.delimiter
