#include "sim/intake/kinds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "sim/base/csv.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/devices/apple_health_reader.hpp"
#include "sim/devices/archive.hpp"
#include "sim/devices/golden_cheetah_reader.hpp"
#include "sim/devices/xml_tokens.hpp"
#include "sim/exports/csv_sheet.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// Enough for a declaration, comments and the root of an XML file, or the headings of a table.
Bytes head_of(Bytes bytes) {
  constexpr std::size_t kHead = std::size_t{1} << 16U;
  return bytes.first(std::min(bytes.size(), kHead));
}

bool is_fit(Bytes bytes) {
  constexpr std::size_t kSignature = 8;
  return bytes.size() >= kSignature + 4 && std::memcmp(bytes.data() + kSignature, ".FIT", 4) == 0;
}

/// Name of the root element; "" where there is none.
std::string xml_root(Bytes bytes) {
  const std::string_view begin = text_of(bytes.first(std::min<std::size_t>(bytes.size(), 256)));
  if (begin.find('<') == std::string_view::npos) return "";
  XmlTokens tokens(bytes);
  XmlToken token;
  while (tokens.next(token)) {
    if (token.kind == XmlToken::Kind::kStart) return std::string(token.name.local);
  }
  return "";
}

/// The headings of a table, as they are compared and without units; none where the text is no table.
std::vector<std::string> headings_of(Bytes bytes) {
  std::vector<std::string> headings;
  const DecodedText decoded(bytes);
  try {
    DelimitedText table(decoded.text(), "");
    std::vector<Field> fields;
    if (!table.next(fields)) return {};
    for (const Field& field : fields) {
      std::string key = heading_key(field.text);
      if (key.ends_with(']') || key.ends_with(')')) key.erase(std::min(key.find_first_of("[("), key.size()));
      while (key.ends_with(' ')) key.pop_back();
      headings.push_back(std::move(key));
    }
  } catch (const InputError&) {
    return {};
  }
  return headings;
}

bool is_history(const std::vector<std::string>& headings) {
  constexpr std::array<std::string_view, 3> kColumns{"date", "load", "performance"};
  return std::ranges::all_of(
      kColumns, [&](std::string_view name) { return std::ranges::find(headings, name) != headings.end(); });
}

}  // namespace

FileKind kind_by_content(Bytes bytes) {
  if (is_fit(bytes)) return FileKind::kFit;
  if (is_zip(bytes) || is_gzip(bytes)) return FileKind::kArchive;
  if (is_apple_health(bytes)) return FileKind::kAppleHealth;
  if (is_golden_cheetah(bytes)) return FileKind::kGoldenCheetah;
  const std::string root = xml_root(head_of(bytes));
  if (root == "TrainingCenterDatabase") return FileKind::kTcx;
  if (root == "gpx") return FileKind::kGpx;
  if (may_be_table(bytes) && is_history(headings_of(head_of(bytes)))) return FileKind::kHistory;
  return FileKind::kOther;
}

bool may_be_table(Bytes bytes) {
  const Bytes head = head_of(bytes);
  if (head.size() < 3) return false;
  const bool utf16 = (head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF);
  return utf16 || std::ranges::find(head, std::uint8_t{0}) == head.end();
}

bool is_office_file(const ByteSource& zip) {
  std::vector<std::uint8_t> buffer;
  if (!is_zip(zip.read(0, 4, buffer))) return false;
  const ZipDirectory directory = list_zip(zip);
  return std::ranges::any_of(directory.entries, [](const ZipEntry& entry) {
    return entry.name == "[Content_Types].xml" || entry.name == "META-INF/manifest.xml";
  });
}

bool is_named_as_read(std::string_view name) {
  constexpr std::array<std::string_view, 5> kEndings{".fit", ".tcx", ".gpx", ".zip", ".gz"};
  const std::string lower_name = lower(name);
  return std::ranges::any_of(kEndings, [&](std::string_view ending) { return lower_name.ends_with(ending); });
}

std::string why_unknown(Bytes bytes, std::string_view name) {
  if (bytes.empty()) return tr("it is empty");
  const Bytes head = head_of(bytes);
  if (const std::string root = xml_root(head); !root.empty()) {
    return tr("XML of <{}>, which is not read", root);
  }
  if (is_named_as_read(name)) return tr("it is not what its name says, and no other kind that is read");
  const std::string_view text = may_be_table(bytes) ? text_of(head) : "";
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && (text[first] == '{' || text[first] == '['))
    return tr("JSON, which is not read");
  const std::vector<std::string> headings = text.empty() ? std::vector<std::string>() : headings_of(head);
  if (headings.size() < 2) return tr("no kind of file that is read");
  constexpr std::size_t kMost = 5;
  const auto end = headings.begin() + static_cast<std::ptrdiff_t>(std::min(kMost, headings.size()));
  return tr("a table whose headings are not known: {}{}; --propose-map proposes what they are, --map reads it",
            fmt::join(headings.begin(), end, ", "), headings.size() > kMost ? ", ..." : "");
}

}  // namespace formcast::intake
