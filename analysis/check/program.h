// A program being checked: the universe, its packages, and what all of them share. A package that is imported is read from source and
// resolved on demand, declaration by declaration; its bodies are checked only if it is itself asked for. One thread at a time, except as
// check/graph.h drives it.
#pragma once

#include <deque>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "analysis/base/stop.h"
#include "analysis/check/declaration_cycles.h"
#include "analysis/check/errors.h"
#include "analysis/check/info.h"
#include "analysis/check/scopes.h"
#include "analysis/source/build_constraint.h"
#include "analysis/source/goroot.h"
#include "analysis/source/source_table.h"
#include "analysis/syntax/ast.h"
#include "analysis/types/type.h"

namespace escapement::check {

using types::PackageId;

using Scope = absl::flat_hash_map<base::NameId, ObjectId>;

constexpr int kPackageLanguage = -1;

struct PackageFile {
  source::SourceFilePtr source;
  std::shared_ptr<const syntax::FileTree> tree;
  Scope imports;
  struct DotImport {
    PackageId package;
    ObjectId name;  // of the import, which is used where a name is found through it
  };
  std::vector<DotImport> dot_imports;
  // 22: by the rules of Go 1.22; 0: of the newest. kPackageLanguage: of the package, unless a //go:build line says otherwise.
  int language_minor = kPackageLanguage;
};

struct PackageDecl {
  uint32_t file = 0;  // index into Package::files
  const syntax::DeclTree* tree = nullptr;
  uint32_t start = 0;  // of the declaration in its file
  Info info;
};

// Where a package-level object is declared.
struct Declared {
  uint32_t decl = 0;          // index into Package::decls
  NodeId spec;                // ValueSpec, TypeSpec, FuncDecl
  NodeId type;                // of a constant: inherited from the spec above where it has none
  NodeId value;               // initialiser; none where there is none, or shared
  bool shared_value = false;  // one call initialises all names of the spec
  enum class State : uint8_t { Untouched, Resolving, Done } state = State::Untouched;
};

// A function literal in the initialiser of a package-level variable: its body is checked when all types are known.
struct PendingLiteral {
  uint32_t decl = 0;
  NodeId node;
  TypeId signature;
  ObjectId object;  // the variable
  constant::Value iota;
};

// What can be asked only when the types that a declaration mentions are known.
struct DelayedCheck {
  enum class Kind : uint8_t { Instance, MapKey, Variable, Receiver, Embedded, Union, EmbeddedField, Array, Element } kind = Kind::Instance;
  uint32_t decl = 0;
  NodeId node;
  TypeId type;  // the generic type
  types::TypeList args;
};

// A method whose receiver's type is not looked up yet.
struct UnboundMethod {
  base::NameId base;
  ObjectId method;
  bool pointer = false;
};

// An interface type as it stands in the source.
struct WrittenInterface {
  uint32_t decl = 0;
  NodeId node;
  TypeId type;
};

// One step of a package's initialisation (specification: "Package initialization"): these variables get the values of this expression.
struct Initializer {
  std::vector<ObjectId> variables;
  uint32_t decl = 0;
  NodeId value;
};

struct Package {
  PackageId id;
  std::string key;  // PackageSource::id of a package that was loaded
  std::string path;
  std::string folder;
  base::NameId name;
  bool imported = false;
  std::vector<PackageFile> files;
  std::deque<PackageDecl> decls;
  Scope scope;
  std::vector<ObjectId> objects;                                      // package-level ones and methods, in source order
  std::vector<ObjectId> functions;                                    // FuncDecls with a body or without, methods too, in source order
  absl::flat_hash_map<uint32_t, Declared> declared;                   // by ObjectId
  absl::flat_hash_map<uint32_t, std::vector<ObjectId>> dependencies;  // of variables, constants, functions on each other
  std::vector<PendingLiteral> literals;
  std::vector<DelayedCheck> delayed;
  std::vector<DelayedCheck> layouts;         // Array, Element: asked only in packages without errors, as gc does
  std::vector<WrittenInterface> interfaces;  // those with methods
  std::vector<uint32_t> cycle_errors;        // declarations that hold an error about a cycle of instances or interfaces
  std::vector<ObjectId> types;               // defined types, in the order in which their declarations were begun
  std::vector<Initializer> init_order;
  std::vector<base::Diagnostic> diagnostics;
  bool declared_cleanly = false;                             // nothing to report of its declarations but what their Infos hold
  bool ordered_cleanly = false;                              // nor of the order of initialisation
  std::vector<UnboundMethod> unbound_methods;                // while it is collected
  absl::flat_hash_map<std::string, Package*> known_imports;  // by path, where it is known before the program asks its importer
};

// The files of a package, and under which name it is kept: the same import path may mean different packages to different importers
// (vendor folders, packages with their tests).
struct PackageSource {
  std::string id;
  std::string path;
  std::string folder;
  std::vector<std::string> files;
  std::string name;        // of its package clause; empty: not known before its files are read
  int language_minor = 0;  // of its module: 22 for Go 1.22; 0: the newest
};

class Program {
 public:
  // What an import path means in a package; else why it means nothing, in a sentence.
  using Importer = std::function<std::expected<PackageSource, std::string>(const Package& from, const std::string& path)>;

