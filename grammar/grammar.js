/**
 * Tree-sitter grammar of Go 1.26, written from the language specification.
 *
 * What it promises: every program the specification's grammar derives is parsed without ERROR or MISSING nodes
 * and without a single GLR fork. In exchange it accepts a little more than Go; analysis/syntax sorts that out:
 *
 *  - Types and expressions share one rule wherever an expression may stand (`[]T(x)`, `make([]T)`, `case T:`,
 *    `a[T]`, `x.(type)`). `<-chan T` in such a place is the operator `<-` before a channel type.
 *  - A parameter is `name`, `name Type` or `Type`; which of the three a lone name is, the whole list decides.
 *  - `type T [x] E` is read as a type parameter list followed by a type, also when it is an array.
 *  - A label is any expression before `:`, the type of a composite literal any expression before `{`.
 *  - `if`, `for` and `switch` headers hold any simple statement.
 *
 * Composite literals and blocks: the headers of `if`, `for` and `switch` use a second family of expression
 * rules (`_h…`) in which only `[]T{`, `[n]T{`, `map[K]V{` and `struct{…}{` open a literal. Its nodes are always
 * aliased to the plain names, which costs nothing at run time.
 *
 * Speed: an expression has one hidden rule for all its forms, told apart by precedence, and hidden choices that stand
 * next to an operator are inlined. So the state behind an operand does nothing but one reduction of one child, which
 * the generator removes from the table; a hidden rule per level of operators would cost a reduction per level and operand.
 *
 * Automatic semicolons: a newline is a terminator token where the grammar allows a terminator and white space
 * elsewhere. Newlines after which the specification puts a semicolon that fits nowhere (`f(a⏎)`) are found by
 * analysis/syntax. A general comment that spans lines acts like a newline.
 */

const PREC = {
  postfix: 7,
  unary: 6,
  multiplicative: 5,
  additive: 4,
  comparative: 3,
  and: 2,
  or: 1,
};

const binary_operators = [
  [PREC.multiplicative, ['*', '/', '%', '<<', '>>', '&', '&^']],
  [PREC.additive, ['+', '-', '|', '^']],
  [PREC.comparative, ['==', '!=', '<', '<=', '>', '>=']],
  [PREC.and, ['&&']],
  [PREC.or, ['||']],
];

const unary_operators = ['+', '-', '!', '^', '*', '&', '~', '<-'];

