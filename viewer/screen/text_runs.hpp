#pragma once

#include <imgui.h>

#include <optional>
#include <string_view>
#include <vector>

// Text in scripts that the one font does not have, drawn by the platform. Part of the library formcast_imgui, as
// ImGui's own functions of text call it (README.md).

namespace formcast {

/// What a run of text looks like, in device pixels.
struct RunPicture {
  float advance = 0.0f;                          ///< to where the text after it begins
  int left = 0, top = 0, width = 0, height = 0;  ///< from the pen and the baseline, downwards
  std::vector<unsigned char> ink;                ///< opacity (height x width)
};
/// Draws UTF-8 text of `em` device pixels; nothing where that fails.
using RunPainter = std::optional<RunPicture> (*)(std::string_view run, float em, bool right_to_left);

/// Without a painter only the font's own characters are legible. There is one for the program.
void set_run_painter(RunPainter painter);

/// Bytes at the beginning of a text that are drawn as one, from a character on that the font does not have: shaped
/// letters belong together, words that are read from the right also with what is between them; ideographs are alone.
std::size_t run_length(std::string_view text, bool (*in_font)(unsigned letter));

/// True once a text was met that load_fonts() did not provide for: load the fonts again, and repeat the frame.
bool fonts_lack_text();
/// The characters of the font to load: few, and all that it has once others were met.
const ImWchar* glyphs_to_load();
/// Keeps room in an atlas for pictures of runs, where they are needed. Call it before the atlas is built.
void reserve_run_room(ImFontAtlas& atlas);

/// The part of the atlas, in its pixels, that has been drawn since the last call.
struct AtlasPart {
  int left, top, right, bottom;
};
std::optional<AtlasPart> take_new_runs();

}  // namespace formcast
