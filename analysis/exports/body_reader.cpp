#include "analysis/exports/body_reader.h"

#include <limits>

#include "analysis/exports/body_fields.h"
#include "analysis/exports/body_writer.h"
#include "analysis/exports/well_formed.h"
#include "analysis/facts/bytes.h"

namespace escapement::exports {

using ir::LocalId;
using ir::NodeId;
using types::TypeId;

namespace {

constexpr uint32_t kUnread = std::numeric_limits<uint32_t>::max();

class BodyReader {
 public:
  BodyReader(const TableReader& tables, types::TypeTable& t, std::string_view bytes)
      : tables_(tables), t_(t), in_(bytes), unit_(std::make_shared<ir::Unit>()) {}

  std::shared_ptr<const ir::Unit> run(const check::Package& package, types::ObjectId object) {
    unit_->package = &package;
    unit_->compiled_in = package.id;
    unit_->file = element(tables_.files());
    if (in_.failed()) return nullptr;
    file_size_ = static_cast<uint32_t>(package.files[unit_->file].source->text.size());
    make_room();
    for (size_t i = 1; i < unit_->instances.size() && !in_.failed(); ++i) instance_fields(*this, unit_->instances[i]);
    for (auto i = static_cast<uint32_t>(unit_->funcs.size()); i-- > 0 && !in_.failed();) function(i);
    for (size_t i = 1; i < unit_->locals.size() && !in_.failed(); ++i) local_fields(*this, unit_->locals[i]);
    if (in_.failed() || !in_.at_end()) return nullptr;
    unit_->funcs[0].object = object;
    return unit_->funcs[0].outer ? nullptr : std::move(unit_);
  }

  template <class... Fields>
  void sparse(Fields&&... fields) {
    uint64_t const present = in_.number_up_to((uint64_t{1} << sizeof...(Fields)) - 1);
    unsigned bit = 0;
    (((present >> bit++ & 1) != 0 ? get(fields) : void()), ...);
  }

 private:
  // Each of them takes a byte or more.
  void make_room() {
    size_t const instances = in_.count();
    size_t const locals = in_.count();
    size_t const funcs = in_.count();
    if (instances == 0 || locals == 0 || funcs == 0) return in_.fail();
    unit_->instances.resize(instances);
    unit_->locals.resize(locals);
    unit_->funcs.resize(funcs);
    made_.resize(funcs);
  }

  void function(uint32_t index) {
    function_ = index;
    ir::Func& func = unit_->funcs[index];
    function_fields(*this, func);
    bool const before = (!func.outer || *func.outer < index) && (!func.range_parent || *func.range_parent < index);
    if (!before || func.outer.has_value() != (index != 0) || func.capture_positions.size() != func.captures.size()) in_.fail();
  }

  template <class T>
  T element(const std::vector<T>& table) {
    if (table.empty()) in_.fail();
    auto const index = static_cast<size_t>(in_.number_up_to(table.empty() ? 0 : table.size() - 1));
    return in_.failed() ? T() : table[index];
  }
  uint32_t function_index() { return static_cast<uint32_t>(in_.number_up_to(unit_->funcs.size() - 1)); }