  // The context's GOARCH is one that types::sizes_for knows.
  Program(source::SourceTable& sources, source::Goroot goroot, const source::BuildContext& context);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  // Declares assert(c), an error unless c is a constant that is true (go/types: DefPredeclaredTestFuncs): tests are written with it.
  void predeclare_assert();
  // Without one, packages can import unsafe only.
  void set_importer(Importer importer) { importer_ = std::move(importer); }

  // Makes a package of parsed files: collects its declarations and checks everything. `path` is its import path ("command-line-arguments").
  std::unique_ptr<Package> check(std::string path, std::string folder, std::vector<PackageFile> files, int language_minor = 0);
  // Checks everything in a package that was loaded.
  void check_all(Package& package);

  // Brings a checked package up to newer versions of its files if they differ in the bodies of functions and in nothing else: only those
  // bodies are checked, and the result is that of checking everything. False: they differ in more, and the package is as it was. When it
  // is stopped (base::Stopped), the package is of no more use.
  bool update_bodies(Package& package, const std::vector<PackageFile>& files);

  // The package an import path names, read if it has not been; else why there is none.
  std::expected<Package*, std::string> import(const std::string& path, const Package& from);
  Package* load(const PackageSource& source);
  // The steps of loading and checking, each once and in this order, for who drives them itself. Different packages may be read, declared
  // and finished at once on several threads as long as a package is declared after those it imports, which `known_imports` names; adding
  // is for one thread.
  Package& add(const PackageSource& source);
  void read(Package& package, const PackageSource& source);  // parses its files; what cannot be read is an error of the package
  void declare(Package& package);                            // collects and resolves its declarations
  void finish(Package& package);                             // bodies, order of initialisation, diagnostics
  // The bodies of generic functions and of methods of generic types, of a declared package that need not be finished: its importers compile
  // instances of them.
  void check_generic_bodies(Package& package);
  // The package that a package name denotes, read if it has not been; null: there is none.
  Package* imported_package(ObjectId name);
  // A package that check made is about to end.
  void forget(const Package& package) { by_id_[package.id.value] = nullptr; }
  Package* package(PackageId id) const { return by_id_.size() > id.value ? by_id_[id.value] : nullptr; }

  // The token that the work on a package asks, once per declaration and function. Asked between two of them, never inside, so a stopped
  // program can go on with another package.
  void watch(base::StopToken stop) { stop_ = std::move(stop); }
  void throw_if_stopped() const { base::throw_if_stopped(stop_); }
  // Whether a package of this folder has been read for its importers.
  bool has_imported(const std::string& folder) const;

