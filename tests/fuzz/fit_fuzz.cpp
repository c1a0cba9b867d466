#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "sim/devices/fit_decoder.hpp"
#include "sim/devices/fit_reader.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/sim/devices/fit_content_check.hpp"

namespace formcast::fuzz {
namespace {

using intake::FitDecoder;
using intake::FitMessage;

/// What a decoder gives, as one number.
class Digest final : public intake::FitVisitor {
 public:
  void message(const FitMessage& message) override {
    add(message.number);
    add(message.offset);
    for (const intake::FitField& field : message.fields) {
      for (std::size_t i = 0; i < field.count(); ++i) add(std::isnan(field.value(i)) ? 1 : field.bits(i));
    }
  }
  std::uint64_t value() const { return value_; }

 private:
  void add(std::uint64_t number) { value_ = (value_ ^ number) * 0x100000001B3ULL; }
  std::uint64_t value_ = 0xCBF29CE484222325ULL;
};

std::uint64_t digest(std::span<const std::uint8_t> bytes, std::size_t piece) {
  Digest digest;
  FitDecoder decoder(digest);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    decoder.feed(bytes.subspan(at, std::min(piece, bytes.size() - at)));
  }
  decoder.finish();
  require(decoder.notes().size() < 20, "a decoder has few notes");
  return digest.value();
}

}  // namespace
}  // namespace formcast::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast;
  const std::span<const std::uint8_t> bytes(data, size);
  const std::string problem = intake::testing_fit::content_problem(intake::read_fit(bytes, "a.fit"), size);
  fuzz::require(problem.empty(), problem.c_str());
  fuzz::require(fuzz::digest(bytes, 1U << 20) == fuzz::digest(bytes, 97), "messages do not depend on how bytes come");
  return 0;
}
