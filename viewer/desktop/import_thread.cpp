#include "viewer/desktop/import_thread.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "sim/base/input_error.hpp"
#include "viewer/compute/import_reader.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

struct Listed {
  fs::path path;
  std::string name;
  bool given = false;
};

/// All files of a folder by name, hidden ones and links left out.
void list_folder(const fs::path& folder, const std::string& name, std::vector<Listed>& listed) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
    if (!each->path().filename().string().starts_with('.')) entries.push_back(each->path());
  }
  std::ranges::sort(entries);
  for (const fs::path& entry : entries) {
    const fs::file_status status = fs::symlink_status(entry, error);
    const std::string inside = name + "/" + entry.filename().string();
    if (fs::is_directory(status)) list_folder(entry, inside, listed);
    if (fs::is_regular_file(status)) listed.push_back({entry, inside});
  }
}

std::vector<Listed> list_all(const std::vector<std::string>& paths) {
  std::vector<Listed> listed;
  for (const std::string& text : paths) {
    const fs::path path(text);
    const std::string name = path.has_filename() ? path.filename().string() : path.parent_path().filename().string();
    std::error_code error;
    if (fs::is_directory(path, error)) {
      list_folder(path, name, listed);
    } else {
      listed.push_back({path, name, true});
    }
  }
  return listed;
}

/// A file that is read in pieces.
class FileSource final : public intake::ByteSource {
 public:
  FileSource(const fs::path& path, std::uint64_t size) : in_(path, std::ios::binary), size_(size) {}
  std::uint64_t size() const override { return size_; }
  std::span<const std::uint8_t> read(std::uint64_t at, std::size_t count,
                                     std::vector<std::uint8_t>& buffer) const override {
    buffer.resize(static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - std::min(at, size_))));
    in_.clear();
    in_.seekg(static_cast<std::streamoff>(at));
    in_.read(reinterpret_cast<char*>(buffer.data()), static_cast<std::streamsize>(buffer.size()));
    if (in_.bad()) throw InputError("cannot be read");
    buffer.resize(static_cast<std::size_t>(in_.gcount()));
    return buffer;
  }

 private:
  mutable std::ifstream in_;
  std::uint64_t size_;
};

void read_into(ImportReader& reader, const Listed& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file.path, error);
  if (error) return reader.leave_out(file.name, "cannot be read: " + error.message());
  reader.add(file.name, FileSource(file.path, size), file.given);
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
        const std::vector<Listed> files = list_all(paths_);
        for (std::size_t n = 0; n < files.size() && !stopped_; ++n) {
          read_into(*reader_, files[n]);
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
