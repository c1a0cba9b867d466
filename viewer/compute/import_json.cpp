// What workers tell each other of an import, as JSON.

#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "viewer/compute/import_report.hpp"

namespace formcast {
namespace {

using Json = nlohmann::ordered_json;
using intake::MappedColumn;
using intake::Mapping;
using intake::Question;
using Choice = intake::Question::Choice;

template <class T>
Json optional_json(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

template <class T>
std::optional<T> optional_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return json.get<T>();
}

template <class T, class Make>
Json list_json(const std::vector<T>& values, Make make) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(make(value));
  return list;
}

template <class T, class Read>
std::vector<T> list_from(const Json& json, Read read) {
  std::vector<T> values;
  for (const Json& one : json) values.push_back(read(one));
  return values;
}

Json file_json(const ImportedFile& file) {
  return {file.name, file.what, file.line, file.notes, file.sessions, file.readings, file.left_out, file.trouble};
}
ImportedFile file_from(const Json& json) {
  return {json.at(0), json.at(1), json.at(2), json.at(3), json.at(4), json.at(5), json.at(6), json.at(7)};
}

Json date_json(Date date) { return date.time_since_epoch().count(); }
Date date_from(const Json& json) { return Date{date::days{json.get<int>()}}; }

Json choice_json(const Choice& choice) {
  return {choice.answer, choice.text, list_json(choice.dates, date_json), optional_json(choice.on_session_days)};
}
Choice choice_from(const Json& json) {
  return {json.at(0), json.at(1), list_from<Date>(json.at(2), date_from), optional_from<std::size_t>(json.at(3))};
}

Json question_json(const Question& question) {
  return {static_cast<int>(question.kind),
          question.text,
          question.file,
          question.column,
          question.example,
          question.option,
          list_json(question.choices, choice_json)};
}
Question question_from(const Json& json) {
  return {
      static_cast<Question::Kind>(json.at(0).get<int>()), json.at(1), json.at(2), json.at(3), json.at(4), json.at(5),
      list_from<Choice>(json.at(6), choice_from)};
}

/// Numbers that are not known are null.
Json number_json(double value) { return std::isnan(value) ? Json() : Json(value); }
double number_from(const Json& json) { return json.is_null() ? intake::kMissing : json.get<double>(); }

Json column_json(const MappedColumn& column) {
  return {column.heading, static_cast<int>(column.meaning), column.name,
          column.unit,    number_json(column.sd),           number_json(column.over)};
}
MappedColumn column_from(const Json& json) {
  return {json.at(0),
          static_cast<intake::Meaning>(json.at(1).get<int>()),
          json.at(2),
          json.at(3),
          number_from(json.at(4)),
          number_from(json.at(5))};
}

Json mapping_json(const Mapping& mapping) {
  return {mapping.source, list_json(mapping.columns, column_json), optional_json(mapping.day_first),
          optional_json(mapping.decimal_comma)};
}
Mapping mapping_from(const Json& json) {
  return {json.at(0), list_from<MappedColumn>(json.at(1), column_from), optional_from<bool>(json.at(2)),
          optional_from<bool>(json.at(3))};
}

Json table_json(const ImportTable& table) {
  const intake::MappingProposal& as = table.as;
  return {table.file,  mapping_json(as.mapping),
          as.evidence, as.first_rows,
          as.written,  list_json(as.questions, question_json),
          table.asked, table.applied};
}
ImportTable table_from(const Json& json) {
  ImportTable table{json.at(0), {}, json.at(6), json.at(7)};
  table.as = {mapping_from(json.at(1)), json.at(2), json.at(3), json.at(4),
              list_from<Question>(json.at(5), question_from)};
  return table;
}

Json offer_json(const ImportOffer& offer) { return {offer.key, offer.name, offer.unit, offer.sessions, offer.needs}; }
ImportOffer offer_from(const Json& json) { return {json.at(0), json.at(1), json.at(2), json.at(3), json.at(4)}; }

Json performance_json(const ImportPerformance& of) { return {of.key, of.name, of.unit, of.days, of.needs}; }
ImportPerformance performance_from(const Json& json) {
  return {json.at(0), json.at(1), json.at(2), json.at(3), json.at(4)};
}

Json test_json(const ImportTest& test) { return {date_json(test.date), test.value, test.error}; }
ImportTest test_from(const Json& json) { return {date_from(json.at(0)), json.at(1), json.at(2)}; }

Json athlete_json(const ImportAthlete& of) { return {of.name, of.csv, of.trouble, of.sessions, of.tests}; }
ImportAthlete athlete_from(const Json& json) { return {json.at(0), json.at(1), json.at(2), json.at(3), json.at(4)}; }

Json history_json(const std::optional<ImportHistory>& history) {
  if (!history) return nullptr;
  return {{"csv", history->csv},
          {"load_unit", history->load_unit},
          {"performance", history->performance},
          {"performance_unit", history->performance_unit},
          {"markers", history->markers},
          {"remarks", history->remarks}};
}
std::optional<ImportHistory> history_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return ImportHistory{json.at("csv"),     json.at("load_unit"), json.at("performance"), json.at("performance_unit"),
                       json.at("markers"), json.at("remarks")};
}

}  // namespace