  types::TypeTable& types() { return types_; }
  base::NameTable& names() { return names_; }
  base::NameId blank() const { return blank_; }
  ObjectId iota() const { return iota_; }
  const source::Goroot& goroot() const { return goroot_; }
  const Scope& universe() const { return universe_; }
  // Of this thread.
  Scopes& scopes();
  ResolutionPath& resolving();
  base::Place place(const Package& package, uint32_t decl, base::Span relative) const;
  // Where an object's name is declared; no file for the universe.
  base::Place place_of(ObjectId object) const;
  const std::string& path_of(base::FileId file) const { return sources_.path_of(file); }

 private:
  void resolve(ObjectId object);
  void collect(Package& package);
  void collect_decl(Package& package, uint32_t decl);
  void collect_import(Package& package, uint32_t decl, NodeId spec);
  bool import_later(Package& package, uint32_t decl, NodeId spec, const std::string& path);
  void report_import(Package& package, uint32_t decl, NodeId path, const std::string& text);
  void collect_consts(Package& package, uint32_t decl);
  void collect_vars(Package& package, uint32_t decl);
  void collect_types(Package& package, uint32_t decl);
  void collect_func(Package& package, uint32_t decl);
  void bind_methods(Package& package);
  void check_file_scopes(Package& package);
  ObjectId declare(Package& package, uint32_t decl, NodeId name, types::ObjectKind kind, Declared where);
  ObjectId put(Package& package, uint32_t decl, NodeId name, types::ObjectKind kind, Declared where);
  void make_universe();
  void register_package(Package& package);
  static void settle_languages(Package& package, int package_minor);
  std::unique_ptr<Package> make_package(const PackageSource& source);
  void resolve_declarations(Package& package);
  void resolve_all(Package& package);
  void report_direct_cycles(Package& package);
  void report_infinite_types(Package& package);
  void report_instance_cycle(Package& package);
  void report_interface_cycles(Package& package);
  void check_bodies(Package& package);
  void check_body(Package& package, ObjectId function);
  bool check_newer_body(Package& package, ObjectId function);
  void check_pending(Package& package);
  void order_initialisation(Package& package);
  void check_layouts(Package& package);
  void valid_layout(Package& package, const DelayedCheck& layout);
  void report_on_package(Package& package);  // what is asked when all bodies are checked; gathers everything
  void unused_imports(Package& package);
  bool is_standard(const Package& package) const;
  void gather_diagnostics(Package& package);

  source::SourceTable& sources_;
  source::Goroot goroot_;
  base::NameTable names_;
  types::TypeTable types_;
  Scope universe_;
  struct PerThread;
  std::unique_ptr<PerThread> per_thread_;
  base::NameId blank_, init_;
  ObjectId iota_;
  Importer importer_;
  absl::flat_hash_map<std::string, std::unique_ptr<Package>> imported_;  // by PackageSource::id
  absl::flat_hash_map<uint32_t, std::string> later_imports_;             // paths, by the package name's object
  std::vector<Package*> by_id_{nullptr};
  base::StopToken stop_;
};

// Whether anything has been reported, in a package whose diagnostics are not gathered yet.
bool has_errors(const Package& package);

// The order in which a package's variables are initialised (go/types: initorder.go); cycles are errors of the package.
void compute_init_order(Program& program, Package& package);

enum class Builtin : uint8_t {
  None,
  Append,
  Cap,
  Clear,
  Close,
  Complex,
  Copy,
  Delete,
  Imag,
  Len,
  Make,
  Max,
  Min,
  New,
  Panic,
  Print,
  Println,
  Real,
  Recover,
  UnsafeAdd,
  UnsafeAlignof,
  UnsafeOffsetof,
  UnsafeSizeof,
  UnsafeSlice,
  UnsafeSliceData,
  UnsafeString,
  UnsafeStringData,
  Assert,  // of tests alone: Program::predeclare_assert
};

}  // namespace escapement::check
