#include "grammar/read_tree.h"

#include <string_view>
#include <vector>

#include "grammar/language.h"
#include "grammar/tables.h"

namespace escapement::grammar {
namespace {

constexpr TSSymbol kErrorSymbol = UINT16_MAX;

// To ask the runtime for the field of a child takes a while, and long lists stand in nodes that give their children none.
struct SymbolFacts {
  std::vector<bool> gives_fields;  // by symbol
  TSSymbol comment = 0;

  explicit SymbolFacts(const TSLanguage& language) : gives_fields(language.symbol_count) {
    for (uint16_t entry : action_entries()) {
      const TSParseAction* a = only_action(&language.parse_actions[entry]);
      if (a == nullptr || a->type != TSParseActionTypeReduce) continue;
      if (language.field_map_slices[a->reduce.production_id].length > 0) gives_fields[language.public_symbol_map[a->reduce.symbol]] = true;
    }
    comment = ts_language_symbol_for_name(&language, "comment", 7, true);
  }
  bool has_fields(TSSymbol parent) const { return parent < gives_fields.size() && gives_fields[parent]; }
};

const SymbolFacts& symbol_facts() {
  static const SymbolFacts facts(*language());
  return facts;
}

// A walk with a stack of its own: chains of operators nest as deep as they are long.
class Reader {
 public:
  Reader(TSNode node, std::string_view text, ConcreteTree& out)
      : facts_(symbol_facts()), text_(text), out_(out), cursor_(ts_tree_cursor_new(node)) {}
  ~Reader() { ts_tree_cursor_delete(&cursor_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void run(TSNode root) {
    out_.nodes.clear();
    out_.comments.clear();
    out_.has_error = ts_node_has_error(root);
    out_.root = node_of(root);
    if (!ts_tree_cursor_goto_first_child(&cursor_)) return;
    open(out_.root);
    for (;;) {
      if (enter()) continue;
      while (!ts_tree_cursor_goto_next_sibling(&cursor_)) {
        ConcreteNode done = close();
        if (parents_.empty()) {
          out_.root = done;
          return;
        }
        items_.push_back(done);
        ts_tree_cursor_goto_parent(&cursor_);
      }
    }
  }

 private:
  struct Parent {
    ConcreteNode node;
    size_t first_item;
    bool has_fields;
    bool sound_before;  // and `end_before` is where it ends
    uint32_t end_before;
  };

  static ConcreteNode node_of(TSNode node) {
    ConcreteNode n;
    n.begin = ts_node_start_byte(node);
    n.end = ts_node_end_byte(node);
    n.symbol = ts_node_symbol(node);
    return n;
  }

  void open(const ConcreteNode& n) { parents_.push_back({n, items_.size(), facts_.has_fields(n.symbol), false, 0}); }

  // Reads the node that the cursor is at; whether the cursor now is at its first child.
  bool enter() {
    TSNode node = ts_tree_cursor_current_node(&cursor_);
    Parent& parent = parents_.back();
    ConcreteNode n = node_of(node);
    if (n.symbol == facts_.comment) {
      out_.comments.push_back({n.begin, n.end});
      return false;
    }
    if (n.symbol == kErrorSymbol) parent.sound_before = false;
    if (n.symbol == kErrorSymbol || ts_node_is_missing(node)) return false;
    if (parent.has_fields) n.field = ts_tree_cursor_current_field_id(&cursor_);
    if (parent.sound_before && parent.end_before < n.begin)
      n.newline_before = text_.substr(parent.end_before, n.begin - parent.end_before).find('\n') != std::string_view::npos;
    parent.sound_before = true;
    parent.end_before = n.end;
    if (ts_tree_cursor_goto_first_child(&cursor_)) {
      open(n);
      return true;
    }
    items_.push_back(n);
    return false;
  }

  // The innermost node that is open, with its children.
  ConcreteNode close() {
    Parent parent = parents_.back();
    parents_.pop_back();
    parent.node.first_child = static_cast<uint32_t>(out_.nodes.size());
    parent.node.child_count = static_cast<uint32_t>(items_.size() - parent.first_item);
    out_.nodes.insert(out_.nodes.end(), items_.begin() + static_cast<ptrdiff_t>(parent.first_item), items_.end());
    items_.resize(parent.first_item);
    return parent.node;
  }

  const SymbolFacts& facts_;
  std::string_view text_;
  ConcreteTree& out_;
  TSTreeCursor cursor_;
  std::vector<Parent> parents_;
  std::vector<ConcreteNode> items_;
};

}  // namespace

void read_tree(TSNode node, std::string_view text, ConcreteTree& out) { Reader(node, text, out).run(node); }

}  // namespace escapement::grammar
