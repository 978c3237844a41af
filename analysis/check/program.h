// A program being checked: the universe, its packages, and what all of them share. Packages that are imported are read from source and
// resolved on demand, declaration by declaration; their bodies are never checked. One thread at a time.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/check/info.h"
#include "analysis/source/build_constraint.h"
#include "analysis/source/go_module.h"
#include "analysis/source/goroot.h"
#include "analysis/source/source_table.h"
#include "analysis/syntax/ast.h"
#include "analysis/types/type.h"

namespace escapement::check {

using types::PackageId;

using Scope = absl::flat_hash_map<base::NameId, ObjectId>;

struct PackageFile {
  source::SourceFilePtr source;
  std::shared_ptr<const syntax::FileTree> tree;
  Scope imports;
  std::vector<PackageId> dot_imports;
};

struct PackageDecl {
  uint32_t file = 0;  // index into Package::files
  const syntax::DeclTree* tree = nullptr;
  uint32_t start = 0;  // of the declaration in its file
  Info info;
};

// Where a package-level object is declared.
struct Declared {
  uint32_t decl = 0;   // index into Package::decls
  NodeId spec;         // ValueSpec, TypeSpec, FuncDecl
  NodeId type;         // of a constant: inherited from the spec above where it has none
  NodeId value;        // initialiser; none where there is none, or shared
  bool shared_value = false;  // one call initialises all names of the spec
  enum class State : uint8_t { Untouched, Resolving, Done } state = State::Untouched;
};

struct Package {
  PackageId id;
  std::string path;
  std::string folder;
  base::NameId name;
  bool imported = false;
  std::vector<PackageFile> files;
  std::deque<PackageDecl> decls;
  Scope scope;
  std::vector<ObjectId> functions;  // FuncDecls with a body or without, methods too, in source order
  absl::flat_hash_map<uint32_t, Declared> declared;  // by ObjectId
  std::vector<base::Diagnostic> diagnostics;
  std::optional<source::GoModule> module;
};

class Program {
 public:
  Program(source::SourceTable& sources, source::Goroot goroot, source::BuildContext context);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // Makes a package of parsed files: collects its declarations and checks everything. `path` is its import path ("command-line-arguments").
  std::unique_ptr<Package> check(std::string path, std::string folder, std::vector<PackageFile> files);

  // The package an import path names, read if it has not been; null if there is none.
  Package* import(const std::string& path, const std::optional<source::GoModule>& module);
  Package* package(PackageId id) const { return by_id_.size() > id.value ? by_id_[id.value] : nullptr; }

  types::TypeTable& types() { return types_; }
  base::NameTable& names() { return names_; }
  const source::Goroot& goroot() const { return goroot_; }
  const Scope& universe() const { return universe_; }
  base::Place place(const Package& package, uint32_t decl, base::Span relative) const;
  // Where an object's name is declared; no file for the universe.
  base::Place place_of(ObjectId object) const;

 private:
  void resolve(ObjectId object);
  void collect(Package& package);
  void collect_decl(Package& package, uint32_t decl);
  void collect_import(Package& package, uint32_t decl, NodeId spec);
  void collect_consts(Package& package, uint32_t decl);
  void collect_vars(Package& package, uint32_t decl);
  void collect_types(Package& package, uint32_t decl);
  void collect_func(Package& package, uint32_t decl);
  void bind_methods(Package& package);
  ObjectId declare(Package& package, uint32_t decl, NodeId name, types::ObjectKind kind, Declared where);
  void make_universe();
  void register_package(Package& package);
  void gather_diagnostics(Package& package);

  source::SourceTable& sources_;
  source::Goroot goroot_;
  source::BuildContext context_;
  base::NameTable names_;
  types::TypeTable types_;
  Scope universe_;
  absl::flat_hash_map<std::string, std::unique_ptr<Package>> imported_;
  std::vector<Package*> by_id_{nullptr};
  absl::flat_hash_map<uint32_t, std::vector<std::pair<base::NameId, ObjectId>>> methods_by_base_;
};

enum class Builtin : uint8_t {
  None, Append, Cap, Clear, Close, Complex, Copy, Delete, Imag, Len, Make, Max, Min, New, Panic, Print, Println, Real, Recover,
  UnsafeAdd, UnsafeAlignof, UnsafeOffsetof, UnsafeSizeof, UnsafeSlice, UnsafeSliceData, UnsafeString, UnsafeStringData,
};

}  // namespace escapement::check
