// Stop requests, and threads that use one engine together.
#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <thread>

#include "project.h"

using namespace escapement::engine;
using namespace escapement::engine::test;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

TEST_CASE("a stop request before the analysis") {
  Project const project;
  std::string const path = project.write("p.go", "package p\n");
  Engine engine({});
  escapement::base::StopSource stop;
  stop.request_stop();
  CHECK(printed(engine.snapshot(path, stop.get_token())) == "engine.cancelled " + path);
  CHECK(engine.snapshot(path));
}

TEST_CASE("a stop request during the analysis ends it soon, and the next one is right") {
  Project const project;
  std::string const text = generated_package(300);
  std::string const path = project.write("main.go", text);
  Engine engine({});
  engine.open(path, text);
  auto const begin = Clock::now();
  std::string const whole = printed(engine.snapshot(path));
  auto const full = Clock::now() - begin;

  int stopped = 0;
  int soon = 0;
  for (int part = 1; part < 8; ++part) {
    // Another declaration each time: less than the whole package would be done before anybody can stop it.
    auto const end_of_text = static_cast<uint32_t>(engine.text(path).size());
    REQUIRE(engine.change(path, {{end_of_text, end_of_text, "\ntype added" + std::to_string(part) + " struct{}\n"}}));
    escapement::base::StopSource stop;
    std::atomic<Clock::rep> asked = 0;
    std::jthread const other([&] {
      std::this_thread::sleep_for(full * part / 10);
      asked = Clock::now().time_since_epoch().count();
      stop.request_stop();
    });
    auto const result = engine.snapshot(path, stop.get_token());
    auto const end = Clock::now().time_since_epoch().count();
    if (result) continue;
    CHECK(result.error().code == "engine.cancelled");
    if (Clock::duration(end - asked.load()) < full / 2 + milliseconds(200)) ++soon;
    ++stopped;
  }
  CHECK(stopped > 0);
  CHECK(soon + 1 >= stopped);  // a busy machine may let one of them wait
  CHECK(count(engine, "cancelled") == static_cast<uint64_t>(stopped));
  engine.open(path, text);
  CHECK(printed(engine.snapshot(path)) == whole);
}

TEST_CASE("edits and stop requests do not wait for an analysis") {
  Project const project;
  std::string const text = generated_package(300);
  std::string const path = project.write("main.go", text);
  Engine engine({});
  engine.open(path, text);
  escapement::base::StopSource stop;
  std::jthread const analysis([&] { (void)engine.snapshot(path, stop.get_token()); });
  while (count(engine, "analyses") == 0) std::this_thread::yield();
  auto const begin = Clock::now();
  REQUIRE(engine.change(path, {{0, 0, "\n"}}));
  escapement::base::StopSource impatient;
  std::jthread const waiting([&] { CHECK(printed(engine.snapshot(path, impatient.get_token())).starts_with("engine.cancelled")); });
  impatient.request_stop();
  stop.request_stop();
  CHECK(Clock::now() - begin < milliseconds(500));
}

TEST_CASE("threads may edit and ask at once") {
  Project const project;
  std::string const a = project.write("a/a.go", "package a\n");
  std::string const b = project.write("b/b.go", "package b\n");
  Engine engine({});
  auto const work = [&](const std::string& path) {
    engine.open(path, "package p\n\nfunc f() *int { kept := 1; return &kept }\n");
    for (int i = 0; i < 50; ++i) {
      REQUIRE(engine.change(path, {{0, 0, "\n"}}));
      CHECK(hint_of(engine.snapshot(path), "kept") == "escapes to heap");
    }
  };
  {
    std::jthread const first([&] { work(a); });
    std::jthread const second([&] { work(b); });
  }
  CHECK(engine.text(a).size() == engine.text(b).size());
}
