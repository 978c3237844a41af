#include "analysis/source/versions.h"

#include <catch2/catch.hpp>

using namespace escapement::source;

TEST_CASE("module versions are ordered by semantic versioning") {
  const char* const ascending[] = {"v0.0.0-20200101000000-abcdefabcdef",
                                   "v0.1.0",
                                   "v1.0.0-alpha",
                                   "v1.0.0-alpha.1",
                                   "v1.0.0-alpha.beta",
                                   "v1.0.0-beta.2",
                                   "v1.0.0-beta.11",
                                   "v1.0.0-rc.1",
                                   "v1.0.0",
                                   "v1.2.0",
                                   "v1.10.0",
                                   "v2.0.0+incompatible"};
  for (size_t i = 1; i < std::size(ascending); ++i) {
    INFO(ascending[i - 1] << " < " << ascending[i]);
    CHECK(compare_versions(ascending[i - 1], ascending[i]) < 0);
    CHECK(compare_versions(ascending[i], ascending[i - 1]) > 0);
    CHECK(compare_versions(ascending[i], ascending[i]) == 0);
  }
  CHECK(compare_versions("v1.0.0", "v1.0.0+incompatible") == 0);
  CHECK(compare_versions("master", "v0.0.1") < 0);
}

TEST_CASE("a main module's own version is higher than all, none lower") {
  CHECK(compare_selected("", "v9.9.9") > 0);
  CHECK(compare_selected("none", "v0.0.1") < 0);
}

TEST_CASE("go.mod names complete versions only") {
  for (const char* good : {"v1.2.3", "v0.0.0-20200101000000-abcdefabcdef", "v2.0.0+incompatible", "v1.2.3-pre.1"})
    CHECK(is_canonical_version(good));
  for (const char* bad : {"", "1.2.3", "v1", "v1.2", "v1.02.3", "v1.2.3+meta", "v1.2.3-", "v1.2.3-01", "master", "v1.2.3 "}) {
    INFO(bad);
    CHECK_FALSE(is_canonical_version(bad));
  }
}

TEST_CASE("from major version 2 on, the path says so") {
  CHECK(major_version_fits("example.com/m", "v1.9.0"));
  CHECK(major_version_fits("example.com/m/v2", "v2.0.0"));
  CHECK(major_version_fits("example.com/m", "v2.0.0+incompatible"));
  CHECK(major_version_fits("gopkg.in/yaml.v3", "v3.0.1"));
  CHECK(major_version_fits("gopkg.in/check.v1", "v0.0.0-20161208181325-20d25e280405"));
  CHECK_FALSE(major_version_fits("example.com/m", "v2.0.0"));
  CHECK_FALSE(major_version_fits("example.com/m/v2", "v1.0.0"));
  CHECK_FALSE(major_version_fits("gopkg.in/yaml.v3", "v2.0.0"));
}

TEST_CASE("Go's own versions: a language version comes before its first release candidate since 1.21") {
  const char* const ascending[] = {"1.9", "1.20rc1", "1.20", "1.20.1", "1.21", "1.21rc1", "1.21.0", "1.21.10", "1.26", "1.26.0"};
  for (size_t i = 1; i < std::size(ascending); ++i) {
    INFO(ascending[i - 1] << " < " << ascending[i]);
    bool const before_patch = std::string_view(ascending[i - 1]) == "1.20rc1";  // 1.20 is 1.20.0
    CHECK((compare_go_versions(ascending[i - 1], ascending[i]) < 0 || before_patch));
  }
  CHECK(compare_go_versions("1.20", "1.20.0") == 0);
  CHECK_FALSE(is_go_version("1.26.x"));
  CHECK_FALSE(is_go_version("go1.26"));
  CHECK(language_minor("1.26.3") == 26);
  CHECK(language_minor("1.21rc2") == 21);
  CHECK(language_minor("nonsense") == 0);
}
