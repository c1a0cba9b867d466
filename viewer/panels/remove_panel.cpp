#include "viewer/panels/remove_panel.hpp"

#include "sim/base/language.hpp"
#include "viewer/panels/fields.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {

void draw_remove_form(Frame& frame, bool opens) {
  const std::string& athlete = frame.desk.twin().athlete;
  if (!begin_form(frame, "Remove", opens, tr("Remove the athlete {} from this device?", athlete), 400.0f)) return;
  say(frame,
      tr("The record, the twin, plans and earlier steps that are kept here are deleted. Files that were saved stay "
         "where "
         "they are."),
      true);
  const FormEnd end = form_foot(frame, "remove", tr("Remove"));
  if (end == FormEnd::kKeep) frame.view.remove = true;
  if (end != FormEnd::kNone) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace formcast
