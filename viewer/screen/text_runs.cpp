#include "viewer/screen/text_runs.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <unordered_map>
#include <utility>

namespace formcast {
namespace {

constexpr unsigned kFirst = 0xE000, kLast = 0xF8FF;  // private use: a character for each run that has a picture
constexpr int kRoom = 1024;   // device pixels of the room's sides; twice as wide on dense screens
constexpr int kGap = 1;       // between pictures, as they are drawn smoothly
constexpr int kLongest = 64;  // characters of a run
constexpr float kEm = 2048.0f / (1900.0f + 500.0f);  // Roboto's em, where ImGui's size is from ascent to descent

// What words.cpp and the panels write: Latin, Greek, dashes, quotes, arrows, signs. What else the font has is for
// names.
constexpr ImWchar kFew[]{0x20,   0xff,   0x370,  0x3ff,  0x2010, 0x2026, 0x2032, 0x2033, 0x2190,
                         0x2193, 0x2212, 0x2212, 0x2248, 0x2248, 0x2264, 0x2265, 0};
constexpr ImWchar kAll[]{0x20,   0x17f,  0x1a0,  0x1a1,  0x1af,  0x1b0,  0x218,  0x21b,  0x370,
                         0x45f,  0x490,  0x491,  0x1ea0, 0x1ef9, 0x2010, 0x2026, 0x2032, 0x2033,
                         0x2190, 0x2193, 0x2212, 0x2212, 0x2248, 0x2248, 0x2264, 0x2265, 0};

struct Runs {
  RunPainter painter = nullptr;
  bool met = false;                                 ///< a text beyond kFew
  bool lacks = false;                               ///< and the fonts have to be loaded for it
  int loaded_at = 0;                                ///< the frame before the first with these fonts
  int room = -1;                                    ///< the atlas's custom rectangle
  int x = 0, y = 0, row = 0;                        ///< where the next picture goes, and the height of its row
  std::unordered_map<std::string, unsigned> known;  ///< runs, by their text: their characters
  std::optional<AtlasPart> fresh;
} runs;

bool in(unsigned letter, unsigned from, unsigned to) { return from <= letter && letter <= to; }

/// Written from right to left.
bool from_right(unsigned letter) {
  return in(letter, 0x590, 0x8ff) || in(letter, 0xfb1d, 0xfdff) || in(letter, 0xfe70, 0xfeff) ||
         in(letter, 0x10800, 0x10fff) || in(letter, 0x1e800, 0x1efff);
}
/// Belongs to the letter before it.
bool attached(unsigned letter) {
  return in(letter, 0x300, 0x36f) || in(letter, 0x3099, 0x309a) || in(letter, 0xfe00, 0xfe0f) || letter == 0x200d ||
         in(letter, 0x1f3fb, 0x1f3ff) || in(letter, 0xe0020, 0xe01ef);
}
/// Ideographs, kana and syllables that no neighbour shapes.
bool alone(unsigned letter) {
  if (attached(letter)) return false;
  return in(letter, 0x2e80, 0x9fff) || in(letter, 0xac00, 0xd7a3) || in(letter, 0xf900, 0xfaff) ||
         in(letter, 0xff00, 0xffef) || in(letter, 0x20000, 0x3ffff);
}
/// Between words of either direction.
bool neutral(unsigned letter) {
  return in(letter, 0x20, 0x40) || in(letter, 0x5b, 0x60) || in(letter, 0x7b, 0xbf) || in(letter, 0x2010, 0x2027);
}

bool in_font(unsigned letter) {
  return letter < 0x80 || letter == IM_UNICODE_CODEPOINT_INVALID ||
         ((letter < kFirst || letter > kLast) &&
          ImGui::GetIO().Fonts->Fonts[0]->FindGlyphNoFallback(letter) != nullptr);
}

/// A place for a picture in the room; nothing where it is full.
std::optional<ImVec2> place(const ImFontAtlasCustomRect& room, const RunPicture& picture) {
  if (runs.x + picture.width > room.Width) runs.x = 0, runs.y += std::exchange(runs.row, 0);
  if (runs.y + picture.height > room.Height) return std::nullopt;
  const ImVec2 at(static_cast<float>(room.X + runs.x), static_cast<float>(room.Y + runs.y));
  runs.x += picture.width + kGap;
  runs.row = std::max(runs.row, picture.height + kGap);
  return at;
}

void add_glyph(ImFont& font, unsigned letter, const RunPicture& picture, ImVec2 at) {
  const ImVec2 scale = font.ContainerAtlas->TexUvScale;
  const auto left = static_cast<float>(picture.left), top = font.Ascent + static_cast<float>(picture.top);
  const auto width = static_cast<float>(picture.width), height = static_cast<float>(picture.height);
  font.AddGlyph(nullptr, letter, left, top, left + width, top + height, at.x * scale.x, at.y * scale.y,
                (at.x + width) * scale.x, (at.y + height) * scale.y, std::round(picture.advance));
  // As BuildLookupTable() does for all: the fonts are in use.
  const int before = font.IndexAdvanceX.Size;
  font.GrowIndex(static_cast<int>(letter) + 1);
  for (int i = before; i < font.IndexAdvanceX.Size; ++i) font.IndexAdvanceX[i] = font.FallbackAdvanceX;
  font.IndexLookup[static_cast<int>(letter)] = static_cast<ImWchar>(font.Glyphs.Size - 1);
  font.IndexAdvanceX[static_cast<int>(letter)] = font.Glyphs.back().AdvanceX;
  font.Used4kPagesMap[letter / 4096 >> 3] |= static_cast<ImU8>(1U << (letter / 4096 & 7U));
  font.DirtyLookupTables = false;
  font.FallbackGlyph = font.FindGlyphNoFallback(font.FallbackChar);
}

/// Draws a run in every size of the font; false where there is no room for it.
bool draw(std::string_view run, unsigned letter) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  const ImFontAtlasCustomRect& room = *atlas.GetCustomRectByIndex(runs.room);
  const char* end = run.data() + run.size();
  bool rtl = false;
  for (const char* at = run.data(); at < end;) {
    unsigned read = 0;
    at += ImTextCharFromUtf8(&read, at, end);
    rtl = rtl || from_right(read);
  }
  for (ImFont* font : atlas.Fonts) {
    std::optional<RunPicture> picture = runs.painter(run, font->FontSize * kEm, rtl);
    if (!picture) return false;
    const int across = std::exchange(picture->width, std::min<int>(picture->width, room.Width));  // or cut off
    const std::optional<ImVec2> at = place(room, *picture);
    if (!at) return false;
    const int left = static_cast<int>(at->x), top = static_cast<int>(at->y);
    for (int row = 0; row < picture->height; ++row) {
      std::memcpy(atlas.TexPixelsAlpha8 + (top + row) * atlas.TexWidth + left, picture->ink.data() + row * across,
                  static_cast<std::size_t>(picture->width));
    }
    add_glyph(*font, letter, *picture, *at);
    AtlasPart all = runs.fresh.value_or(AtlasPart{left, top, left, top});
    all.left = std::min(all.left, left), all.top = std::min(all.top, top);
    all.right = std::max(all.right, left + picture->width), all.bottom = std::max(all.bottom, top + picture->height);
    runs.fresh = all;
  }
  return true;
}

/// The character of a run; that of an unknown letter where it cannot be drawn, or not yet.
unsigned letter_of(std::string_view run) {
  const auto found = runs.known.find(std::string(run));
  if (found != runs.known.end()) return found->second;
  const unsigned unknown = ImGui::GetIO().Fonts->Fonts[0]->FallbackChar;
  const bool room = runs.room >= 0 && ImGui::GetIO().Fonts->TexPixelsAlpha8 != nullptr;
  const unsigned next = kFirst + static_cast<unsigned>(runs.known.size());
  if (room && next <= kLast && draw(run, next)) return runs.known[std::string(run)] = next;
  // Full: what is on the screen now is drawn afresh, once a frame.
  runs.lacks = !room || ImGui::GetFrameCount() > runs.loaded_at + 1;
  return unknown;
}

}  // namespace

