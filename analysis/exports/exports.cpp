#include "analysis/exports/exports.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "analysis/exports/body_reader.h"
#include "analysis/exports/body_writer.h"
#include "analysis/exports/vocabulary.h"
#include "analysis/inline/library.h"

namespace escapement::exports {

using facts::InlineFunction;
using facts::ObjectName;
using types::ObjectId;

namespace {

uint32_t marks_of(const inlining::FunctionDecision& answer) {
  uint32_t out = 0;
  auto const mark = [&](bool holds, facts::FunctionMark bit) { out |= holds ? bit : 0U; };
  mark(answer.pragmas.noinline, facts::kNoInline);
  mark(answer.pragmas.cgo_unsafe_args, facts::kCgoUnsafeArguments);
  mark(answer.pragmas.uintptr_keep_alive, facts::kUintptrKeepAlive);
  mark(answer.pragmas.yes_write_barrier, facts::kYesWriteBarrier);
  mark(answer.noescape, facts::kNoEscape);
  mark(answer.uintptrescapes, facts::kUintptrEscapes);
  mark(answer.no_body, facts::kNoBody);
  mark(!answer.object, facts::kInstance);
  mark(answer.delays_results, facts::kDelaysResults);
  return out;
}

class Writer {
 public:
  Writer(check::Program& program, const check::Package& package, inlining::Library::Contents& library, const TagsOf& tags_of)
      : program_(program), t_(program.types()), package_(package), library_(library), tags_of_(tags_of), tables_(program, package) {}

  facts::InlineFacts run(const inlining::Compiled& compiled) {
    std::vector<const inlining::FunctionDecision*> sorted;
    for (const inlining::FunctionDecision& each : compiled.functions) sorted.push_back(&each);
    std::ranges::stable_sort(sorted, {}, [](const auto* each) -> const std::string& { return each->name; });
    std::vector<InlineFunction> functions;
    for (const inlining::FunctionDecision* each : sorted) functions.push_back(function(*each));
    std::vector<facts::Index> passed_on = write_passed_on();
    facts::InlineFacts out = std::move(tables_.facts());
    out.vocabulary = vocabulary();
    out.functions = std::move(functions);
    out.passed_on = std::move(passed_on);
    return out;
  }

 private:
  InlineFunction function(const inlining::FunctionDecision& answer) {
    InlineFunction out;
    out.name = answer.name;
    out.inlinable = answer.inlinable;
    out.cost = static_cast<uint32_t>(answer.cost);
    out.marks = marks_of(answer);
    out.reason = answer.reason;
    auto const object = answer.object ? tables_.find_object(answer.object) : std::nullopt;
    if (!object) return out;
    out.object = *object + 1;
    out.tags = tags_of(answer.object);
    if (!answer.inlinable) return out;
    const inlining::Callee* const callee = library_.find(answer.object);
    if (callee == nullptr || !callee->body || callee->index != 0)
      throw Unwritable{"a function that the library does not have: " + answer.name};
    out.body = write_body(tables_, *callee->body);
    return out;
  }

  std::vector<facts::Leaks> tags_of(ObjectId function) const {
    std::vector<facts::Leaks> out;
    const facts::FunctionFacts* const known = tags_of_ ? tags_of_(function) : nullptr;
    if (known == nullptr) return out;
    for (const facts::ParamFacts& each : known->params) out.push_back(each.pessimistic);
    return out;
  }

  // The library has them as a set of ids, whose order means nothing.
  std::vector<facts::Index> write_passed_on() {
    auto const objects = library_.passed_on_by(package_.id);
    if (!objects) return {};
    struct Named {
      std::string path, name;
      ObjectId object;
    };
    std::vector<Named> sorted;
    for (uint32_t each : *objects) {
      types::PackageId const package = t_.object(ObjectId(each)).package;
      sorted.push_back({t_.package(package).path, ir::function_name(program_, package, ObjectId(each)), ObjectId(each)});
    }
    std::ranges::sort(sorted, {}, [](const Named& each) { return std::tie(each.path, each.name); });
    std::vector<facts::Index> out;
    for (const Named& each : sorted) out.push_back(tables_.object(each.object));
    return out;
  }

  check::Program& program_;
  types::TypeTable& t_;
  const check::Package& package_;
  inlining::Library::Contents& library_;
  const TagsOf& tags_of_;
  TableWriter tables_;
};

class Reader {
 public:
  Reader(check::Program& program, const check::Package& package, const facts::InlineFacts& facts)
      : program_(program), package_(package), facts_(facts), tables_(program, package, facts) {}

