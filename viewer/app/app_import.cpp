// An athlete's own files: the dialog, and what it leads to.

#include <nlohmann/json.hpp>
#include <utility>

#include "sim/base/language.hpp"
#include "viewer/app/app.hpp"
#include "viewer/compute/import_reader.hpp"
#include "viewer/desk/import_table_text.hpp"
#include "viewer/desk/import_text.hpp"
#include "viewer/export/plan_csv.hpp"
#include "viewer/panels/import_panel.hpp"
#include "viewer/screen/platform.hpp"

namespace formcast {

bool App::imports(const std::string& name, std::string_view begin) {
  return begin.rfind("\x89HDF", 0) != 0 && !is_plan_csv(begin) && is_imported(name, begin);
}

void App::import_files(std::vector<std::string> paths) {
  if (paths.empty()) return;
  asks_timing_ = false;
  view_.import = {};
  messages_.clear();
  import_.open(std::move(paths), local_zone());
}

/// The dialog is drawn over everything; only learning changes what is below.
void App::draw_own_data() {
  if (std::exchange(view_.import.wanted, false)) import_.open_empty();
  import_.tick();
  Frame frame = make_frame();
  switch (draw_import(frame, import_)) {
    case ImportAct::kNone:
      return;
    case ImportAct::kClose:
      return close_import();
    case ImportAct::kFiles:
      return pick_files();
    case ImportAct::kFolder:
      return pick_folder();
    case ImportAct::kDemonstration:
      if (!import_demonstration()) say(tr("The demonstration's files did not come with this program."), true);
      return;
    case ImportAct::kSave:
      return say_saved(save_file(import_.athlete() + ".history.csv", import_.csv()));
    case ImportAct::kSaveTable:
      return say_saved(save_file(table_file_name(import_), import_.table_toml()));
    case ImportAct::kLearn:
      return learn_import();
  }
}

void App::learn_import() {
  std::string csv = import_.csv_with_unit(), name = import_.athlete() + ".history.csv";
  const Timing timing = import_.timing.value_or(Timing::kNextDay);
  close_import();
  try {
    take_history(std::move(csv), std::move(name));
    learn(timing);
  } catch (const InputError& error) {
    say(error.what(), true);
  }
}

void App::close_import() {
  import_.close();
  view_.import = {};
}

void App::say_saved(const std::string& text) {
  if (!text.empty()) say(text);
}

/// The table that is being explained, with its first row.
nlohmann::ordered_json App::table_state() const {
  using Json = nlohmann::ordered_json;
  const ImportTable* table = import_.table();
  if (table == nullptr || table->as.first_rows.empty()) return {};
  Json columns = Json::array();
  for (std::size_t n = 0; n < table->as.mapping.columns.size(); ++n) {
    const CellText cell = cell_text(*table, 0, n);
    columns.push_back({{"heading", table->as.mapping.columns[n].heading},
                       {"meaning", meaning_name(import_.mapping().columns[n])},
                       {"understood", cell.understood},
                       {"written", cell.written}});
  }
  const TableQuestion asked = table_question(import_);
  return {
      {"file", table->file}, {"columns", std::move(columns)}, {"question", asked.title}, {"evidence", asked.evidence}};
}

nlohmann::ordered_json App::import_state() const {
  using Json = nlohmann::ordered_json;
  if (!import_.is_open()) return {};
  Json groups = Json::array(), asked = Json::array(), measures = Json::array();
  for (const FileGroup& group : file_groups(import_.report())) {
    groups.push_back({{"name", group.name}, {"files", group.files}, {"line", group.line}, {"lines", group.lines}});
  }
  for (const intake::Question& question : import_.open_questions()) asked.push_back(question_title(question));
  for (const ImportOffer& offer : import_.report().offers) {
    measures.push_back({{"measure", offer.key},
                        {"line", measure_line(offer, import_.report())},
                        {"chosen", offer.key == import_.report().measure}});
  }
  Json performances = Json::array(), athletes = Json::array();
  for (const ImportAthlete& athlete : import_.report().athletes) athletes.push_back(athlete_line(import_, athlete));
  for (const ImportPerformance& of : import_.report().performances) {
    performances.push_back(
        {{"performance", of.key}, {"line", performance_line(of)}, {"chosen", of.key == import_.choices().performance}});
  }
  return {{"title", import_title(import_)},
          {"subtitle", import_subtitle(import_)},
          {"read", import_.has_report() && !import_.works()},
          {"files", std::move(groups)},
          {"questions", std::move(asked)},
          {"measures", std::move(measures)},
          {"performances", std::move(performances)},
          {"asks_rest", import_.asks_rest()},
          {"asks_timing", import_.asks_timing() && !import_.timing},
          {"athletes", std::move(athletes)},
          {"table", table_state()},
          {"history", history_line(import_)},
          {"learn", learn_label(import_)}};
}

}  // namespace formcast
