// What is asked about the files.

#include <fmt/format.h>

#include "viewer/desk/import_text.hpp"
#include "viewer/panels/import_panel.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// A frame around a question, so that it is what the eye finds. `draw` draws the answers.
template <class Draw>
void framed(Frame& frame, const std::string& id, const std::string& title, const std::string& evidence, Draw draw) {
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

void draw_question(Frame& frame, ImportDesk& import, std::size_t n, const intake::Question& question) {
  const std::string id = fmt::format("import.question.{}", n);
  framed(frame, id, question_title(question), question_evidence(question), [&] {
    const std::vector<ImportAnswer> answers = answers_to(question, import.choices());
    for (std::size_t a = 0; a < answers.size(); ++a) {
      if (a > 0) ImGui::SameLine();
      if (ink_button(frame, fmt::format("{}.{}", id, a), answers[a].text, answers[a].suggested)) import.choose(answers[a].choices);
    }
    if (quiet_button(frame, id + ".without", "Go on without it", "What depends on it is left out"))
      import.go_on_without(question);
  });
}

void draw_rest(Frame& frame, ImportDesk& import) {
  if (!import.asks_rest()) return;
  const int days = import.days_to_explain();
  framed(frame, "import.rest", fmt::format("Was there no training on the {} days without a session?", days),
         "A day whose session lacks the chosen load stays unknown either way.", [&] {
           if (ink_button(frame, "import.rest.yes", "They were rest", false)) import.answer_rest(true);
           ImGui::SameLine();
           if (ink_button(frame, "import.rest.no", "Not known", false)) import.answer_rest(false);
         });
}

void draw_timing(Frame& frame, ImportDesk& import) {
  if (!import.asks_timing() || import.timing) return;
  framed(frame, "import.timing", "When a day has both, does its test come before its training, or after it?", "", [&] {
    if (ink_button(frame, "import.timing.next-day", "Tests come first", false)) import.timing = Timing::kNextDay;
    ImGui::SameLine();
    if (ink_button(frame, "import.timing.same-day", "Training comes first", false)) import.timing = Timing::kSameDay;
  });
}

}  // namespace

void draw_import_questions(Frame& frame, ImportDesk& import) {
  const std::vector<intake::Question> questions = import.open_questions();
  for (std::size_t n = 0; n < questions.size(); ++n) draw_question(frame, import, n, questions[n]);
  draw_rest(frame, import);
  draw_timing(frame, import);
}

}  // namespace formcast
