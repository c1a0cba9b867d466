#include "sim/base/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <thread>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/output_place.hpp"

namespace formcast {

FileLock::FileLock(const std::filesystem::path& path, const std::atomic<bool>* cancelled,
                   std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;;) {
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor_ < 0) return;
    const bool taken = ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!taken && has_name(descriptor_, path)) return;
    ::close(std::exchange(descriptor_, -1));
    if (std::chrono::steady_clock::now() >= end || (cancelled != nullptr && *cancelled)) {
      throw NotNow({path.string()}, "is being changed by another run; nothing was done, try again");
    }
    if (taken) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace formcast