const assignment_operators = ['=', ':=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '&^='];

/** One or more `rule`s between commas. Inlined, so that a list of one needs no reduction. */
const list1 = rule => seq(rule, repeat(seq(',', rule)));

/** The same with an optional comma at the end. */
const list1_comma = rule => seq(rule, repeat(seq(',', rule)), optional(','));

/** Declarations in parentheses; the terminator before `)` may be missing. */
const group = ($, rule) => seq('(', repeat(seq(rule, $._terminator)), optional(rule), ')');

/** Statements and their terminators; an empty statement is its own. */
const statements = $ => repeat(choice(seq($._statement, $._terminator), $._terminated_statement));

const clauses = $ => seq(repeat($.case_clause), optional(alias($.last_case_clause, $.case_clause)));

/** The operators and postfix forms of one family of expressions, of which `expression` is the hidden choice. */
const binary = (expression) =>
  choice(...binary_operators.map(([p, ops]) =>
    prec.left(p, seq(field('left', expression), field('operator', ops.length > 1 ? choice(...ops) : ops[0]), field('right', expression)))));

const unary = (expression) =>
  prec(PREC.unary, seq(field('operator', choice(...unary_operators)), field('operand', expression)));

const selector = ($, expression) => prec(PREC.postfix, seq(field('operand', expression), '.', field('field', $.identifier)));

const index = ($, expression) => prec(PREC.postfix, seq(
  field('operand', expression), '[', list1_comma(field('index', $._expression)), ']'));

const slice = ($, expression) => prec(PREC.postfix, seq(
  field('operand', expression), '[',
  optional(field('start', $._expression)), ':', optional(field('end', $._expression)),
  optional(seq(':', optional(field('capacity', $._expression)))), ']'));

const assertion = ($, expression) =>
  prec(PREC.postfix, seq(field('operand', expression), '.', '(', field('type', choice($._type, 'type')), ')'));

const call = ($, expression) => prec(PREC.postfix, seq(
  field('function', expression), '(',
  optional(seq(
    field('argument', $._expression), repeat(seq(',', field('argument', $._expression))),
    optional('...'), optional(','))),
  ')'));

/** The simple statements of one family, but for the expression statement, which needs no node. */
const assignment = (left) =>
  seq(field('left', left), field('operator', choice(...assignment_operators)), field('right', left));

module.exports = grammar({
  name: 'go',

  word: $ => $.identifier,

  extras: $ => [/[ \t\r\n]/, $.comment],

  inline: $ => [
    $._top_level_declaration, $._type_name, $._case_item, $._expressions, $._hexpressions, $._element, $._header,
    $._simple_statement, $._hsimple_statement, $._statement, $._last_statement,
  ],

  rules: {
    source_file: $ => seq(
      optional(seq(
        $.package_clause, $._terminator,
        repeat(seq($._top_level_declaration, $._terminator)),
      )),
    ),

    _terminator: $ => choice($._newline, $._semicolon, $._end_of_file, alias($._multiline_comment, $.comment)),

    package_clause: $ => seq('package', field('name', $.identifier)),

    // ---------------------------------------------------------------- Declarations

    _top_level_declaration: $ => choice(
      $.import_declaration, $.const_declaration, $.type_declaration, $.var_declaration,
      $.function_declaration, $.method_declaration),

    import_declaration: $ => seq('import', choice($.import_spec, group($, $.import_spec))),

    import_spec: $ => seq(
      optional(field('name', choice($.identifier, '.'))),
      field('path', choice($.interpreted_string, $.raw_string))),

    const_declaration: $ => seq('const', choice($.const_spec, group($, $.const_spec))),

    const_spec: $ => seq(
      list1(field('name', $.identifier)),
      optional(field('type', $._type)),
      optional(seq('=', field('value', $._expressions)))),

    var_declaration: $ => seq('var', choice($.var_spec, group($, $.var_spec))),

    var_spec: $ => seq(
      list1(field('name', $.identifier)),
      choice(
        seq(field('type', $._type), optional(seq('=', field('value', $._expressions)))),
        seq('=', field('value', $._expressions)))),

    type_declaration: $ => seq('type', choice($.type_spec, group($, $.type_spec))),

    type_spec: $ => seq(
      field('name', $.identifier),
      choice(
        seq(field('type_parameters', $.type_parameters), optional('='), field('type', $._type)),
        seq('=', field('type', $._type)),
        field('type', $._type_not_array))),

    /** Also the length of an array type in `type T [n]E`. */
    type_parameters: $ => seq('[', list1_comma(choice($._expression, $.type_parameter)), ']'),

    type_parameter: $ => prec(1, seq(field('name', $.identifier), field('constraint', $._plain_constraint))),

    /** A constraint that cannot be mistaken for the rest of an expression: `P *C` and `P (C)` can. */
    _plain_constraint: $ => choice($._constraint_head, alias($.constraint_union, $.union_type)),
    _constraint_head: $ => choice(
      $._type_name, $.generic_type, $._type_literal, $.array_type, $.tilde_type,
      alias($.receive_channel_type, $.channel_type)),
    constraint_union: $ => seq($._constraint_head, repeat1(seq('|', $._term))),

    function_declaration: $ => seq(
      'func', field('name', $.identifier),
      optional(field('type_parameters', $.type_parameters)),
      field('parameters', $.parameters), optional(field('result', $._result)),
      optional(field('body', $.block))),

    method_declaration: $ => seq(
      'func', field('receiver', $.parameters), field('name', $.identifier),
      optional(field('type_parameters', $.type_parameters)),
      field('parameters', $.parameters), optional(field('result', $._result)),
      optional(field('body', $.block))),

    parameters: $ => seq('(', optional(list1_comma(choice($._parameter_type, $.parameter))), ')'),

    parameter: $ => choice(
      seq(field('name', $.identifier), field('type', $._type)),
      seq(optional(field('name', $.identifier)), field('dots', '...'), field('type', $._type))),

    _parameter_type: $ => $._type,

    _result: $ => choice($._type_not_paren, $.parameters),

    // ---------------------------------------------------------------- Types

    _type: $ => choice($._type_not_paren, $.parenthesized_type),

    _type_not_paren: $ => choice($._type_not_array_or_paren, $.array_type),

    _type_not_array: $ => choice($._type_not_array_or_paren, $.parenthesized_type),

    _type_not_array_or_paren: $ => choice(
      $._type_name, $.generic_type, $.pointer_type, $._type_literal,
      alias($.receive_channel_type, $.channel_type)),

    _type_name: $ => choice($.identifier, $.qualified_type),

    /** Literal types that start the same way in a type and in an expression; array_type is apart. */
    _type_literal: $ => choice(
      $.slice_type, $.open_array_type, $.map_type, $.struct_type, $.channel_type, $.function_type,
      $.interface_type),

    qualified_type: $ => prec(1, seq(field('package', $.identifier), '.', field('name', $.identifier))),

    generic_type: $ => prec(1, seq(
      field('type', $._type_name), '[', list1_comma(field('argument', $._expression)), ']')),

    parenthesized_type: $ => seq('(', $._type, ')'),

    pointer_type: $ => seq('*', field('element', $._type)),

    array_type: $ => seq('[', field('length', $._expression), ']', field('element', $._type)),

    slice_type: $ => seq('[', ']', field('element', $._type)),

    open_array_type: $ => seq('[', '...', ']', field('element', $._type)),

    map_type: $ => seq('map', '[', field('key', $._type), ']', field('value', $._type)),

    channel_type: $ => prec(1, seq('chan', optional('<-'), field('element', $._type))),

    receive_channel_type: $ => seq('<-', 'chan', field('element', $._type)),

    function_type: $ => prec.right(seq(
      'func', field('parameters', $.parameters), optional(field('result', $._result)))),

    struct_type: $ => seq(
      'struct', '{', repeat(seq($.field_declaration, $._terminator)), optional($.field_declaration), '}'),

    field_declaration: $ => seq(
      choice(
        seq(field('name', $.identifier), repeat(seq(',', field('name', $.identifier))), field('type', $._type)),
        field('embedded', choice($._type_name, $.generic_type, alias($.embedded_pointer, $.pointer_type)))),
      optional(field('tag', choice($.interpreted_string, $.raw_string)))),

    embedded_pointer: $ => seq('*', field('element', choice($._type_name, $.generic_type))),

    interface_type: $ => seq(
      'interface', '{', repeat(seq($._interface_element, $._terminator)), optional($._interface_element), '}'),

    _interface_element: $ => choice($.method_element, $._term, $.union_type),

    method_element: $ => seq(
      field('name', $.identifier), field('parameters', $.parameters), optional(field('result', $._result))),

    union_type: $ => seq($._term, repeat1(seq('|', $._term))),

    _term: $ => choice($._type, $.tilde_type),

    tilde_type: $ => seq('~', field('type', $._type)),

    // ---------------------------------------------------------------- Statements

    block: $ => seq('{', statements($), optional($._last_statement), '}'),

    /** The last statement of a block needs no terminator before `}`. */
    _last_statement: $ => choice($._statement, alias($.empty_labeled_statement, $.labeled_statement)),

    /** Statements that carry their own `;`. */
    _terminated_statement: $ => choice(
      $.empty_statement, alias($.terminated_labeled_statement, $.labeled_statement)),

    empty_statement: $ => $._semicolon,

    labeled_statement: $ => seq(field('label', $._expression), ':', field('statement', $._statement)),
    terminated_labeled_statement: $ => seq(
      field('label', $._expression), ':', field('statement', $._terminated_statement)),
    empty_labeled_statement: $ => seq(
      field('label', $._expression), ':',
      optional(field('statement', alias($.empty_labeled_statement, $.labeled_statement)))),

    _statement: $ => choice(
      $.const_declaration, $.type_declaration, $.var_declaration,
      $.labeled_statement, $._simple_statement,
      $.go_statement, $.defer_statement, $.return_statement,
      $.break_statement, $.continue_statement, $.goto_statement, $.fallthrough_statement,
      $.block, $.if_statement, $.switch_statement, $.select_statement, $.for_statement),

    _simple_statement: $ => choice($._expression, $.send_statement, $.inc_dec_statement, $.assignment),

    send_statement: $ => seq(field('channel', $._expression), '<-', field('value', $._expression)),
    inc_dec_statement: $ => seq(field('operand', $._expression), field('operator', choice('++', '--'))),
    assignment: $ => assignment($._expressions),

    _hsimple_statement: $ => choice(
      $._hexpression, alias($.hsend_statement, $.send_statement),
      alias($.hinc_dec_statement, $.inc_dec_statement), alias($.hassignment, $.assignment)),

    hsend_statement: $ => seq(field('channel', $._hexpression), '<-', field('value', $._hexpression)),
    hinc_dec_statement: $ => seq(field('operand', $._hexpression), field('operator', choice('++', '--'))),
    hassignment: $ => assignment($._hexpressions),

    go_statement: $ => seq('go', field('call', $._expression)),
    defer_statement: $ => seq('defer', field('call', $._expression)),
    return_statement: $ => seq('return', optional(field('result', $._expressions))),
    break_statement: $ => seq('break', optional(field('label', $.identifier))),
    continue_statement: $ => seq('continue', optional(field('label', $.identifier))),
    goto_statement: $ => seq('goto', field('label', $.identifier)),
    fallthrough_statement: $ => 'fallthrough',

    if_statement: $ => seq(
      'if', optional($._header), field('then', $.block),
      optional(seq('else', field('else', choice($.block, $.if_statement))))),

    /** `init; condition`, with either part missing; what has to be there is checked later. */
    _header: $ => choice(
      field('condition', $._hsimple_statement),
      seq(optional(field('init', $._hsimple_statement)), $._terminator,
        optional(field('condition', $._hsimple_statement)))),

    switch_statement: $ => seq('switch', optional($._header), '{', clauses($), '}'),

    select_statement: $ => seq('select', '{', clauses($), '}'),

    case_clause: $ => seq(
      $._case_head, statements($)),

    /** Only the last clause may end in a statement without terminator. */
    last_case_clause: $ => seq(
      $._case_head, statements($),
      $._last_statement),

    _case_head: $ => seq(choice(seq('case', field('case', $._case_item)), 'default'), ':'),

    _case_item: $ => choice($._simple_statement, $.expression_list),

    for_statement: $ => seq(
      'for', optional(choice(field('condition', $._hsimple_statement), $.for_clause, $.range_clause)),
      field('body', $.block)),

    for_clause: $ => seq(
      optional(field('init', $._hsimple_statement)), $._terminator,
      optional(field('condition', $._hsimple_statement)), $._terminator,
      optional(field('post', $._hsimple_statement))),

    range_clause: $ => seq(
      optional(seq(field('left', $._hexpressions), field('operator', choice('=', ':=')))),
      'range', field('operand', $._hexpression)),

    // ---------------------------------------------------------------- Expressions

    /** A list of one is the expression itself. */
    _expressions: $ => choice($._expression, $.expression_list),
    expression_list: $ => seq($._expression, repeat1(seq(',', $._expression))),
    _hexpressions: $ => choice($._hexpression, alias($.hexpression_list, $.expression_list)),
    hexpression_list: $ => seq($._hexpression, repeat1(seq(',', $._hexpression))),

    _expression: $ => choice(
      $._operand, $._braced_type, $.unary_expression, $.binary_expression,
      $.selector_expression, $.index_expression, $.slice_expression,
      $.type_assertion, $.call_expression, $.composite_literal),
    unary_expression: $ => unary($._expression),
    binary_expression: $ => binary($._expression),
    selector_expression: $ => selector($, $._expression),
    index_expression: $ => index($, $._expression),
    slice_expression: $ => slice($, $._expression),
    type_assertion: $ => assertion($, $._expression),
    call_expression: $ => call($, $._expression),
    /** Which expressions may stand before the brace is checked later. */
    composite_literal: $ => prec(PREC.postfix, seq(field('type', $._expression), field('body', $.literal_value))),

    /** Types that are followed by `{` only in a composite literal, in a header too. */
    _braced_type: $ => choice($.array_type, $.slice_type, $.open_array_type, $.map_type, $.struct_type),

    _operand: $ => choice(
      $.identifier, $._literal, $.parenthesized_expression, $.function_literal,
      $.function_type, $.interface_type, $.channel_type),

    parenthesized_expression: $ => seq('(', $._expression, ')'),

    function_literal: $ => prec(1, seq(
      'func', field('parameters', $.parameters), optional(field('result', $._result)), field('body', $.block))),

    literal_value: $ => seq('{', optional(list1_comma(choice($._element, $.keyed_element))), '}'),
    _element: $ => choice($._expression, $.literal_value),
    keyed_element: $ => seq(field('key', $._element), ':', field('value', $._element)),

    _hexpression: $ => choice(
      $._operand,
      alias($.hunary_expression, $.unary_expression),
      alias($.hbinary_expression, $.binary_expression),
      alias($.hselector_expression, $.selector_expression),
      alias($.hindex_expression, $.index_expression),
      alias($.hslice_expression, $.slice_expression),
      alias($.htype_assertion, $.type_assertion),
      alias($.hcall_expression, $.call_expression),
      alias($.hcomposite_literal, $.composite_literal)),

    hunary_expression: $ => unary($._hexpression),
    hbinary_expression: $ => binary($._hexpression),
    hselector_expression: $ => selector($, $._hexpression),
    hindex_expression: $ => index($, $._hexpression),
    hslice_expression: $ => slice($, $._hexpression),
    htype_assertion: $ => assertion($, $._hexpression),
    hcall_expression: $ => call($, choice($._hexpression, $._braced_type)),
    hcomposite_literal: $ => prec(PREC.postfix, seq(field('type', $._braced_type), field('body', $.literal_value))),

    // ---------------------------------------------------------------- Tokens

    _literal: $ => choice($.number, $.rune, $.interpreted_string, $.raw_string),

    identifier: _ => /[A-Za-z_\u{80}-\u{10FFFF}][A-Za-z0-9_\u{80}-\u{10FFFF}]*/u,

    /** Every numeric literal, and malformed ones of the same extent (`0x`, `1_`, `08`, `0b1e3`). */
    number: _ => token(choice(
      /0[xX][0-9a-fA-F_]*(\.[0-9a-fA-F_]*)?([pP][+-]?[0-9_]*)?i?/,
      /([0-9][0-9_]*|0[bBoO][0-9_]*)(\.[0-9_]*)?([eEpP][+-]?[0-9_]*)?i?/,
      /\.[0-9][0-9_]*([eEpP][+-]?[0-9_]*)?i?/)),

    rune: _ => /'([^'\\\n]|\\[^\n])*'/,

    interpreted_string: _ => /"([^"\\\n]|\\[^\n])*"/,

    raw_string: _ => /`[^`]*`/,

    comment: _ => token(choice(/\/\/[^\n]*/, /\/\*([^*]|\*+[^*\/])*\*+\//)),

    // Regular expressions, since a token that is a string is a visible node. The precedence keeps the lexer from
    // skipping the newline as white space on its way to a longer token.
    _newline: _ => token(prec(2, /\n/)),
    _semicolon: _ => /;/,
    /** NUL is how the lexer sees the end of the file. */
    _end_of_file: _ => /\x00/,

    _multiline_comment: _ => token(prec(1, /\/\*([^*\n]|\*+[^*\/\n])*\**\n([^*]|\*+[^*\/])*\*+\//)),
  },
});
