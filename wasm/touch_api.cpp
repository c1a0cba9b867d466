// The interface for fingers and an on-screen keyboard; touch.mjs and text_input.mjs call these.
#include <emscripten/emscripten.h>
#include <imgui.h>

#include <nlohmann/json.hpp>
#include <string>

#include "viewer/app/text_input.hpp"
#include "viewer/app/touch.hpp"
#include "wasm/page_app.hpp"

using namespace formcast;

namespace {

/// As a style sheet writes it.
std::string css(ImGuiCol colour) {
  const ImVec4& of = ImGui::GetStyleColorVec4(colour);
  const auto part = [](float value) { return std::to_string(static_cast<int>(255.0f * value)); };
  return "rgb(" + part(of.x) + " " + part(of.y) + " " + part(of.z) + ")";
}

}  // namespace

extern "C" {

/// Whether the following events come from a finger, in place of a mouse.
EMSCRIPTEN_KEEPALIVE void formcast_touched(bool finger) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(finger ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
}
/// Before the button: whether the click is the second of two. The times of touches are known better than those of
/// frames.
EMSCRIPTEN_KEEPALIVE void formcast_twice(bool twice) {
  ImGuiIO& io = ImGui::GetIO();
  io.MouseClickedTime[0] = twice ? ImGui::GetTime() + 1.0 : -1e9;  // however long the frame takes
  io.MouseClickedPos[0] = io.MousePos;
}
/// 1: it scrolls; 2: a chart; 4: the loads; 8: a plan's row; or several of them.
EMSCRIPTEN_KEEPALIVE int formcast_under(float x, float y) {
  const Under found = under(page_app().widgets(), {x, y});
  return (found.scrolls ? 1 : 0) | (found.time ? 2 : 0) | (found.loads ? 4 : 0) | (found.plan ? 8 : 0);
}
EMSCRIPTEN_KEEPALIVE void formcast_scroll(float x, float y, float by) { scroll_panel({x, y}, by); }
EMSCRIPTEN_KEEPALIVE void formcast_pinch(float from, float to, double factor) { page_app().pinch(from, to, factor); }

/// The focused text field, as JSON; "" for none. Valid until the next call.
EMSCRIPTEN_KEEPALIVE const char* formcast_field() {
  static std::string told;
  told.clear();
  if (const auto field = text_field(page_app().widgets())) {
    told = nlohmann::ordered_json{{"id", field->id},
                                  {"box", {field->from.x, field->from.y, field->to.x, field->to.y}},
                                  {"text", field->text},
                                  {"caret", field->caret},
                                  {"from", field->selected_from},
                                  {"number", field->number},
                                  {"paper", css(ImGuiCol_FrameBg)},
                                  {"ink", css(ImGuiCol_Text)}}
               .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  }
  return told.c_str();
}
EMSCRIPTEN_KEEPALIVE void formcast_type(const char* text) { type_instead(text); }
EMSCRIPTEN_KEEPALIVE void formcast_caret(int from, int caret) { place_caret(from, caret); }

/// Tab: whether another widget got the focus; otherwise it leaves the screen.
EMSCRIPTEN_KEEPALIVE bool formcast_tab(bool back) { return page_app().move_focus(back); }
EMSCRIPTEN_KEEPALIVE void formcast_drop_focus() { page_app().drop_focus(); }
}
