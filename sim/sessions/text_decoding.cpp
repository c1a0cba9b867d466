#include "sim/sessions/text_decoding.hpp"

#include <array>
#include <cstddef>

namespace formcast::intake {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

constexpr std::array<std::uint16_t, 32> kWindows1252 = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

constexpr std::array<std::uint16_t, 128> kCodePage437 = {
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE,
    0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9, 0x00FF, 0x00D6,
    0x00DC, 0x00A2, 0x00A3, 0x00A5, 0x20A7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA,
    0x00BA, 0x00BF, 0x2310, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB, 0x2591, 0x2592, 0x2593, 0x2502,
    0x2524, 0x2561, 0x2562, 0x2556, 0x2555, 0x2563, 0x2551, 0x2557, 0x255D, 0x255C, 0x255B, 0x2510, 0x2514,
    0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x255E, 0x255F, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550,
    0x256C, 0x2567, 0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256B, 0x256A, 0x2518, 0x250C,
    0x2588, 0x2584, 0x258C, 0x2590, 0x2580, 0x03B1, 0x00DF, 0x0393, 0x03C0, 0x03A3, 0x03C3, 0x00B5, 0x03C4,
    0x03A6, 0x0398, 0x03A9, 0x03B4, 0x221E, 0x03C6, 0x03B5, 0x2229, 0x2261, 0x00B1, 0x2265, 0x2264, 0x2320,
    0x2321, 0x00F7, 0x2248, 0x00B0, 0x2219, 0x00B7, 0x221A, 0x207F, 0x00B2, 0x25A0, 0x00A0};

std::uint8_t byte_at(std::string_view text, std::size_t i) { return static_cast<std::uint8_t>(text[i]); }

/// Length of the well-formed character at `i`, 0 where there is none (Unicode 15, table 3-7).
std::size_t character_length(std::string_view text, std::size_t i) {
  const std::uint8_t lead = byte_at(text, i);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (i + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0U) != 0x80U) return 0;
  }
  const std::uint8_t second = byte_at(text, i + 1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool outside = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : length;
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
  std::string text;
  text.reserve(bytes.size());
  const auto unit = [&](std::size_t i) {
    const std::uint32_t first = byte_at(bytes, i), second = byte_at(bytes, i + 1);
    return big_endian ? first << 8U | second : second << 8U | first;
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    std::uint32_t code = unit(i);
    if (code >= 0xD800 && code < 0xDC00 && i + 3 < bytes.size()) {
      const std::uint32_t low = unit(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
        i += 2;
      }
    }
    append_utf8(text, code);
  }
  return text;
}

}  // namespace

DecodedText::DecodedText(std::span<const std::uint8_t> bytes)
    : plain_(reinterpret_cast<const char*>(bytes.data()), bytes.size()) {
  using namespace std::string_view_literals;
  if (plain_.starts_with("\xEF\xBB\xBF"sv)) {
    plain_.remove_prefix(3);
    return;
  }
  const bool mark_little = plain_.starts_with("\xFF\xFE"sv), mark_big = plain_.starts_with("\xFE\xFF"sv);
  const bool little = mark_little || plain_.starts_with("<\0"sv), big = mark_big || plain_.starts_with("\0<"sv);
  if (!little && !big) return;
  if (mark_little || mark_big) plain_.remove_prefix(2);
  owned_ = from_utf16(plain_, big);
  converted_ = true;
}

void DecodedText::read_as_windows_1252() {
  std::string text;
  text.reserve(plain_.size());
  for (const char c : plain_) {
    const auto byte = static_cast<std::uint8_t>(c);
    append_utf8(text, byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80U] : byte);
  }
  owned_ = std::move(text);
  converted_ = true;
}

DecodedText decode_table(std::string_view text) {
  DecodedText decoded({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (!is_utf8(decoded.text())) decoded.read_as_windows_1252();
  return decoded;
}

void append_utf8(std::string& text, std::uint32_t code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = kReplacement;
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(static_cast<std::uint8_t>(byte)); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0U | code >> 6U);
  } else {
    if (code < 0x10000) {
      put(0xE0U | code >> 12U);
    } else {
      put(0xF0U | code >> 18U);
      put(0x80U | (code >> 12U & 0x3FU));
    }
    put(0x80U | (code >> 6U & 0x3FU));
  }
  put(0x80U | (code & 0x3FU));
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string repaired_utf8(std::string_view text) {
  std::string repaired;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    if (length == 0) {
      append_utf8(repaired, kReplacement);
      ++i;
    } else {
      repaired += text.substr(i, length);
      i += length;
    }
  }
  return repaired;
}

std::string from_cp437(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    append_utf8(text, byte < 0x80 ? byte : kCodePage437[byte - 0x80U]);
  }
  return text;
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (std::size_t i = 0; i < lowered.size(); ++i) {
    const std::uint8_t byte = byte_at(lowered, i);
    const bool after_c3 = i > 0 && byte_at(lowered, i - 1) == 0xC3;
    const bool capital = (byte >= 'A' && byte <= 'Z') || (after_c3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97);
    if (capital) lowered[i] = static_cast<char>(byte + 0x20);
  }
  return lowered;
}

}  // namespace formcast::intake
