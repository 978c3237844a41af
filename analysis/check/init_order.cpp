// Package initialization (specification: "Package initialization"; go/types: initorder.go): a variable is initialised once everything
// its initialiser depends on is, through functions too; what is ready goes in order of declaration.
#include <algorithm>
#include <set>

#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include "analysis/check/program.h"
#include "analysis/syntax/views.h"

namespace escapement::check {

using types::ObjectKind;

namespace {

class InitOrder {
 public:
  InitOrder(Program& program, Package& package) : program_(program), package_(package), t_(program.types()) {}

  void run() {
    make_nodes();
    connect();
    drop_functions();
    emit();
  }

 private:
  using Set = absl::flat_hash_set<uint32_t>;
  struct Node {
    ObjectId object;
    Set before;  // what it depends on
    Set after;   // what depends on it
    size_t left = 0;
  };

  void make_nodes() {
    for (ObjectId id : package_.objects) {
      ObjectKind const kind = t_.object(id).kind;
      if (kind != ObjectKind::Const && kind != ObjectKind::Var && kind != ObjectKind::Func) continue;
      index_[id.value] = static_cast<uint32_t>(nodes_.size());
      nodes_.push_back({id, {}, {}, 0});
    }
  }

  // The variable whose initialiser gives this one its value: of a, b = f() the first.
  ObjectId leader(ObjectId id) {
    const Declared& where = package_.declared[id.value];
    if (!where.shared_value) return id;
    const syntax::DeclTree& tree = *package_.decls[where.decl].tree;
    NodeId const first = syntax::views::ValueSpec(tree, where.spec).names()[0];
    return package_.decls[where.decl].info.objects[first.value];
  }

  void connect() {
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      auto const it = package_.dependencies.find(leader(nodes_[i].object).value);
      if (it == package_.dependencies.end()) continue;
      for (ObjectId dependency : it->second) {
        auto const found = index_.find(dependency.value);
        if (found == index_.end()) continue;
        nodes_[i].before.insert(found->second);
        nodes_[found->second].after.insert(i);
      }
    }
  }

  bool is_function(const Node& n) const { return t_.object(n.object).kind == ObjectKind::Func; }

  // What a function depends on, whoever uses it depends on. Cheap functions first keeps the sets small.
  void drop_functions() {
    std::vector<uint32_t> functions;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (is_function(nodes_[i])) functions.push_back(i);
    }
    std::ranges::stable_sort(functions, {}, [&](uint32_t i) { return nodes_[i].before.size() * nodes_[i].after.size(); });
    for (uint32_t f : functions) {
      Node& n = nodes_[f];
      for (uint32_t user : n.after) {
        if (user == f) continue;
        for (uint32_t used : n.before) {
          if (used == f) continue;
          nodes_[user].before.insert(used);
          nodes_[used].after.insert(user);
        }
        nodes_[user].before.erase(f);
      }
      for (uint32_t used : n.before) {
        if (used != f) nodes_[used].after.erase(f);
      }
      n.before.clear();
      n.after.clear();
    }
  }

  void emit() {
    // Constants first, then what waits for least, then order of declaration.
    auto key = [&](uint32_t i) { return std::tuple(t_.object(nodes_[i].object).kind != ObjectKind::Const, nodes_[i].left, i); };
    std::set<std::tuple<bool, size_t, uint32_t>> queue;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (is_function(nodes_[i])) continue;
      nodes_[i].left = nodes_[i].before.size();
      queue.insert(key(i));
    }
    absl::flat_hash_set<uint32_t> emitted;
    while (!queue.empty()) {
      uint32_t const i = std::get<2>(*queue.begin());
      queue.erase(queue.begin());
      Node& n = nodes_[i];
      if (n.left > 0) report_cycle(n.object);
      for (uint32_t user : n.after) {
        if (queue.erase(key(user)) == 0) continue;
        if (nodes_[user].left > 0) --nodes_[user].left;
        queue.insert(key(user));
      }
      if (t_.object(n.object).kind == ObjectKind::Var) initialise(n.object, emitted);
    }
  }

  void initialise(ObjectId id, absl::flat_hash_set<uint32_t>& emitted) {
    const Declared& where = package_.declared[id.value];
    syntax::views::ValueSpec const spec(*package_.decls[where.decl].tree, where.spec);
    if (!where.value && !where.shared_value) return;
    if (!emitted.insert(leader(id).value).second) return;
    Initializer out;
    out.decl = where.decl;
    out.value = where.shared_value ? spec.values()[0] : where.value;
    if (where.shared_value) {
      for (NodeId each : spec.names()) out.variables.push_back(package_.decls[where.decl].info.objects[each.value]);
    } else {
      out.variables.push_back(id);
    }
    package_.init_order.push_back(std::move(out));
  }

  // Only what can be reached from itself is part of a cycle; the rest merely waits for one.
  void report_cycle(ObjectId id) {
    absl::flat_hash_set<uint32_t> seen;
    std::vector<ObjectId> todo{id};
    while (!todo.empty()) {
      ObjectId const from = todo.back();
      todo.pop_back();
      auto const it = package_.dependencies.find(leader(from).value);
      if (it == package_.dependencies.end()) continue;
      for (ObjectId next : it->second) {
        if (next == id) {
          package_.diagnostics.push_back(
              {base::Severity::Error,
               errors::kInitialisationCycle,
               program_.place_of(id),
               fmt::format("the initialisation of {} depends on itself", program_.names().text(t_.object(id).name)),
               {}});
          return;
        }
        if (seen.insert(next.value).second) todo.push_back(next);
      }
    }
  }

  Program& program_;
  Package& package_;
  types::TypeTable& t_;
  std::vector<Node> nodes_;
  absl::flat_hash_map<uint32_t, uint32_t> index_;
};

}  // namespace

void compute_init_order(Program& program, Package& package) {
  package.init_order.clear();
  InitOrder(program, package).run();
}

}  // namespace escapement::check
