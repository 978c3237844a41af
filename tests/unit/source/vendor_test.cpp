#include <catch2/catch.hpp>

#include "analysis/source/vendor_list.h"
#include "tests/unit/source/file_tree.h"

using namespace escapement::source;
using namespace escapement::source::test;

namespace {

constexpr const char* kList =
    "# a.com/a v1.0.0\n## explicit; go 1.18\na.com/a\na.com/a/sub\n# b.com/b v1.0.0 => ../b\n## explicit\nb.com/b\n# b.com/b => ../b\n";

Files vendored(const std::string& go, const std::string& list = kList) {
  return {{"m/go.mod", "module m.com/m\ngo " + go + "\nrequire (\n\ta.com/a v1.0.0\n\tb.com/b v1.0.0\n)\nreplace b.com/b => ../b\n"},
          {"m/a.go", "package a\n"},
          {"m/vendor/modules.txt", list},
          {"m/vendor/a.com/a/a.go", "package a\n"},
          {"m/vendor/a.com/a/sub/s.go", "package sub\n"},
          {"m/vendor/b.com/b/b.go", "package b\n"},
          {"m/vendor/c.com/c/c.go", "package c\n"}};
}

std::string path_of(World& world, const std::string& import) {
  Resolution const found = world.resolve("m", import);
  return found.package ? found.package->folder.substr(world.tree.path().size() + 1) : std::string(found.error->code);
}

}  // namespace

TEST_CASE("from go 1.14 on a vendor folder is used, with each module's language version from modules.txt") {
  World world(vendored("1.20"));
  CHECK(path_of(world, "a.com/a/sub") == "m/vendor/a.com/a/sub");
  CHECK(world.resolve("m", "a.com/a/sub").package->language_minor == 18);
  CHECK(world.resolve("m", "b.com/b").package->language_minor == 16);
  CHECK(world.resolve("m", "c.com/c").error->text == "package c.com/c is in " + world.tree.path("m/vendor/c.com/c") + ", but " +
                                                         world.tree.path("m/vendor/modules.txt") + " does not list it");
  CHECK(world.loader().workspace_of(world.tree.path("m"))->errors().empty());
  CHECK(world.package("m/vendor/a.com/a")->import_path == "a.com/a");
}

TEST_CASE("before go 1.14, and with -mod=mod, it is not") {
  World old(vendored("1.13"));
  CHECK(path_of(old, "a.com/a") == "source.module-not-in-cache");
  World mod(vendored("1.20"), {}, {{"GOFLAGS", "-mod=mod"}});
  CHECK(path_of(mod, "a.com/a") == "source.module-not-in-cache");
  World forced(vendored("1.13"), {}, {{"GOFLAGS", "-mod=vendor"}});
  CHECK(path_of(forced, "a.com/a") == "m/vendor/a.com/a");
}

TEST_CASE("a workspace's vendor folder is for the workspace only") {
  World world(vendored("1.20", std::string("## workspace\n") + kList));
  CHECK(path_of(world, "a.com/a") == "source.module-not-in-cache");
}

TEST_CASE("each disagreement between go.mod and modules.txt is an error with its place") {
  World world(
      vendored("1.20", "# a.com/a v1.1.0\n## explicit\na.com/a\n# b.com/b v1.0.0\n## explicit\nb.com/b\n# d.com/d v1.0.0 => ../d\n"));
  auto const& errors = world.loader().workspace_of(world.tree.path("m"))->errors();
  REQUIRE(errors.size() == 4);
  CHECK(errors[0].path == world.tree.path("m/go.mod"));
  CHECK(errors[0].at.line == 4);
  CHECK(errors[0].text.starts_with("a.com/a@v1.0.0 is required here, but "));
  CHECK(errors[1].text.starts_with("b.com/b is replaced by ../b here, but not so in "));
  CHECK(errors[2].path == world.tree.path("m/vendor/modules.txt"));
  CHECK(errors[2].at.line == 1);
  CHECK(errors[2].text.starts_with("a.com/a@v1.1.0 is explicit here, but go.mod does not require it"));
  CHECK(errors[3].text.starts_with("d.com/d@v1.0.0 is replaced here, but not in go.mod"));
  CHECK(path_of(world, "a.com/a") == "m/vendor/a.com/a");
}

TEST_CASE("lines of modules.txt that cannot be understood are skipped") {
  VendorList const list =
      parse_vendor_list("modules.txt", "x\n# \n# a\n# a b\nq\n## explicit\n# a.com/a v1.0.0 =>\na.com/a extra words\na.com/a\n\n");
  REQUIRE(list.modules.size() == 1);
  CHECK(list.module_of_package.size() == 1);
  CHECK_FALSE(list.modules[0].is_explicit);
}
