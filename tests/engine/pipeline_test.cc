#include "engine/pipeline.h"

#include <gmock/gmock.h>

#include <atomic>
#include <numeric>

namespace dateline::engine {
namespace {

std::vector<int> squares(unsigned threads, int count, std::size_t window = 8) {
  std::vector<int> out;
  int next = 0;
  Pipeline<int, int> pipeline(
      {.threads = threads, .window = window, .stop = {}},
      [&]() -> std::optional<Sourced<int>> {
        if (next == count) return std::nullopt;
        return Sourced<int>{next++, 1};
      },
      [](int&& i, unsigned) {
        if (i % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(300));
        return i * i;
      },
      [&](int&& square) -> Status {
        out.push_back(square);
        return {};
      });
  EXPECT_TRUE(pipeline.run());
  return out;
}

TEST(Pipeline, OrderIsTheSourcesWhateverTheThreads) {
  const std::vector<int> alone = squares(1, 500);
  ASSERT_EQ(alone.size(), 500u);
  EXPECT_EQ(squares(2, 500), alone);
  EXPECT_EQ(squares(8, 500), alone);
  EXPECT_EQ(squares(8, 500, 1), alone);
  EXPECT_TRUE(squares(4, 0).empty());
}

TEST(Pipeline, HoldsNoMoreThanItsWindow) {
  std::atomic<int> pulled = 0;
  int emitted = 0;
  int most = 0;
  Pipeline<int, int> pipeline(
      {.threads = 4, .window = 5, .stop = {}},
      [&]() -> std::optional<Sourced<int>> {
        if (pulled == 200) return std::nullopt;
        return Sourced<int>{pulled++, 1};
      },
      [](int&& i, unsigned) { return i; },
      [&](int&&) -> Status {
        std::this_thread::sleep_for(std::chrono::microseconds(100));
        most = std::max(most, pulled - emitted);
        ++emitted;
        return {};
      });
  ASSERT_TRUE(pipeline.run());
  EXPECT_EQ(emitted, 200);
  EXPECT_LE(most, 6);  // the window and the one being handed out
}

TEST(Pipeline, ErrorOfTheSinkEndsTheRun) {
  int next = 0;
  Pipeline<int, int> pipeline(
      {.threads = 3, .stop = {}}, [&] { return Sourced<int>{next++, 1}; },
      [](int&& i, unsigned) { return i; },
      [](int&& i) -> Status {
        if (i == 10) return fail(ErrorCode::io, "disk full");
        return {};
      });
  const Status status = pipeline.run();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message, "disk full");
}

TEST(Pipeline, StopRequestEndsAnEndlessRun) {
  std::stop_source stop;
  int next = 0;
  int emitted = 0;
  Pipeline<int, int> pipeline(
      {.threads = 2, .stop = stop.get_token()}, [&] { return Sourced<int>{next++, 1}; },
      [](int&& i, unsigned) { return i; },
      [&](int&&) -> Status {
        if (++emitted == 50) stop.request_stop();
        return {};
      });
  const Status status = pipeline.run();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::cancelled);
  EXPECT_GE(emitted, 50);
}

}  // namespace
}  // namespace dateline::engine
