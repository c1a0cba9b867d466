#include "wasm/renderer.hpp"

#include <GLES3/gl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>

namespace formcast {
namespace {

constexpr const char* kVertexShader = R"(#version 300 es
uniform vec4 scale;
layout(location = 0) in vec2 place;
layout(location = 1) in vec2 texel;
layout(location = 2) in vec4 colour;
out vec2 at;
out vec4 shade;
void main() {
  at = texel;
  shade = colour;
  gl_Position = vec4(place * scale.xy + scale.zw, 0.0, 1.0);
})";

constexpr const char* kFragmentShader = R"(#version 300 es
precision mediump float;
uniform sampler2D fonts;
in vec2 at;
in vec4 shade;
out vec4 pixel;
void main() {
  pixel = shade;
  if (at.x >= 0.0) pixel.a *= textureLod(fonts, at, 0.0).r;
})";

constexpr ImVec2 kPlain{-1.0f, -1.0f};

unsigned shader(unsigned kind, const char* source) {
  const unsigned made = glCreateShader(kind);
  glShaderSource(made, 1, &source, nullptr);
  glCompileShader(made);
  return made;
}

void attribute(unsigned place, int size, unsigned kind, bool normalised, std::size_t offset) {
  glEnableVertexAttribArray(place);
  glVertexAttribPointer(place, size, kind, normalised ? GL_TRUE : GL_FALSE, sizeof(ImDrawVert),
                        reinterpret_cast<const void*>(offset));
}

void scissor(const Pixels& area, int height) {
  glScissor(area.left, height - area.bottom, area.right - area.left, area.bottom - area.top);
}

void clear(const Pixels& area, int height, ImU32 colour) {
  scissor(area, height);
  const ImVec4 of = ImGui::ColorConvertU32ToFloat4(colour);
  glClearColor(of.x, of.y, of.z, 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
}

/// The pixels of the two triangles from index `at` on, if they are one large upright rectangle that hides what is
/// behind: clearing them is ten times faster than drawing them. ImGui makes such rectangles of four corners in turn.
std::optional<Pixels> large_area(const ImDrawList& list, unsigned at, ImVec2 pixels) {
  constexpr float kLarge = 4096.0f;  // pixels; fewer are not worth a separate call
  const ImDrawIdx* index = list.IdxBuffer.Data + at;
  const unsigned first = index[0];
  if (index[1] != first + 1 || index[2] != first + 2 || index[3] != first || index[4] != first + 2 ||
      index[5] != first + 3) {
    return std::nullopt;
  }
  const ImDrawVert* corner = list.VtxBuffer.Data + first;
  const ImVec2 from = corner[0].pos, to = corner[2].pos;
  const bool upright = corner[1].pos.x == to.x && corner[1].pos.y == from.y && corner[3].pos.x == from.x &&
                       corner[3].pos.y == to.y && from.x < to.x && from.y < to.y;
  const bool plain = corner[0].uv.x < 0.0f && corner[2].uv.x < 0.0f;
  const ImU32 colour = corner[0].col;
  const bool opaque = colour >> IM_COL32_A_SHIFT == 255 && corner[1].col == colour && corner[2].col == colour &&
                      corner[3].col == colour;
  if (!upright || !plain || !opaque || (to.x - from.x) * (to.y - from.y) * pixels.x * pixels.y < kLarge) {
    return std::nullopt;
  }
  // A pixel is inside if its centre is.
  const auto edge = [](float place, float scale) { return static_cast<int>(std::ceil(place * scale - 0.5f)); };
  return Pixels{edge(from.x, pixels.x), edge(from.y, pixels.y), edge(to.x, pixels.x), edge(to.y, pixels.y)};
}

}  // namespace

