#include "sim/cli/intake_stream.hpp"

#include <cstdint>
#include <fstream>
#include <span>
#include <vector>

#include "sim/devices/apple_health_reader.hpp"

namespace formcast {

std::optional<intake::Content> stream_apple_health(const std::filesystem::path& path,
                                                   const std::atomic<bool>* cancelled) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;  // a pipe would wait
  std::ifstream input(path, std::ios::binary);
  constexpr std::size_t kPiece = std::size_t{1} << 16U;
  std::vector<std::uint8_t> piece(kPiece);
  std::optional<intake::AppleHealthReader> reader;
  while (input && !(cancelled != nullptr && *cancelled)) {
    input.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
    const std::span<const std::uint8_t> got(piece.data(), static_cast<std::size_t>(input.gcount()));
    if (!reader) {
      if (!intake::is_apple_health(got)) return std::nullopt;
      reader.emplace(path.string());
    }
    reader->feed(got);
  }
  if (!reader) return std::nullopt;
  return reader->finish();
}

}  // namespace formcast
