#include "grammar/fresh_parser.h"

#include <algorithm>
#include <span>

#include "grammar/failure.h"
#include "grammar/fast_lexer.h"
#include "grammar/language.h"
#include "grammar/tables.h"
#include "grammar/utf8.h"

namespace escapement::grammar {
namespace {

enum class ActionKind : uint8_t { Refuse, Shift, ShiftExtra, Reduce, Accept };

// An action as the loop wants it: one word.
struct alignas(uint64_t) Action {
  ActionKind kind = ActionKind::Refuse;
  uint8_t child_count = 0;
  uint16_t target = 0;      // the state or the symbol
  uint16_t production = 0;  // 0: without fields
};

Action decode(const TSParseActionEntry* entry) {
  const TSParseAction* a = only_action(entry);
  if (a == nullptr) return {};
  switch (a->type) {
    case TSParseActionTypeShift: return {a->shift.extra ? ActionKind::ShiftExtra : ActionKind::Shift, 0, a->shift.state, 0};
    case TSParseActionTypeReduce: return {ActionKind::Reduce, a->reduce.child_count, a->reduce.symbol, a->reduce.production_id};
    default: return {ActionKind::Accept, 0, 0, 0};
  }
}

bool forks_at(const TSParseActionEntry* entry) {
  int actions = 0;
  for (uint8_t i = 0; i < entry->entry.count; ++i) {
    const TSParseAction& a = entry[1 + i].action;
    actions += !(a.type == TSParseActionTypeShift && a.shift.repetition);
  }
  return actions > 1;
}

struct FieldOfChild {
  uint8_t child;
  TSFieldId field;
};

// All that the loop needs, laid out for it.
struct Tables {
  const TSLanguage& language;
  TokenTables tokens;
  std::vector<Action> actions;          // by the values of the parse table, where those belong to tokens
  std::vector<FieldOfChild> fields;     // by production
  std::vector<uint32_t> first_field;    // production → index in `fields`
  std::vector<TSSymbol> names;          // symbol → what it is to the outside; 0: hidden
  bool forks = false, aliases = false;  // never: the grammar does without

  explicit Tables(const TSLanguage& l) : language(l), tokens(l) {
    read_actions();
    read_fields();
    // Comments stand apart, those that end a statement too.
    const TSSymbol comment = tokens.mode(kStartState).comment;
    for (TSSymbol s = 0; s < l.symbol_count; ++s) {
      bool named = l.symbol_metadata[s].visible && l.public_symbol_map[s] != comment;
      names.push_back(named ? l.public_symbol_map[s] : TSSymbol{0});
    }
    const size_t aliased = size_t{l.production_id_count} * l.max_alias_sequence_length;
    aliases = std::any_of(l.alias_sequences, l.alias_sequences + aliased, [](TSSymbol s) { return s != 0; });
  }

  uint16_t value(TSStateId state, TSSymbol symbol) const { return language.parse_table[size_t{state} * language.symbol_count + symbol]; }

 private:
  void read_actions() {
    actions.resize(action_entries().back() + 1U);
    for (uint16_t index : action_entries()) {
      actions[index] = decode(&language.parse_actions[index]);
      forks |= forks_at(&language.parse_actions[index]);
    }
  }
  // Those that a production gives itself; what hidden children give to theirs was given when these were made.
  void read_fields() {
    for (uint32_t p = 0; p < language.production_id_count; ++p) {
      first_field.push_back(static_cast<uint32_t>(fields.size()));
      TSFieldMapSlice slice = language.field_map_slices[p];
      for (const TSFieldMapEntry& e : std::span(language.field_map_entries + slice.index, slice.length))
        if (!e.inherited) fields.push_back({e.child_index, e.field_id});
    }
    first_field.push_back(static_cast<uint32_t>(fields.size()));
  }
};

const Tables& tables() {
  static const Tables instance(*language());
  return instance;
}

}  // namespace

struct FreshParser::Reduction {
  const Action& action;
  uint32_t place;  // of what has no children
};

// Deeper productions speak first.
void FreshParser::set_fields(uint16_t production, size_t first) {
  const Tables& t = tables();
  for (uint32_t i = t.first_field[production]; i < t.first_field[production + 1U]; ++i) {
    size_t child = first + t.fields[i].child;
    size_t items_end = child + 1 < stack_.size() ? stack_[child + 1].first_item : items_.size();
    for (size_t item = stack_[child].first_item; item < items_end; ++item)
      if (items_[item].field == 0) items_[item].field = t.fields[i].field;
  }
}

// Takes the children from the stack; what is made of them stands there instead.
void FreshParser::reduce(const Reduction& r, ConcreteTree& tree) {
  const Tables& t = tables();
  const Action& a = r.action;
  const size_t first = stack_.size() - a.child_count;
  if (a.production != 0) set_fields(a.production, first);
  Entry made{static_cast<uint32_t>(items_.size()), r.place, r.place, 0, false};
  if (a.child_count > 0) {
    made = stack_[first];
    made.end = stack_.back().end;
    stack_.resize(first);
  }
  made.state = t.value(stack_.back().state, a.target);
  if (TSSymbol name = t.names[a.target]; name != 0) {
    ConcreteNode node{made.begin, made.end, static_cast<uint32_t>(tree.nodes.size()), 0, made.newline_before, name, 0};
    node.child_count = static_cast<uint32_t>(items_.size() - made.first_item);
    if (node.child_count > 0) items_[made.first_item].newline_before = 0;  // it has no sibling before it
    tree.nodes.insert(tree.nodes.end(), items_.begin() + made.first_item, items_.end());
    items_.resize(made.first_item);
    items_.push_back(node);
  }
  stack_.push_back(made);
}

bool FreshParser::parse(const std::string& text, ConcreteTree& tree) {
  const Tables& t = tables();
  tree.nodes.clear();
  tree.comments.clear();
  tree.has_error = false;
  if (t.forks || t.aliases || !t.tokens.complete() || !is_plain_text(text)) return false;
  stack_.assign(1, {0, 0, 0, kStartState, false});
  items_.clear();
  FastLexer lexer(t.tokens, text, tree.comments);
  for (;;) {
    TSStateId state = stack_.back().state;
    TSSymbol token = lexer.next(state, [&](TSSymbol keyword) { return t.value(state, keyword) != 0; });
    if (token == FastLexer::kNoToken || lexer.comments_before() > kMostChildren) return false;
    Action action = t.actions[t.value(state, token)];
    while (action.kind == ActionKind::Reduce) {
      reduce({action, lexer.token_begin()}, tree);
      action = t.actions[t.value(stack_.back().state, token)];
    }
    if (action.kind == ActionKind::Accept) break;
    if (action.kind != ActionKind::Shift) return false;
    Entry shifted{static_cast<uint32_t>(items_.size()), lexer.token_begin(), lexer.token_end(), action.target, lexer.newline_before()};
    if (TSSymbol name = t.names[token]; name != 0) items_.push_back({shifted.begin, shifted.end, 0, 0, shifted.newline_before, name, 0});
    stack_.push_back(shifted);
  }
  tree.root = items_.back();
  return true;
}

}  // namespace escapement::grammar
