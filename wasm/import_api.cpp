// The interface of a worker that reads an athlete's own files; own_files_reader.mjs calls these.
#include <emscripten/emscripten.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/input_error.hpp"
#include "viewer/compute/import_reader.hpp"

namespace formcast {
namespace {

// clang-format off
EM_JS(double, formcast_file_size, (), { return Module.importing.size ?? Module.importing.length; });
/// Copies bytes of the file that is being read; how many, or -1 where the browser cannot read it any more.
EM_JS(double, formcast_file_read, (double at, double count, void* to), {
  try {
    const file = Module.importing;
    const part = file instanceof Uint8Array ? file.subarray(at, at + count)
      : new Uint8Array(new FileReaderSync().readAsArrayBuffer(file.slice(at, at + count)));
    HEAPU8.set(part, to);
    return part.length;
  } catch {
    return -1;
  }
});
EM_JS(void, formcast_import_heard, (double inside), { Module.heard?.(inside); });
// clang-format on

/// The file that the page has put there, read in pieces.
class FileSource final : public intake::ByteSource {
 public:
  std::uint64_t size() const override { return size_; }
  std::span<const std::uint8_t> read(std::uint64_t at, std::size_t count,
                                     std::vector<std::uint8_t>& buffer) const override {
    buffer.resize(static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - std::min(at, size_))));
    const double read = formcast_file_read(static_cast<double>(at), static_cast<double>(buffer.size()), buffer.data());
    if (read < 0.0) throw InputError("the browser cannot read it; was it changed or moved?");
    buffer.resize(static_cast<std::size_t>(read));
    return buffer;
  }

 private:
  std::uint64_t size_ = static_cast<std::uint64_t>(formcast_file_size());
};

std::optional<ImportReader> reader;
ImportChoices read_with;
std::string import_text;

}  // namespace
}  // namespace formcast

using namespace formcast;

extern "C" {

/// Begins with no files.
EMSCRIPTEN_KEEPALIVE void formcast_worker_import_begin(const char* choices) {
  read_with = import_choices(choices);
  reader.emplace(read_with, [](std::size_t inside) {
    formcast_import_heard(static_cast<double>(inside));
    return false;  // a worker is terminated
  });
}

/// Whether files that were read need not be read again for these choices.
EMSCRIPTEN_KEEPALIVE bool formcast_worker_import_reads_as(const char* choices) {
  return reader && import_choices(choices).reads_as(read_with);
}

/// Reads the file that the page has put there.
EMSCRIPTEN_KEEPALIVE void formcast_worker_import_add(const char* name, bool given) {
  reader->add(name, FileSource(), given);
}

/// The report by these choices as JSON, in formcast_worker_import_text().
EMSCRIPTEN_KEEPALIVE void formcast_worker_import_report(const char* choices) {
  import_text = to_json(reader->report(import_choices(choices)));
}
EMSCRIPTEN_KEEPALIVE const char* formcast_worker_import_text() { return import_text.c_str(); }
}
