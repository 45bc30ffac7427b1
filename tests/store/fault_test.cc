// What a record does when the system says no, when its writer dies, and when many use it at once.
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <random>
#include <thread>

#include "store/check.h"
#include "store/read.h"
#include "store/sqlite.h"
#include "store/synthetic.h"

namespace dateline::store {
namespace {

using testing::HasSubstr;

Status add_batch(Record& record, int from, int to, bool settle = true) {
  auto batch = record.begin();
  if (!batch) return std::unexpected(batch.error());
  for (int i = from; i < to; ++i) {
    const Made page = make_page(i);
    if (auto added = batch->add(page.capture, page.article, page.layers, kBy); !added)
      return std::unexpected(added.error());
  }
  if (settle)
    if (Status status = batch->settle(); !status) return status;
  return batch->commit();
}

void expect_whole(const Record& record) {
  const auto report =
      check(record, [](const Problem& problem) { ADD_FAILURE() << problem.where << ": " << problem.what; });
  ASSERT_TRUE(report) << report.error().message;
}

TEST(Fault, AFullDiskTakesTheBatchBackAndKeepsTheRest) {
  const Folder folder;
  Record record = *Record::create(folder / "a.record");
  ASSERT_TRUE(add_batch(record, 0, 20));
  Database& db = record.database();
  const std::string limit =
      "PRAGMA max_page_count = " + std::to_string(*db.integer("PRAGMA page_count") + 10);
  ASSERT_TRUE(db.run_script(limit.c_str()));
  const Status status = add_batch(record, 20, 5000);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::io);
  EXPECT_THAT(status.error().message, HasSubstr("the disk is full"));
  EXPECT_EQ(totals(record)->articles, 20U);
  EXPECT_EQ(totals(record)->unsettled, 0U);
  ASSERT_TRUE(db.run_script("PRAGMA max_page_count = 1000000"));
  EXPECT_TRUE(add_batch(record, 20, 40));
  EXPECT_EQ(totals(record)->articles, 40U);
  expect_whole(record);
}

TEST(Fault, ABatchThatFailedStoresNothingMore) {
  const Folder folder;
  Record record = *Record::create(folder / "a.record");
  Database& db = record.database();
  const std::string limit =
      "PRAGMA max_page_count = " + std::to_string(*db.integer("PRAGMA page_count") + 10);
  ASSERT_TRUE(db.run_script(limit.c_str()));
  Batch batch = *record.begin();
  Status failed;
  for (int i = 0; failed && i < 10000; ++i) {
    const Made page = make_page(i);
    if (auto added = batch.add(page.capture, page.article, page.layers, kBy); !added)
      failed = std::unexpected(added.error());
  }
  ASSERT_FALSE(failed);
  const Made page = make_page(1);
  EXPECT_FALSE(batch.add(page.capture, page.article, page.layers, kBy));
  EXPECT_FALSE(batch.settle());
  EXPECT_FALSE(batch.commit());
  EXPECT_EQ(totals(record)->unsettled, 0U);
}

// The exit status of `work` run in a process of its own.
template <class Work>
int in_child(Work work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

TEST(Fault, AWriteThatTheSystemRefusesTakesTheBatchBack) {
  const Folder folder;
  const std::string path = folder / "a.record";
  EXPECT_EQ(in_child([&] {
              Record record = *Record::create(path);
              if (!add_batch(record, 0, 20)) return 1;
              std::signal(SIGXFSZ, SIG_IGN);
              const rlimit limit{2'000'000, 2'000'000};  // bytes that one file may have
              setrlimit(RLIMIT_FSIZE, &limit);
              const Status status = add_batch(record, 20, 20000);
              if (status || status.error().code != ErrorCode::io) return 2;
              return totals(record)->articles == 20 ? 0 : 3;
            }),
            0);
  const auto record = Record::open(path, Mode::write);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(totals(*record)->articles, 20U);
  expect_whole(*record);
}

TEST(Fault, AReadOnlyRecordIsReadAndNotWritten) {
  const Folder folder;
  const std::string path = folder / "a.record";
  {
    Record record = *Record::create(path);
    ASSERT_TRUE(add_batch(record, 0, 5));
  }
  std::filesystem::permissions(path, std::filesystem::perms(0444));
  std::filesystem::permissions(folder / "", std::filesystem::perms(0555));
  // root may write anywhere, so the child is someone else
  EXPECT_EQ(in_child([&] {
              if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 1;
              const auto writer = Record::open(path, Mode::write);
              if (writer || writer.error().code != ErrorCode::io) return 2;
              if (writer.error().message.find("cannot be written") == std::string::npos) return 3;
              const auto reader = Record::open(path, Mode::read);
              if (!reader) return 4;
              return totals(*reader)->articles == 5 ? 0 : 5;
            }),
            0);
  std::filesystem::permissions(folder / "", std::filesystem::perms(0755));
}

// Many writers are killed at moments that nothing chooses; whole pages remain, each once, and all that were
// said to be stored.
TEST(Fault, KilledAtAnyMomentTheRecordIsWhole) {
  const Folder folder;
  const std::string path = folder / "a.record";
  {
    ASSERT_TRUE(Record::create(path));
  }
  std::mt19937 random(5);
  std::uint64_t acknowledged = 0;
  for (int round = 0; round < 40; ++round) {
    int said[2];
    ASSERT_EQ(pipe(said), 0);
    const pid_t child = fork();
    if (child == 0) {
      auto record = Record::open(path, Mode::write);
      if (!record) _exit(1);
      const int first = static_cast<int>(totals(*record)->articles + totals(*record)->unsettled);
      for (int at = first;; at += 5) {
        if (!add_batch(*record, at, at + 5, at % 2 == 0)) _exit(2);
        const int stored = at + 5;
        if (write(said[1], &stored, sizeof stored) != sizeof stored) _exit(3);
      }
    }
    close(said[1]);
    // Every other writer is left alone until it has stored something, however slow the machine is.
    pollfd heard{.fd = said[0], .events = POLLIN, .revents = 0};
    if (round % 2 == 0) poll(&heard, 1, 20000);
    usleep(1000 + random() % 15000);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "writer ended by itself: " << WEXITSTATUS(status);
    for (int stored = 0; read(said[0], &stored, sizeof stored) == sizeof stored;)
      acknowledged = std::max(acknowledged, static_cast<std::uint64_t>(stored));
    close(said[0]);
    const auto reader = Record::open(path, Mode::read);
    ASSERT_TRUE(reader) << reader.error().message;
    const auto found = totals(*reader);
    ASSERT_TRUE(found) << found.error().message;
    const std::uint64_t all = found->articles + found->unsettled;
    EXPECT_GE(all, acknowledged);
    EXPECT_EQ(all % 5, 0U);  // whole batches
    acknowledged = all;
  }
  EXPECT_GT(acknowledged, 0U);
  Record record = *Record::open(path, Mode::write);
  ASSERT_TRUE(add_batch(record, 0, static_cast<int>(acknowledged)));
  EXPECT_EQ(totals(record)->articles, acknowledged);
  EXPECT_EQ(totals(record)->unsettled, 0U);
  expect_whole(record);
}

TEST(Fault, KilledWhileItIsMadeARecordIsThereOrNot) {
  const Folder folder;
  std::mt19937 random(6);
  for (int round = 0; round < 40; ++round) {
    const std::string path = folder / "a.record";
    std::filesystem::remove(path);
    const pid_t child = fork();
    if (child == 0) {
      {
        const auto record = Record::create(path);
      }
      _exit(0);
    }
    usleep(random() % 5000);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    if (std::filesystem::exists(path)) {
      const auto record = Record::open(path, Mode::write);
      EXPECT_TRUE(record) << record.error().message;
    } else {
      const auto record = Record::create(path);
      EXPECT_TRUE(record) << record.error().message;
    }
  }
}

TEST(Fault, ReadersSeeWholeSettledBatchesWhileAWriterWorks) {
  const Folder folder;
  const std::string path = folder / "a.record";
  Record writer = *Record::create(path);
  ASSERT_TRUE(add_batch(writer, 0, 10));
  std::atomic<bool> done = false;
  std::atomic<int> looks = 0;
  std::vector<std::jthread> readers;
  readers.reserve(4);
  for (int i = 0; i < 4; ++i)
    readers.emplace_back([&] {
      const auto reader = Record::open(path, Mode::read);
      ASSERT_TRUE(reader) << reader.error().message;
      while (!done) {
        const Snapshot moment = *reader->snapshot();
        const auto found = totals(*reader);
        ASSERT_TRUE(found) << found.error().message;
        EXPECT_EQ(found->articles % 10, 0U);
        EXPECT_EQ(search(*reader, {.all = {"march"}, .none = {}}, {}, 3)->total, found->articles);
        std::uint64_t articles = 0;
        EXPECT_TRUE(each_article(*reader, {}, {}, [&](StoredArticle&&) { return ++articles < 100; }));
        EXPECT_EQ(articles, std::min<std::uint64_t>(100, found->articles));
        ++looks;
      }
    });
  for (int at = 10; at < 400; at += 10) {
    ASSERT_TRUE(add_batch(writer, at, at + 5, false));
    ASSERT_TRUE(add_batch(writer, at + 5, at + 10, true));
  }
  while (looks < 20) std::this_thread::yield();
  done = true;
  readers.clear();
  EXPECT_EQ(totals(writer)->articles, 400U);
  expect_whole(writer);
}

TEST(Fault, AFolderThatIsNotThereIsSaidSo) {
  const Folder folder;
  const auto record = Record::create(folder / "none/a.record");
  ASSERT_FALSE(record);
  EXPECT_THAT(record.error().message, HasSubstr("its folder is not there"));
}

TEST(Fault, ReadersAloneCannotWrite) {
  const Folder folder;
  {
    ASSERT_TRUE(Record::create(folder / "a.record"));
  }
  Record reader = *Record::open(folder / "a.record", Mode::read);
  EXPECT_EQ(reader.begin().error().code, ErrorCode::invalid_argument);
  EXPECT_FALSE(reader.database().run_script("DELETE FROM article"));
}

}  // namespace
}  // namespace dateline::store
