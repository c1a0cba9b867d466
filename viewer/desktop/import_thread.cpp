#include "viewer/desktop/import_thread.hpp"

#include <exception>
#include <filesystem>
#include <memory>
#include <utility>

#include "sim/base/file_source.hpp"
#include "sim/base/input_error.hpp"
#include "viewer/compute/import_reader.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

/// A file and how the import calls it: by the folder that was given, not by the whole path.
struct Named {
  FoundFile file;
  std::string name;
};

std::vector<Named> find_all(const std::vector<std::string>& paths, const std::atomic<bool>& stopped) {
  std::vector<Named> all;
  for (const std::string& text : paths) {
    const fs::path path(text);
    const std::string base = (path.has_filename() ? path : path.parent_path()).filename().string();
    for (FoundFile& file : find_files({text}, &stopped)) {
      std::string name = file.given ? base : (fs::path(base) / file.path.lexically_relative(path)).string();
      if (file.left_out.empty() || file.trouble) all.push_back({std::move(file), std::move(name)});
    }
  }
  return all;
}

void read_into(ImportReader& reader, const Named& named, const std::atomic<bool>& stopped) {
  if (!named.file.left_out.empty()) return reader.leave_out(named.name, named.file.left_out);
  try {
    reader.add(named.name, FileSource(named.file.path, &stopped), named.file.given);
  } catch (const InputError& error) {
    reader.leave_out(named.name, error.what());
  }
}

}  // namespace

void ImportThread::read(std::vector<std::string> paths, ImportChoices choices) {
  stop();
  paths_ = std::move(paths);
  again(std::move(choices));
}

void ImportThread::again(ImportChoices choices) {
  const std::scoped_lock lock(mutex_);
  choices_ = std::move(choices);
  waiting_ = true;
  progress_.error.clear();
  if (std::exchange(working_, true)) return;
  if (thread_.joinable()) thread_.join();  // it has nothing left to do
  thread_ = std::thread([this] { work(); });
}

void ImportThread::stop() {
  stopped_ = true;
  if (thread_.joinable()) thread_.join();
  stopped_ = false;
  waiting_ = working_ = false;
  progress_ = {};
  reader_.reset();
}

ImportProgress ImportThread::progress() {
  const std::scoped_lock lock(mutex_);
  ImportProgress now = progress_;
  progress_.report.reset();
  return now;
}

/// Answers choices until there are none.
void ImportThread::work() {
  std::unique_lock lock(mutex_);
  while (waiting_ && !stopped_) {
    waiting_ = false;
    const ImportChoices choices = choices_;
    lock.unlock();
    ImportProgress done;
    try {
      if (!reader_ || !choices.reads_as(read_with_)) {
        read_with_ = choices;
        reader_ = std::make_shared<ImportReader>(choices, [this](std::size_t inside) {
          const std::scoped_lock told(mutex_);
          progress_.inside = inside;
          return stopped_.load();
        });
        const std::vector<Named> files = find_all(paths_, stopped_);
        for (std::size_t n = 0; n < files.size() && !stopped_; ++n) {
          read_into(*reader_, files[n], stopped_);
          const std::scoped_lock told(mutex_);
          progress_.done = n + 1, progress_.total = files.size();
        }
      }
      done.report = reader_->report(choices);
    } catch (const std::exception& error) {
      done.error = error.what();
    }
    lock.lock();
    progress_.report = std::move(done.report);
    progress_.error = std::move(done.error);
  }
  working_ = false;
}

}  // namespace formcast
