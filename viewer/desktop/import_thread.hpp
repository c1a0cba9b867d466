#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "viewer/compute/import_report.hpp"

namespace formcast {

class ImportReader;

/// Reads an athlete's own files on a thread, one after the other. All functions are called by the screen's thread.
class ImportThread {
 public:
  ImportThread() = default;
  ~ImportThread() { stop(); }
  ImportThread(const ImportThread&) = delete;
  ImportThread& operator=(const ImportThread&) = delete;

  void read(std::vector<std::string> paths, ImportChoices choices);
  void again(ImportChoices choices);
  void stop();
  ImportProgress progress();

 private:
  void work();

  std::thread thread_;
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;  ///< of what follows
  std::vector<std::string> paths_;
  ImportChoices choices_;
  bool waiting_ = false;  ///< choices_ are not answered yet
  bool working_ = false;
  ImportProgress progress_;
  std::shared_ptr<ImportReader> reader_;  ///< the working thread's while it works
  ImportChoices read_with_;               ///< by reader_
};

}  // namespace formcast