  std::expected<void, std::string> read() {
    if (facts_.packages.empty()) return std::unexpected(fmt::format("there are no facts about what can be inlined of {}", package_.path));
    if (facts_.vocabulary != vocabulary()) {
      return std::unexpected(fmt::format("the facts of {} are written with other operations than this version has", package_.path));
    }
    if (auto read = tables_.read(); !read) return read;
    for (const InlineFunction& each : facts_.functions) {
      if (!each.tags.empty() && !fits(each)) {
        return std::unexpected(fmt::format("the facts of {} hold tags of {} that there cannot be", package_.path, each.name));
      }
      if (each.body.empty()) continue;
      auto callee = callee_of(each);
      if (!callee) return std::unexpected(fmt::format("the facts of {} hold a body of {} that there cannot be", package_.path, each.name));
      callees_.push_back(*std::move(callee));
    }
    return {};
  }

  void enter(inlining::Library::Contents& library) {
    for (inlining::Callee& each : callees_) library.add(ObjectId(static_cast<uint32_t>(each.id)), std::move(each));
    absl::flat_hash_set<uint32_t> passed_on;
    for (facts::Index each : facts_.passed_on) passed_on.insert(tables_.objects()[each].value);
    library.pass_on(package_.id, std::move(passed_on));
  }

  void tell_tags(const TakeTags& take) const {
    for (const InlineFunction& each : facts_.functions) {
      if (each.tags.empty()) continue;
      facts::FunctionFacts tags{each.name, {}, facts::uintptr_arguments(each.marks)};
      for (const facts::Leaks& leaks : each.tags) tags.params.push_back({leaks, leaks});
      take(object_of(each), std::move(tags));
    }
  }

 private:
  ObjectId object_of(const InlineFunction& function) const { return tables_.objects()[function.object - 1]; }

  bool is_own(ObjectId object) const {
    const types::Object& named = program_.types().object(object);
    return named.kind == types::ObjectKind::Func && named.package == package_.id;
  }

  // As many tags as parameters.
  bool fits(const InlineFunction& function) const {
    ObjectId const object = object_of(function);
    types::TypeTable& t = program_.types();
    if (!is_own(object) || t.kind(t.type_of(object)) != types::TypeKind::Signature) return false;
    types::Signature const signature = t.signature_of(t.type_of(object));
    return function.tags.size() == signature.params.size() + (signature.receiver ? 1 : 0);
  }

  std::optional<inlining::Callee> callee_of(const InlineFunction& function) {
    ObjectId const object = object_of(function);
    if (!is_own(object)) return std::nullopt;
    inlining::Callee out;
    out.body = read_body(tables_, program_.types(), package_, function.body, object);
    if (!out.body || out.body->funcs[0].name != function.name) return std::nullopt;
    bool const delays = (function.marks & facts::kDelaysResults) != 0;
    out.inlinability = {true, true, delays, static_cast<int>(function.cost), {}};
    out.id = object.value;
    out.name = fmt::format("{}.{}", program_.names().text(package_.name), function.name);
    out.plain = function.name;
    return out;
  }

  check::Program& program_;
  const check::Package& package_;
  const facts::InlineFacts& facts_;
  TableReader tables_;
  std::vector<inlining::Callee> callees_;
};

}  // namespace

std::expected<facts::InlineFacts, std::string> write_facts(check::Program& program, const check::Package& package,
                                                           const inlining::Compiled& compiled, inlining::Library& library,
                                                           const TagsOf& tags_of) {
  try {
    return Writer(program, package, library.contents(), tags_of).run(compiled);
  } catch (const Unwritable& unwritable) {
    return std::unexpected(fmt::format("package {} has no facts: they would have to hold {}", package.path, unwritable.what));
  }
}

std::expected<void, std::string> read_facts(check::Program& program, check::Package& package, const facts::InlineFacts& facts,
                                            inlining::Library& library, const TakeTags& take_tags) {
  Reader reader(program, package, facts);
  if (auto read = reader.read(); !read) return read;
  program.check_generic_bodies(package);
  reader.enter(library.contents());
  if (take_tags) reader.tell_tags(take_tags);
  return {};
}

}  // namespace escapement::exports