Renderer::Renderer() {
  program_ = glCreateProgram();
  glAttachShader(program_, shader(GL_VERTEX_SHADER, kVertexShader));
  glAttachShader(program_, shader(GL_FRAGMENT_SHADER, kFragmentShader));
  glLinkProgram(program_);
  scale_ = glGetUniformLocation(program_, "scale");
  std::array<unsigned, 2> buffers{};
  glGenBuffers(2, buffers.data());
  vertices_ = buffers[0], indices_ = buffers[1];
  glGenVertexArrays(1, &array_);
  glBindVertexArray(array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  attribute(0, 2, GL_FLOAT, false, offsetof(ImDrawVert, pos));
  attribute(1, 2, GL_FLOAT, false, offsetof(ImDrawVert, uv));
  attribute(2, 4, GL_UNSIGNED_BYTE, true, offsetof(ImDrawVert, col));
  glGenTextures(1, &fonts_);
  glBindTexture(GL_TEXTURE_2D, fonts_);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glUseProgram(program_);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

void Renderer::load_fonts() {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  atlas.GetTexDataAsAlpha8(&pixels, &width, &height);
  changed_.forget();
  atlas.TexUvWhitePixel = kPlain;  // the texture coordinate of areas of one colour
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, pixels);
}

void Renderer::load_part(const AtlasPart& part) {
  const ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  glPixelStorei(GL_UNPACK_ROW_LENGTH, atlas.TexWidth);
  glTexSubImage2D(GL_TEXTURE_2D, 0, part.left, part.top, part.right - part.left, part.bottom - part.top, GL_RED,
                  GL_UNSIGNED_BYTE, atlas.TexPixelsAlpha8 + part.top * atlas.TexWidth + part.left);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

/// What is to be drawn of a list into a part of the canvas: triangles into a clip, or a colour over it.
struct Renderer::Round {
  Pixels clip;
  std::size_t first = 0, count = 0;  ///< indices
  ImU32 colour = 0;                  ///< where there are none
};

void Renderer::collect(const ImDrawList& list, ImVec2 scale, const Pixels& part, std::vector<Round>& rounds) {
  for (const ImDrawCmd& command : list.CmdBuffer) {
    const Pixels clip = clip_of(command, scale, part);
    if (clip.empty()) continue;
    rounds.push_back({clip, indices_of_list_.size()});
    const unsigned end = command.IdxOffset + command.ElemCount;
    for (unsigned at = command.IdxOffset; at + 3 <= end; at += 3) {
      if (common(clip, bounds_of(list, at, scale)).empty()) continue;
      if (const std::optional<Pixels> area = at + 6 <= end ? large_area(list, at, scale) : std::nullopt) {
        rounds.push_back({common(clip, *area), 0, 0, list.VtxBuffer.Data[list.IdxBuffer.Data[at]].col});
        rounds.push_back({clip, indices_of_list_.size()});
        at += 3;
        continue;
      }
      indices_of_list_.insert(indices_of_list_.end(),
                              {list.IdxBuffer.Data[at], list.IdxBuffer.Data[at + 1], list.IdxBuffer.Data[at + 2]});
      rounds.back().count += 3;
    }
  }
}

void Renderer::draw(const ImDrawData& data, ImU32 background) {
  const ImVec2 scale = data.FramebufferScale;
  const std::vector<Pixels> parts = changed_.of(data, background);
  if (parts.empty()) return;
  const int height = static_cast<int>(data.DisplaySize.y * scale.y);
  glViewport(0, 0, static_cast<int>(data.DisplaySize.x * scale.x), height);
  glEnable(GL_SCISSOR_TEST);
  glUniform4f(scale_, 2.0f / data.DisplaySize.x, -2.0f / data.DisplaySize.y, -1.0f, 1.0f);
  for (const Pixels& part : parts) clear(part, height, background);
  std::vector<Round> rounds;
  for (const ImDrawList* list : data.CmdLists) {
    rounds.clear();
    indices_of_list_.clear();
    for (const Pixels& part : parts) collect(*list, scale, part, rounds);
    glBufferData(GL_ARRAY_BUFFER, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<std::ptrdiff_t>(indices_of_list_.size() * sizeof(ImDrawIdx)),
                 indices_of_list_.data(), GL_STREAM_DRAW);
    for (const Round& round : rounds) {
      if (round.clip.empty()) continue;
      if (round.colour != 0) {
        clear(round.clip, height, round.colour);
      } else if (round.count > 0) {
        scissor(round.clip, height);
        glDrawElements(GL_TRIANGLES, static_cast<int>(round.count), GL_UNSIGNED_SHORT,
                       reinterpret_cast<const void*>(round.first * sizeof(ImDrawIdx)));
      }
    }
  }
}

}  // namespace formcast
