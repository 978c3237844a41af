#include "analysis/source/build_constraint.h"

#include <catch2/catch.hpp>
#include <string>

using namespace escapement::source;

namespace {

BuildContext target(const std::string& goos, const std::string& goarch, std::vector<std::string> tags = {}) {
  BuildContext context;
  context.goos = goos;
  context.goarch = goarch;
  context.tags = std::move(tags);
  context.tool_tags = default_tool_tags(context);
  return context;
}

bool holds(const std::string& line, const BuildContext& context = target("linux", "amd64")) {
  return parse_file_constraint(line + "\n\npackage p\n").holds(context);
}

std::string error(const std::string& line) {
  auto const parsed = parse_file_constraint(line + "\n\npackage p\n");
  return parsed.error ? parsed.error->text : "";
}

int least(const std::string& expression) { return parse_file_constraint("//go:build " + expression + "\n\npackage p\n").least_minor(); }

}  // namespace

TEST_CASE("a //go:build line is a boolean expression over tags") {
  CHECK(holds("//go:build linux"));
  CHECK(holds("//go:build linux && amd64"));
  CHECK(holds("//go:build windows || linux && !arm64"));
  CHECK(holds("//go:build !(windows || darwin)"));
  CHECK_FALSE(holds("//go:build ignore"));
  CHECK(holds("//go:build ignore", target("linux", "amd64", {"ignore"})));
  CHECK(holds("//go:build gc && !gccgo && !cgo"));
  CHECK(holds("\t//go:build\tlinux"));
  CHECK(holds("//go:buildings are no constraint"));
}

TEST_CASE("tags that a target brings along") {
  CHECK(holds("//go:build unix"));
  CHECK_FALSE(holds("//go:build unix", target("windows", "amd64")));
  CHECK(holds("//go:build linux", target("android", "arm64")));
  CHECK(holds("//go:build darwin", target("ios", "arm64")));
  CHECK(holds("//go:build solaris", target("illumos", "amd64")));
  CHECK(holds("//go:build go1.1 && go1.26 && !go1.27"));
  CHECK(holds("//go:build amd64.v1 && !amd64.v2"));
  CHECK(holds("//go:build goexperiment.regabiargs"));
  CHECK_FALSE(holds("//go:build goexperiment.regabiargs", target("linux", "386")));
}

TEST_CASE("// +build lines count where there is no //go:build line, above a blank line") {
  CHECK(holds("// +build linux,amd64 windows"));
  CHECK_FALSE(holds("// +build windows darwin"));
  CHECK_FALSE(holds("// +build linux\n// +build arm64"));  // lines are "and"
  CHECK(holds("//+build !windows"));
  CHECK_FALSE(holds("// +build !!linux"));
  CHECK(holds("//go:build linux\n// +build windows"));
  CHECK(parse_file_constraint("// +build windows\npackage p\n").holds(target("linux", "amd64")));  // documentation
}

TEST_CASE("constraints stand before anything that is no comment") {
  CHECK(holds("/* a\n//go:build windows\n*/"));
  CHECK_FALSE(holds("/* a */ //go:build linux\n//go:build windows"));
  CHECK(parse_file_constraint("package p\n\n//go:build windows\n").holds(target("linux", "amd64")));
  CHECK_FALSE(holds("\xEF\xBB\xBF//go:build windows"));
}

TEST_CASE("a malformed expression is an error with its offset, and the file belongs to no build") {
  CHECK(error("//go:build linux &&") == "a tag is missing at the end");
  CHECK(error("//go:build (linux") == "no \")\" for this \"(\"");
  CHECK(error("//go:build linux & amd64") == "unexpected \"& amd64\"");
  CHECK(error("//go:build !!linux") == "double negation is not allowed");
  CHECK(error("//go:build") == "a tag is missing at the end");
  CHECK(error("//go:build linux\n//go:build amd64") == "a second //go:build line");
  CHECK_FALSE(holds("//go:build linux linux"));
  CHECK(parse_file_constraint("// x\n\n//go:build a @\n\npackage p\n").error->offset == 19);
}

TEST_CASE("deep and long expressions end in bounded time") {
  CHECK(error("//go:build " + std::string(100000, '(') + "a") == "the build expression is too large");
  std::string longer = "//go:build a";
  for (int i = 0; i < 2000; ++i) longer += " || a";
  CHECK(error(longer) == "the build expression is too large");
}

TEST_CASE("a constraint implies a least release by its form") {
  CHECK(least("go1.22") == 22);
  CHECK(least("linux && go1.22") == 22);
  CHECK(least("(linux && go1.22) || (windows && go1.20)") == 20);
  CHECK(least("linux") == -1);
  CHECK(least("linux || go1.22") == -1);
  CHECK(least("!go1.22") == -1);
  CHECK(least("!(!go1.21 || !go1.19)") == 21);
  CHECK(parse_file_constraint("// +build go1.22\n\npackage p\n").least_minor() == -1);
}

TEST_CASE("a file's name may end in a system, an architecture, or both, behind a first underscore") {
  BuildContext const linux = target("linux", "amd64");
  for (const char* fits : {"a.go", "linux.go", "a_linux.go", "a_amd64.go", "a_linux_amd64.go", "a_linux_test.go", "a_plan10.go",
                           "a_linux_foo.go", "a_linux.s", "a.linux_arm64.go"}) {
    INFO(fits);
    CHECK(file_name_fits(fits, linux));
  }
  for (const char* other :
       {"a_windows.go", "a_arm64.go", "a_linux_arm64.go", "a_windows_amd64.go", "a_windows_test.go", "_windows.go", "a_arm64.s"}) {
    INFO(other);
    CHECK_FALSE(file_name_fits(other, linux));
  }
}