std::string to_json(const ImportChoices& choices) {
  Json drafts = Json::object();
  for (const auto& [file, mapping] : choices.drafts) drafts[file] = mapping_json(mapping);
  return Json{{"day_first", optional_json(choices.day_first)},
              {"decimal_comma", optional_json(choices.decimal_comma)},
              {"distance_unit", optional_json(choices.distance_unit)},
              {"mass_unit", optional_json(choices.mass_unit)},
              {"mappings", list_json(choices.mappings, mapping_json)},
              {"drafts", std::move(drafts)},
              {"profile", choices.profile},
              {"sex", choices.sex},
              {"athlete", choices.athlete},
              {"zone", choices.zone},
              {"of", choices.of},
              {"each", choices.each},
              {"athlete_folders", optional_json(choices.athlete_folders)},
              {"one_athlete", choices.one_athlete},
              {"response", choices.response},
              {"measure", choices.measure},
              {"otherwise", choices.otherwise},
              {"performance", choices.performance},
              {"offer_performances", choices.offer_performances},
              {"missing_days_rest", choices.missing_days_rest}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

ImportChoices import_choices(const std::string& text) {
  const Json json = Json::parse(text);
  ImportChoices choices;
  choices.day_first = optional_from<bool>(json.at("day_first"));
  choices.decimal_comma = optional_from<bool>(json.at("decimal_comma"));
  choices.distance_unit = optional_from<double>(json.at("distance_unit"));
  choices.mass_unit = optional_from<double>(json.at("mass_unit"));
  choices.mappings = list_from<Mapping>(json.at("mappings"), mapping_from);
  for (const auto& [file, mapping] : json.at("drafts").items()) choices.drafts[file] = mapping_from(mapping);
  choices.profile = json.at("profile").get<std::map<std::string, double, std::less<>>>();
  choices.sex = json.at("sex");
  choices.athlete = json.at("athlete");
  choices.zone = json.at("zone");
  choices.of = json.at("of");
  choices.each = json.at("each");
  choices.athlete_folders = optional_from<std::string>(json.at("athlete_folders"));
  choices.one_athlete = json.at("one_athlete");
  choices.response = json.at("response");
  choices.measure = json.at("measure");
  choices.otherwise = json.at("otherwise").get<std::vector<std::string>>();
  choices.performance = json.at("performance");
  choices.offer_performances = json.at("offer_performances");
  choices.missing_days_rest = json.at("missing_days_rest");
  return choices;
}

std::string to_json(const ImportReport& report) {
  // Names inside archives may be any bytes.
  return Json{{"files", list_json(report.files, file_json)},
              {"records", report.records},
              {"sessions", report.sessions},
              {"readings", report.readings},
              {"joined", report.joined},
              {"left_out", report.left_out},
              {"questions", list_json(report.questions, question_json)},
              {"offers", list_json(report.offers, offer_json)},
              {"measure", report.measure},
              {"only_measure", report.only_measure},
              {"tables", list_json(report.tables, table_json)},
              {"mappings", list_json(report.mappings, mapping_json)},
              {"performances", list_json(report.performances, performance_json)},
              {"tests", list_json(report.tests, test_json)},
              {"test_unit", report.test_unit},
              {"history", history_json(report.history)},
              {"athletes", list_json(report.athletes, athlete_json)},
              {"histories", report.histories}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

ImportReport import_report(const std::string& text) {
  const Json json = Json::parse(text);
  ImportReport report;
  report.files = list_from<ImportedFile>(json.at("files"), file_from);
  report.records = json.at("records");
  report.sessions = json.at("sessions");
  report.readings = json.at("readings");
  report.joined = json.at("joined").get<std::vector<std::string>>();
  report.left_out = json.at("left_out").get<std::vector<std::string>>();
  report.questions = list_from<Question>(json.at("questions"), question_from);
  report.offers = list_from<ImportOffer>(json.at("offers"), offer_from);
  report.measure = json.at("measure");
  report.only_measure = json.at("only_measure");
  report.tables = list_from<ImportTable>(json.at("tables"), table_from);
  report.mappings = list_from<Mapping>(json.at("mappings"), mapping_from);
  report.performances = list_from<ImportPerformance>(json.at("performances"), performance_from);
  report.tests = list_from<ImportTest>(json.at("tests"), test_from);
  report.test_unit = json.at("test_unit");
  report.history = history_from(json.at("history"));
  report.athletes = list_from<ImportAthlete>(json.at("athletes"), athlete_from);
  report.histories = json.at("histories");
  return report;
}

}  // namespace formcast
