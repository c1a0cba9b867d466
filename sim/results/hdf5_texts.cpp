#include "sim/results/hdf5_texts.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <map>
#include <optional>

namespace formcast::hdf5 {
namespace {

// HDF5 File Format Specification 3.0, III.E "Disk Format: Level 1E - Global Heap": a text is stored as its length, the
// address of a collection of objects and the object's number in it.
constexpr std::size_t kReference = 16;
constexpr std::size_t kHeapHeader = 16;
constexpr std::size_t kObjectHeader = 16;
constexpr std::uint64_t kNowhere = std::numeric_limits<std::uint64_t>::max();  // HADDR_UNDEF

template <class Number>
Number number_at(const std::string& bytes, std::size_t at) {
  static_assert(std::endian::native == std::endian::little);
  Number made{};
  std::memcpy(&made, bytes.data() + at, sizeof made);
  return made;
}

/// Collections of the global heap that were read.
class Heap {
 public:
  Heap(const Checked& check, InputFile& input) : check_(check), input_(input) {}

  std::string_view object(std::uint64_t address, std::uint32_t number) {
    auto found = collections_.find(address);
    if (found == collections_.end()) {
      found = collections_.try_emplace(address).first;
      found->second.bytes = collection(address);
      found->second.list();
    }
    const auto& objects = found->second.objects;
    const auto object = objects.find(number);
    if (object == objects.end()) check_.fail("it is damaged: a text is missing");
    return object->second;
  }

 private:
  std::string collection(std::uint64_t address) {
    const std::uint64_t end = input_.size();
    std::string header(kHeapHeader, '\0');
    if (address > end || end - address < kHeapHeader || !input_.read(address, header.data(), header.size())) lost();
    const auto size = number_at<std::uint64_t>(header, 8);
    if (!header.starts_with("GCOL\x01") || size < kHeapHeader || size > end - address) lost();
    std::string bytes(size, '\0');
    if (!input_.read(address, bytes.data(), bytes.size())) lost();
    return bytes;
  }
  [[noreturn]] void lost() const { check_.fail("it is damaged: its texts are missing"); }

  struct Collection {
    std::string bytes;
    std::map<std::uint32_t, std::string_view> objects;

    /// Finds the objects, up to free space or damage.
    void list() {
      for (std::size_t at = kHeapHeader; at + kObjectHeader <= bytes.size();) {
        const auto index = number_at<std::uint16_t>(bytes, at);
        const auto size = number_at<std::uint64_t>(bytes, at + 8);
        const std::size_t room = bytes.size() - at - kObjectHeader;
        if (index == 0 || size > room) return;
        objects.emplace(index, std::string_view(bytes).substr(at + kObjectHeader, size));
        at += kObjectHeader + std::min<std::size_t>((size + 7) / 8 * 8, room);
      }
    }
  };

  const Checked& check_;
  InputFile& input_;
  std::map<std::uint64_t, Collection> collections_;
};

void expect_usual_sizes(const Checked& check, hid_t dataset, std::string_view name) {
  const Handle file(check(H5Iget_file_id(dataset), name), H5Fclose);
  const Handle creation(check(H5Fget_create_plist(file.get()), name), H5Pclose);
  std::size_t address = 0, size = 0;
  check(H5Pget_sizes(creation.get(), &address, &size), name);
  if (address != 8 || size != 8) check.fail("its addresses are not 64 bits wide");
}

/// The references of a list of texts as stored in the file; zeros where none was written.
std::string references(const Checked& check, InputFile& input, hid_t dataset, std::string_view name, hsize_t count) {
  const Handle list(check(H5Dget_create_plist(dataset), name), H5Pclose);
  const H5D_layout_t layout = H5Pget_layout(list.get());
  std::string bytes(count * kReference, '\0');
  if (layout == H5D_CONTIGUOUS) {
    const haddr_t at = H5Dget_offset(dataset);
    const bool held = at != kNowhere && at <= input.size() && input.size() - at >= bytes.size();
    if (at != kNowhere && (!held || !input.read(at, bytes.data(), bytes.size()))) {
      check.fail(fmt::format("{} is not where it should be", name));
    }
    return bytes;
  }
  if (layout != H5D_CHUNKED || check(H5Pget_nfilters(list.get()), name) > 0) {
    check.fail(fmt::format("{} is stored in a way that Formcast does not write", name));
  }
  hsize_t per_chunk = 0;
  check(H5Pget_chunk(list.get(), 1, &per_chunk), name);
  for (hsize_t first = 0; first < count; first += per_chunk) {
    hsize_t size = 0;
    if (H5Dget_chunk_storage_size(dataset, &first, &size) < 0 || size == 0) continue;
    if (size != per_chunk * kReference) check.fail(fmt::format("{} is damaged", name));
    std::string chunk(size, '\0');
    std::uint32_t filters = 0;
    check(H5Dread_chunk(dataset, H5P_DEFAULT, &first, &filters, chunk.data()), name);
    bytes.replace(first * kReference, std::min(per_chunk, count - first) * kReference, chunk, 0,
                  std::min(per_chunk, count - first) * kReference);
  }
  return bytes;
}

}  // namespace

std::vector<std::string> variable_texts(const Checked& check, InputFile& input, hid_t dataset, std::string_view name,
                                        hsize_t count) {
  expect_usual_sizes(check, dataset, name);
  const std::string all = references(check, input, dataset, name, count);
  Heap heap(check, input);
  std::vector<std::string> read;
  read.reserve(count);
  std::uint64_t total = 0;  // texts do not share space, so all of them together are shorter than the file
  for (std::size_t at = 0; at < all.size(); at += kReference) {
    const auto length = number_at<std::uint32_t>(all, at);
    const auto address = number_at<std::uint64_t>(all, at + 4);
    const auto object = number_at<std::uint32_t>(all, at + 12);
    if (length == 0 || address == 0 || address == kNowhere) {
      read.emplace_back();
      continue;
    }
    const std::string_view text = heap.object(address, object);
    total += length;
    if (length > text.size() || total > input.size())
      check.fail(fmt::format("{} is damaged: it holds a text longer than its place", name));
    read.emplace_back(text.substr(0, std::min<std::size_t>(length, text.substr(0, length).find('\0'))));
  }
  return read;
}

}  // namespace formcast::hdf5