void set_run_painter(RunPainter painter) { runs.painter = painter; }

std::size_t run_length(std::string_view text, bool (*has)(unsigned letter)) {
  const char* const end = text.data() + text.size();
  const char* last = text.data();
  bool rtl = false, gap = false, single = false;
  int count = 0;
  for (const char* at = text.data(); at < end && count < kLongest; ++count) {
    unsigned letter = 0;
    at += ImTextCharFromUtf8(&letter, at, end);
    if (letter < 0x20) break;
    if (has(letter)) {
      if (!rtl || !neutral(letter)) break;
      gap = true;
      continue;
    }
    if ((gap && !from_right(letter)) || (single && !attached(letter)) || (count > 0 && alone(letter))) break;
    rtl = rtl || from_right(letter);
    single = single || alone(letter);
    gap = false;
    last = at;
  }
  return static_cast<std::size_t>(last - text.data());
}

bool fonts_lack_text() { return runs.lacks; }

const ImWchar* glyphs_to_load() { return runs.met ? kAll : kFew; }

void reserve_run_room(ImFontAtlas& atlas) {
  runs.known.clear();
  runs.fresh.reset();
  runs.lacks = false;
  runs.x = runs.y = runs.row = 0;
  runs.room = -1;
  runs.loaded_at = ImGui::GetFrameCount();
  if (!runs.met || runs.painter == nullptr) return;
  const int across = atlas.ConfigData[0].SizePixels > 20.0f ? 2 * kRoom : kRoom;
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  atlas.TexDesiredWidth = 2 * across;
  runs.room = atlas.AddCustomRectRegular(across, kRoom);
}

std::optional<AtlasPart> take_new_runs() { return std::exchange(runs.fresh, std::nullopt); }

}  // namespace formcast

/// In place of ImTextCharFromUtf8() where ImGui measures and draws text (viewer/CMakeLists.txt): a run that the font
/// does not have is one character.
int ImTextRunFromUtf8(unsigned* letter, const char* text, const char* end) {
  using namespace formcast;
  const int length = ImTextCharFromUtf8(letter, text, end);
  if (in_font(*letter)) return length;
  if (!runs.met) {
    runs.met = runs.lacks = true;
    *letter = ImGui::GetIO().Fonts->Fonts[0]->FallbackChar;
    return length;
  }
  if (runs.painter == nullptr) return length;
  if (end == nullptr) end = text + std::strlen(text);
  const std::string_view rest(text, static_cast<std::size_t>(end - text));
  const std::size_t bytes = std::max<std::size_t>(run_length(rest, in_font), static_cast<std::size_t>(length));
  *letter = letter_of(rest.substr(0, bytes));
  return static_cast<int>(bytes);
}
