#include "server/lsp/queue.h"

#include <catch2/catch.hpp>

using namespace escapement::lsp;

namespace {
Message request(int id) { return {"m", nullptr, id}; }
}  // namespace

TEST_CASE("a cancellation reaches what runs and what waits, and nothing else") {
  MessageQueue queue;
  bool room = false;
  for (int id : {1, 2, 3}) queue.push(request(id), 1);
  auto const first = queue.pop(room);
  queue.cancel("1");
  queue.cancel("3");
  queue.cancel("4");
  queue.push(request(4), 1);
  CHECK(first->stop.stop_requested());
  CHECK_FALSE(queue.pop(room)->stop.stop_requested());
  CHECK(queue.pop(room)->stop.stop_requested());
  CHECK_FALSE(queue.pop(room)->stop.stop_requested());
}

TEST_CASE("work between messages is stopped by the next one") {
  MessageQueue queue;
  auto const stop = queue.idle();
  REQUIRE(stop);
  CHECK_FALSE(stop->stop_requested());
  queue.push(request(1), 1);
  CHECK(stop->stop_requested());
  CHECK_FALSE(queue.idle());
}

TEST_CASE("the reader is told when there is enough, and when there is room again") {
  MessageQueue queue;
  bool room = false;
  int pushed = 0;
  while (queue.push(request(pushed++), 1) == MessageQueue::Room::Enough) REQUIRE(pushed < 100000);
  int popped = 0;
  do {
    REQUIRE(queue.pop(room));
    ++popped;
  } while (!room);
  CHECK(popped > pushed / 4);
  queue.push(request(0), size_t{1} << 30);
  CHECK(queue.push(request(1), 1) == MessageQueue::Room::Full);
}

TEST_CASE("the end: what waits is done, unless the client is gone") {
  MessageQueue queue;
  bool room = false;
  queue.push(request(1), 1);
  queue.end();
  CHECK(queue.pop(room));
  CHECK_FALSE(queue.pop(room));
  MessageQueue gone;
  gone.push(request(1), 1);
  gone.push(request(2), 1);
  auto const running = gone.pop(room);
  gone.abandon();
  CHECK(running->stop.stop_requested());
  CHECK_FALSE(gone.pop(room));
}
