#include "wasm/renderer.hpp"

#include <GLES3/gl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cstddef>

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
  atlas.Flags |= ImFontAtlasFlags_NoBakedLines;  // lines are areas of one colour, too
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  atlas.GetTexDataAsAlpha8(&pixels, &width, &height);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, pixels);
}

void Renderer::mark_plain_areas() { ImGui::GetDrawListSharedData()->TexUvWhitePixel = kPlain; }

void Renderer::draw(const ImDrawData& data, ImU32 background) {
  const ImVec2 pixels = data.FramebufferScale;
  const ImVec2 size = data.DisplaySize;
  const int height = static_cast<int>(size.y * pixels.y);
  glViewport(0, 0, static_cast<int>(size.x * pixels.x), height);
  glDisable(GL_SCISSOR_TEST);
  const ImVec4 behind = ImGui::ColorConvertU32ToFloat4(background);
  glClearColor(behind.x, behind.y, behind.z, 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
  glEnable(GL_SCISSOR_TEST);
  glUniform4f(scale_, 2.0f / size.x, -2.0f / size.y, -1.0f, 1.0f);
  for (const ImDrawList* list : data.CmdLists) {
    glBufferData(GL_ARRAY_BUFFER, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list->IdxBuffer.size_in_bytes(), list->IdxBuffer.Data, GL_STREAM_DRAW);
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const auto left = static_cast<int>(std::max(command.ClipRect.x * pixels.x, 0.0f));
      const auto top = static_cast<int>(std::max(command.ClipRect.y * pixels.y, 0.0f));
      const auto right = static_cast<int>(command.ClipRect.z * pixels.x);
      const auto bottom = static_cast<int>(command.ClipRect.w * pixels.y);
      if (right <= left || bottom <= top) continue;
      glScissor(left, height - bottom, right - left, bottom - top);
      glDrawElements(GL_TRIANGLES, static_cast<int>(command.ElemCount), GL_UNSIGNED_SHORT,
                     reinterpret_cast<const void*>(command.IdxOffset * sizeof(ImDrawIdx)));
    }
  }
}

}  // namespace formcast
