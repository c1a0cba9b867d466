#include "viewer/screen/theme.hpp"

#include "viewer/screen/roboto.hpp"
#include "viewer/screen/text_runs.hpp"

namespace formcast {
namespace {

constexpr ImU32 rgb(unsigned hex) { return IM_COL32(hex >> 16 & 0xff, hex >> 8 & 0xff, hex & 0xff, 0xff); }

constexpr std::array<ImU32, 6> kPlans{rgb(0x0072B2), rgb(0xD55E00), rgb(0x009E73),
                                      rgb(0xCC79A7), rgb(0xE69F00), rgb(0x56B4E9)};

}  // namespace

// The interface is ink: its accent is the colour of text. Colours belong to plans, amber to "look here".
Theme dark_theme() {
  Theme theme{true,          rgb(0x14171C), rgb(0x1B2027), rgb(0x252C35), rgb(0xE6E9EE), rgb(0x9DA7B5),
              rgb(0x2B323C), rgb(0xE6E9EE), rgb(0xF0B23C), rgb(0x8D97A5), rgb(0x181C22), kPlans};
  // Lighter than on white where a line had less than 3:1.
  theme.plans[0] = rgb(0x3B97D6);
  theme.plans[1] = rgb(0xE3671A);
  theme.plans[2] = rgb(0x12A77C);
  return theme;
}

Theme light_theme() {
  Theme theme{false,         rgb(0xF7F8FA), rgb(0xFFFFFF), rgb(0xEDF0F4), rgb(0x1C2430), rgb(0x586473),
              rgb(0xDFE4EA), rgb(0x1C2430), rgb(0x8A5A00), rgb(0x7A8594), rgb(0xF0F2F4), kPlans};
  theme.plans[3] = rgb(0xB85E91);
  return theme;
}

ImU32 faded(ImU32 colour, float opacity) {
  const auto alpha = static_cast<ImU32>(static_cast<float>(colour >> IM_COL32_A_SHIFT) * opacity);
  return (colour & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

void apply(const Theme& theme) {
  ImGuiStyle style;
  style.WindowPadding = {2 * Theme::kGrid, 2 * Theme::kGrid};
  style.FramePadding = {Theme::kGrid, 6.0f};
  style.ItemSpacing = {Theme::kGrid, Theme::kGrid};
  style.WindowRounding = style.FrameRounding = style.PopupRounding = style.GrabRounding = style.ScrollbarRounding =
      Theme::kRound;
  style.WindowBorderSize = 0.0f;
  style.PopupBorderSize = 1.0f;
  style.ScrollbarSize = 10.0f;
  style.DisabledAlpha = 0.45f;
  style.SelectableTextAlign = {0.0f, 0.5f};
  const auto set = [&](ImGuiCol slot, ImU32 colour) { style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(colour); };
  for (int slot = 0; slot < ImGuiCol_COUNT; ++slot) set(slot, theme.panel);
  set(ImGuiCol_Text, theme.text);
  set(ImGuiCol_TextDisabled, theme.faint);
  set(ImGuiCol_WindowBg, theme.panel);
  set(ImGuiCol_ChildBg, theme.panel);
  set(ImGuiCol_PopupBg, theme.panel);
  set(ImGuiCol_Border, theme.line);
  set(ImGuiCol_Separator, theme.line);
  set(ImGuiCol_FrameBg, theme.raised);
  set(ImGuiCol_FrameBgHovered, theme.line);
  set(ImGuiCol_FrameBgActive, theme.line);
  set(ImGuiCol_Button, theme.raised);
  set(ImGuiCol_ButtonHovered, theme.line);
  set(ImGuiCol_ButtonActive, theme.line);
  set(ImGuiCol_Header, theme.raised);
  set(ImGuiCol_HeaderHovered, theme.line);
  set(ImGuiCol_HeaderActive, theme.line);
  set(ImGuiCol_CheckMark, theme.accent);
  set(ImGuiCol_SliderGrab, theme.accent);
  set(ImGuiCol_SliderGrabActive, theme.accent);
  set(ImGuiCol_ScrollbarBg, faded(theme.panel, 0.0f));
  set(ImGuiCol_ScrollbarGrab, theme.line);
  set(ImGuiCol_ScrollbarGrabHovered, theme.faint);
  set(ImGuiCol_ScrollbarGrabActive, theme.faint);
  set(ImGuiCol_TextSelectedBg, faded(theme.accent, 0.35f));
  set(ImGuiCol_NavHighlight, 0);  // focus.cpp draws one ring for all widgets
  set(ImGuiCol_ModalWindowDimBg, IM_COL32(0, 0, 0, 120));
  set(ImGuiCol_TableRowBg, faded(theme.panel, 0.0f));
  set(ImGuiCol_TableHeaderBg, theme.panel);
  set(ImGuiCol_TableBorderLight, theme.line);
  set(ImGuiCol_TableBorderStrong, theme.line);
  ImGui::GetStyle() = style;
}

Fonts load_fonts(float density) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  const auto load = [&](float size) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = density > 1.5f ? 1 : 2;
    config.PixelSnapH = false;
    return atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(kRoboto.data()), static_cast<int>(kRoboto.size()),
                                      size * density, &config, glyphs_to_load());
  };
  const Fonts fonts{load(15.0f), load(13.0f), load(22.0f)};
  reserve_run_room(atlas);
  ImGui::GetIO().FontGlobalScale = 1.0f / density;
  return fonts;
}

}  // namespace formcast
