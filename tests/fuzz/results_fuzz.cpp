#include <cmath>
#include <cstdio>
#include <iterator>
#include <span>

#include "sim/results/results.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/results_edit.hpp"
#include "tests/interop/results_sample.hpp"

namespace formcast::fuzz {
namespace {

namespace fs = std::filesystem;
using Bytes = std::span<const std::uint8_t>;

constexpr std::size_t kSeal = 64;  // of one block: its digest, the size, the digest of both, the mark

/// What `compare` and `export` rely on.
void check(const Results& results, bool members) {
  const ResultsHeader& header = results.header;
  const auto days = static_cast<std::size_t>(header.days);
  require(header.days >= 1 && header.members >= 1, "there are days and members");
  require((header.part || !header.athletes.empty()) && !header.plans.empty(), "there are athletes and plans");
  require(header.twin_digests.size() == header.athletes.size(), "each athlete has a twin");
  const Date last = header.start + date::days{header.days - 1};
  require(parse_iso(iso(header.start)) == header.start && parse_iso(iso(last)) == last, "the days are dates");
  require(header.target >= header.start && header.target <= last, "the target is one of the days");
  require(results.plan.size() == header.athletes.size() && results.pair.size() == header.athletes.size(),
          "all are there");
  for (std::size_t a = 0; a < results.plan.size(); ++a) {
    require(results.plan[a].size() == header.plans.size(), "each plan has a result");
    for (const auto& others : results.pair[a]) require(others.size() == header.plans.size(), "so has each pair");
    for (const PlanResult& plan : results.plan[a]) {
      require(plan.planned_load.size() == days && plan.planned_test.size() == days, "each day is planned");
      for (const auto& bands : plan.bands) require(bands.size() == days, "each day has its bands");
      for (const float day : plan.peak_day) {
        require(std::isnan(day) || (day >= 0.0F && day < static_cast<float>(days)), "the best day is one of the days");
      }
      const std::size_t held = members && header.store_members ? days * static_cast<std::size_t>(header.members) : 0;
      for (const auto& all : plan.members) require(all.size() == held, "each member has its days");
    }
  }
}

bool accepted(const fs::path& path) {
  try {
    check(read_results(path, true), true);
    return true;
  } catch (const InputError&) {
    return false;
  }
}

/// A small results file as Formcast writes it.
const std::string& good_file(const Folder& folder) {
  static const std::string kBytes = [&] {
    ResultsHeader header = sample::header(true);
    header.athletes.resize(2);
    header.twin_digests.resize(2);
    header.members = 4;
    const fs::path path = folder.file("good.h5", "");
    sample::write_file(path, header);
    std::ifstream in(path, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(in), {}};
  }();
  return kBytes;
}

/// The bytes with some of them changed: each four bytes of `how` say where and by what.
std::string flipped(std::string bytes, Bytes how) {
  for (; how.size() >= 4; how = how.subspan(4)) {
    const std::size_t at = (how[0] + 256U * how[1] + 65536U * how[2]) % bytes.size();
    bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(how[3]));
  }
  return bytes;
}

/// No file with a damaged byte is accepted.
void read_damaged(const Folder& folder, Bytes how) {
  const std::string damaged = flipped(good_file(folder), how);
  const bool read = accepted(folder.file("damaged.h5", damaged));
  require(read == (damaged == good_file(folder)), "a file is accepted when every byte is the one that was written");
}

/// No truncated file is accepted, except one without its seal, as HDF5 leaves it.
void read_cut(const Folder& folder, Bytes how) {
  const std::string& good = good_file(folder);
  const std::size_t at = how.size() < 3 ? good.size() : (how[0] + 256U * how[1] + 65536U * how[2]) % good.size();
  const bool read = accepted(folder.file("cut.h5", good.substr(0, at)));
  require(read == (at == good.size() || at == good.size() - kSeal), "a file is accepted when nothing is cut off");
}

/// Files edited by other programs are read or refused.
void read_edited(const Folder& folder, Bytes how) {
  const fs::path path = folder.file("edited.h5", good_file(folder));
  edit(path, how);
  (void)accepted(path);
}

}  // namespace
}  // namespace formcast::fuzz

/// Damage before sealing, or without a seal, is not tested: HDF5 1.10 itself hangs on some such files and leaks memory
/// on others, which the seal protects it from.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast::fuzz;
  static const Folder folder;
  if (size == 0) return 0;
  const Bytes how(data + 1, size - 1);
  switch (data[0] % 3) {
    case 0:
      read_damaged(folder, how);
      break;
    case 1:
      read_cut(folder, how);
      break;
    default:
      read_edited(folder, how);
  }
  return 0;
}
