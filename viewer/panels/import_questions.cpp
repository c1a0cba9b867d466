// What is asked about the files.

#include <fmt/format.h>

#include "sim/base/language.hpp"
#include "viewer/desk/import_text.hpp"
#include "viewer/panels/import_panel.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

void draw_question(Frame& frame, ImportDesk& import, const intake::Question& question) {
  const std::string id = "import.question";
  draw_framed(frame, id, question_title(question), question_evidence(question), [&] {
    const std::vector<ImportAnswer> answers = answers_to(question, import.choices());
    for (std::size_t a = 0; a < answers.size(); ++a) {
      place_answer(a, answers[a].text);
      if (ink_button(frame, fmt::format("{}.{}", id, a), answers[a].text, answers[a].suggested))
        import.choose(answers[a].choices);
    }
    if (quiet_button(frame, id + ".without", tr("Go on without it"), tr("What depends on it is left out")))
      import.go_on_without(question);
  });
}

void draw_rest(Frame& frame, ImportDesk& import) {
  const int days = import.days_to_explain();
  draw_framed(frame, "import.rest", tr("Was there no training on the {} days without a session?", days),
              tr("A day whose session lacks the chosen load stays unknown either way."), [&] {
                if (ink_button(frame, "import.rest.yes", tr("They were rest"), false)) import.answer_rest(true);
                ImGui::SameLine();
                if (ink_button(frame, "import.rest.no", tr("Not known"), false)) import.answer_rest(false);
              });
}

void draw_timing(Frame& frame, ImportDesk& import) {
  draw_framed(frame, "import.timing", tr("When a day has both, does its test come before its training, or after it?"),
              "", [&] {
                if (ink_button(frame, "import.timing.next-day", tr("Tests come first"), false))
                  import.timing = Timing::kNextDay;
                ImGui::SameLine();
                if (ink_button(frame, "import.timing.same-day", tr("Training comes first"), false))
                  import.timing = Timing::kSameDay;
              });
}

}  // namespace

void draw_framed(Frame& frame, const std::string& id, const std::string& title, const std::string& evidence,
                 const std::function<void()>& draw) {
  constexpr float kPad = 16.0f;
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({from.x + kPad, from.y + kPad});
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width - 2.0f * kPad);
  ImGui::TextUnformatted(title.c_str());
  frame.widgets.add_item(id, title);
  ImGui::PushFont(frame.fonts.small);
  if (!evidence.empty()) ImGui::TextDisabled("%s", evidence.c_str());
  ImGui::PopFont();
  draw();
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
  const ImVec2 to{from.x + width, ImGui::GetItemRectMax().y + kPad};
  ImGui::GetWindowDrawList()->AddRect({from.x + 1.0f, from.y + 1.0f}, {to.x - 1.0f, to.y - 1.0f}, frame.theme.text,
                                      6.0f, 0, 2.0f);
  ImGui::SetCursorScreenPos({from.x, to.y});
  ImGui::Dummy({width, 0.0f});
}

void place_answer(std::size_t n, const std::string& text) {
  if (n == 0) return;
  constexpr float kPad = 16.0f;
  const ImGuiStyle& style = ImGui::GetStyle();
  const float width = ImGui::CalcTextSize(text.c_str()).x + 2.0f * style.FramePadding.x;
  const float right = right_edge() - kPad;
  if (ImGui::GetItemRectMax().x + style.ItemSpacing.x + width < right) ImGui::SameLine();
}

void draw_import_questions(Frame& frame, ImportDesk& import) {
  if (import.table() != nullptr) return;  // it has its own
  const std::vector<intake::Question> questions = import.open_questions();
  if (!questions.empty()) return draw_question(frame, import, questions.front());
  if (import.asks_rest()) return draw_rest(frame, import);
  if (import.asks_timing() && !import.timing) draw_timing(frame, import);
}

}  // namespace formcast
