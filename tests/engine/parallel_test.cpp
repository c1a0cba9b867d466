#include "engine/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

// Built once against each of the three implementations.
namespace formcast {
namespace {

Control with(int threads) {
  Control control;
  control.threads = threads;
  return control;
}

TEST(Parallel, DoesEveryIndexOnce) {
  for (const Handout handout : {Handout::kInOrder, Handout::kSteady}) {
    for (const int threads : {0, 1, 2, 7}) {
      for (const std::size_t count : {0u, 1u, 2u, 5u, 1000u}) {
        std::vector<int> done(count, 0);
        EXPECT_TRUE(parallel_for(
            count, with(threads), [&](std::size_t i) { ++done[i]; }, handout));
        EXPECT_EQ(done, std::vector<int>(count, 1)) << threads;
      }
    }
  }
}

/// Threads that wait for one another keep to their stretches; a late one loses the rest of its stretch.
TEST(Parallel, SteadyThreadsKeepToTheirStretchAndHelpOthers) {
  if (thread_count(with(2)) < 2) GTEST_SKIP() << "built serial";
  std::vector<std::thread::id> by(8);
  std::atomic<int> begun = 0, done = 0;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  const auto body = [&](std::size_t i) {
    by[i] = std::this_thread::get_id();
    ++begun;
    // The first of either stretch waits for the other's; then that of the first waits for all the rest.
    while (begun < 2 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    while (i == 0 && done < 7 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    ++done;
  };
  EXPECT_TRUE(parallel_for(8, with(2), body, Handout::kSteady));
  EXPECT_EQ(done, 8);
  EXPECT_NE(by[0], by[4]);
  for (std::size_t i = 1; i < 8; ++i) EXPECT_EQ(by[i], by[4]) << i;
}

TEST(Parallel, ThreadCountsAreSane) {
  EXPECT_GE(thread_count({}), 1);
  EXPECT_EQ(thread_count(with(1)), 1);
  EXPECT_GE(thread_count(with(-3)), 1);
  EXPECT_LE(thread_count(with(std::numeric_limits<int>::max())), 512);
}

TEST(Parallel, UsesNoMoreThreadsThanAsked) {
  std::atomic<int> inside = 0, most = 0;
  parallel_for(200, with(3), [&](std::size_t) {
    const int now = ++inside;
    for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
    }
    std::this_thread::sleep_for(std::chrono::microseconds(50));
    --inside;
  });
  EXPECT_GE(most, 1);
  EXPECT_LE(most, thread_count(with(3)));
}

TEST(Parallel, RunsBodiesTogetherWhenItHasThreads) {
  if (thread_count(with(2)) < 2) GTEST_SKIP() << "built serial";
  std::atomic<int> arrived = 0;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  const bool done = parallel_for(2, with(2), [&](std::size_t) {
    ++arrived;  // each waits for the other: only two threads at once get through
    while (arrived < 2 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    if (arrived < 2) throw std::runtime_error("the other index was not started");
  });
  EXPECT_TRUE(done);
}

TEST(Parallel, CancelledBeforehandDoesNothing) {
  const std::atomic<bool> cancelled = true;
  std::atomic<int> bodies = 0;
  Control control;
  control.cancelled = &cancelled;
  EXPECT_FALSE(parallel_for(100, control, [&](std::size_t) { ++bodies; }));
  EXPECT_EQ(bodies, 0);
  EXPECT_TRUE(parallel_for(0, control, [&](std::size_t) { ++bodies; }));  // complete
}

TEST(Parallel, CancelledMidwayStopsSoon) {
  std::atomic<bool> cancelled = false;
  std::atomic<int> bodies = 0;
  Control control = with(4);
  control.cancelled = &cancelled;
  EXPECT_FALSE(parallel_for(100000, control, [&](std::size_t) {
    if (++bodies == 10) cancelled = true;
    std::this_thread::sleep_for(std::chrono::microseconds(20));  // otherwise others could finish in between
  }));
  EXPECT_GE(bodies, 10);
  EXPECT_LT(bodies, 100000);
}

TEST(Parallel, CancelledInOneThreadStopsBeforeTheNextIndex) {
  std::atomic<bool> cancelled = false;
  std::size_t bodies = 0;
  Control control = with(1);
  control.cancelled = &cancelled;
  EXPECT_FALSE(parallel_for(1000, control, [&](std::size_t) { cancelled = ++bodies == 10; }));
  EXPECT_EQ(bodies, 10u);
}

TEST(Parallel, CancelledAfterTheLastIndexIsDone) {
  std::atomic<bool> cancelled = false;
  Control control = with(1);
  control.cancelled = &cancelled;
  EXPECT_TRUE(parallel_for(5, control, [&](std::size_t i) { cancelled = i == 4; }));
}

TEST(Parallel, ExceptionOfABodyArrivesWhenAllHaveStopped) {
  std::atomic<int> inside = 0, bodies = 0;
  try {
    parallel_for(100000, with(4), [&](std::size_t i) {
      ++inside;
      ++bodies;
      if (i == 3) {
        --inside;
        throw std::runtime_error("index " + std::to_string(i));
      }
      std::this_thread::sleep_for(std::chrono::microseconds(20));
      --inside;
    });
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "index 3");
  }
  EXPECT_EQ(inside, 0);
  EXPECT_LT(bodies, 100000);
}

TEST(Parallel, OfManyExceptionsOneArrives) {
  for (int turn = 0; turn < 50; ++turn) {
    EXPECT_THROW(parallel_for(64, with(8), [](std::size_t i) { throw std::out_of_range(std::to_string(i)); }),
                 std::out_of_range);
  }
}

TEST(Parallel, WorksAgainAfterAnException) {
  EXPECT_THROW(parallel_for(10, {}, [](std::size_t) { throw 1; }), int);
  std::atomic<int> bodies = 0;
  EXPECT_TRUE(parallel_for(10, {}, [&](std::size_t) { ++bodies; }));
  EXPECT_EQ(bodies, 10);
}

TEST(Parallel, ProgressCountsUpOneThreadAtATime) {
  std::vector<std::size_t> seen;  // unguarded on purpose, for ThreadSanitizer
  Control control = with(8);
  control.progress = [&](std::size_t done, std::size_t total) {
    EXPECT_EQ(total, 500u);
    seen.push_back(done);
  };
  EXPECT_TRUE(parallel_for(500, control, [](std::size_t) {}));
  ASSERT_EQ(seen.size(), 500u);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], i + 1);
}

TEST(Parallel, ExceptionOfProgressStopsTheLoop) {
  Control control = with(4);
  std::atomic<int> bodies = 0;
  control.progress = [](std::size_t done, std::size_t) {
    if (done == 5) throw std::length_error("enough");
  };
  EXPECT_THROW(parallel_for(100000, control, [&](std::size_t) { ++bodies; }), std::length_error);
  EXPECT_LT(bodies, 100000);
}

TEST(Parallel, WhatABodyWroteIsSeenAfterwards) {
  std::vector<double> slot(2000);
  parallel_for(slot.size(), with(4), [&](std::size_t i) { slot[i] = static_cast<double>(i) * 0.5; });
  for (std::size_t i = 0; i < slot.size(); ++i) EXPECT_EQ(slot[i], static_cast<double>(i) * 0.5);
}

}  // namespace
}  // namespace formcast