  // ---- fields
  void get(bool& value) { value = true; }
  void get(uint8_t& value) { value = static_cast<uint8_t>(in_.number_up_to(UINT8_MAX)); }
  void get(uint32_t& value) { value = static_cast<uint32_t>(in_.number_up_to(UINT32_MAX)); }
  void get(ir::LocalRole& role) { role = static_cast<ir::LocalRole>(in_.number_up_to(static_cast<uint64_t>(ir::LocalRole::Temp))); }
  void get(std::string& text) {
    base::NameId const name = element(tables_.names());
    if (!in_.failed()) text = t_.names().text(name);
  }
  void get(base::NameId& name) { name = element(tables_.names()); }
  void get(TypeId& type) { type = element(tables_.types()); }
  void get(types::ObjectId& object) { object = element(tables_.objects()); }
  void get(LocalId& local) {
    local = LocalId(static_cast<uint32_t>(in_.number_up_to(unit_->locals.size() - 1)));
    if (!local) in_.fail();
  }
  void get(std::optional<ir::FuncIndex>& index) { index = function_index(); }
  void get(NodeId& id) { id = node(); }
  template <class T>
  void get(std::vector<T>& list) {
    size_t const size = in_.count();
    for (size_t i = 0; i < size && !in_.failed(); ++i) get_element(list.emplace_back());
  }
  void get(types::TypeList& list) {
    std::vector<TypeId> all;
    get(all);
    list = t_.keep(types::TypeList(all));
  }
  template <class T>
  void get_element(T& each) {
    get(each);
  }
  void get_element(NodeId& id) {
    if (in_.number_up_to(1) != 0) id = node();
  }
  void get(Position<uint32_t> position) {
    int64_t const offset = in_.signed_number() + int64_t{last_position_};
    if (offset < 0 || offset > int64_t{file_size_}) return in_.fail();
    position.offset = last_position_ = static_cast<uint32_t>(offset);
  }
  void get(Positions<std::vector<uint32_t>> positions) {
    size_t const size = in_.count();
    for (size_t i = 0; i < size && !in_.failed(); ++i) get(Position{positions.offsets.emplace_back()});
  }
  void get(NodeList<uint32_t> list) {
    std::vector<NodeId> nodes;
    get(nodes);
    list.list = unit_->add_list(nodes);
  }
  void get(NodeToken<ir::Node> token) {
    uint64_t const most = names_instance(token.node.op) ? std::min<uint64_t>(unit_->instances.size() - 1, UINT16_MAX) : UINT16_MAX;
    token.node.token = static_cast<uint16_t>(in_.number_up_to(most));
  }
  void get(Definition<NodeId> definition) {
    definition.statement = NodeId(static_cast<uint32_t>(in_.number_up_to(unit_->nodes.size() - 1)));
  }
  void get(FunctionOf<uint32_t> function) { function.index = function_index(); }
  void get(Reference<ir::Node> reference) {
    ir::Node& n = reference.node;
    switch (refers_to(n.op)) {
      case Refers::Value:
        n.ref = static_cast<uint32_t>(unit_->values.size());
        unit_->values.push_back(element(tables_.constants()));
        return;
      case Refers::Object: n.ref = element(tables_.objects()).value; return;
      case Refers::Local: {
        LocalId local;
        get(local);
        n.ref = local.value;
        return;
      }
      case Refers::Function: n.ref = literal(); return;
      case Refers::Nothing: return in_.fail();
    }
  }

  // A literal of the function at hand, made here and nowhere else. It has been read.
  uint32_t literal() {
    uint32_t const index = function_index();
    bool const good = index > function_ && !made_[index] && unit_->funcs[index].outer == function_;
    if (!good) in_.fail();
    made_[index] = true;
    return index;
  }

  NodeId node() {
    ir::Node n;
    n.op = static_cast<ir::Op>(in_.number_up_to(static_cast<uint64_t>(ir::Op::Fallthrough)));
    if (++depth_ > kDeepestNode) in_.fail();
    if (in_.failed()) return {};
    NodeId const id = unit_->add(n);
    Refers const to = refers_to(n.op);
    bool const needed = to == Refers::Value || to == Refers::Local || to == Refers::Function;
    if (needed) n.ref = kUnread;
    node_fields(*this, n);
    --depth_;
    if (in_.failed() || (needed && n.ref == kUnread) || !is_well_formed(*unit_, n)) {
      in_.fail();
      return {};
    }
    unit_->node(id) = n;
    return id;
  }

  const TableReader& tables_;
  types::TypeTable& t_;
  facts::ByteReader in_;
  std::shared_ptr<ir::Unit> unit_;
  std::vector<bool> made_;  // by index of the function: its literal was met
  uint32_t function_ = 0;
  uint32_t file_size_ = 0;
  uint32_t last_position_ = 0;
  int depth_ = 0;
};

}  // namespace

std::shared_ptr<const ir::Unit> read_body(const TableReader& tables, types::TypeTable& t, const check::Package& package,
                                          std::string_view bytes, types::ObjectId object) {
  return BodyReader(tables, t, bytes).run(package, object);
}

}  // namespace escapement::exports
