#include "viewer/compute/import_report.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "sim/measures/athlete_profile.hpp"
#include "sim/measures/measure_offers.hpp"

namespace formcast {
namespace {

using Json = nlohmann::json;

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

Json question_json(const ImportQuestion& question) {
  return {static_cast<int>(question.about), question.text, question.example, question.options};
}
ImportQuestion question_from(const Json& json) {
  return {static_cast<ImportQuestion::About>(json.at(0).get<int>()), json.at(1), json.at(2),
          json.at(3).get<std::vector<std::string>>()};
}

Json offer_json(const ImportOffer& offer) { return {offer.key, offer.name, offer.unit, offer.sessions, offer.needs}; }
ImportOffer offer_from(const Json& json) { return {json.at(0), json.at(1), json.at(2), json.at(3), json.at(4)}; }

Json test_json(const ImportTest& test) { return {test.date.time_since_epoch().count(), test.value}; }
ImportTest test_from(const Json& json) { return {Date{date::days{json.at(0).get<int>()}}, json.at(1)}; }

Json history_json(const std::optional<ImportHistory>& history) {
  if (!history) return nullptr;
  return {{"csv", history->csv},
          {"load_unit", history->load_unit},
          {"markers", history->markers},
          {"remarks", history->remarks}};
}
std::optional<ImportHistory> history_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return ImportHistory{json.at("csv"), json.at("load_unit"), json.at("markers"), json.at("remarks")};
}

}  // namespace

MeasureNeeds needs_of(std::string_view measure) {
  const auto choice = intake::measure_choice(std::string(measure));
  MeasureNeeds needs;
  if (choice) needs.numbers = intake::needs_of(choice->measure);
  needs.sex = std::erase(needs.numbers, intake::kSex) > 0;
  return needs;
}

bool ImportChoices::reads_as(const ImportChoices& other) const {
  return day_first == other.day_first && decimal_comma == other.decimal_comma && distance_unit == other.distance_unit &&
         profile == other.profile && sex == other.sex;
}

std::string to_json(const ImportChoices& choices) {
  return Json{{"day_first", optional_json(choices.day_first)},
              {"decimal_comma", optional_json(choices.decimal_comma)},
              {"distance_unit", optional_json(choices.distance_unit)},
              {"profile", choices.profile},
              {"sex", choices.sex},
              {"athlete", choices.athlete},
              {"zone", choices.zone},
              {"of", choices.of},
              {"response", choices.response},
              {"measure", choices.measure},
              {"missing_days_rest", choices.missing_days_rest}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

ImportChoices import_choices(const std::string& text) {
  const Json json = Json::parse(text);
  ImportChoices choices;
  choices.day_first = optional_from<bool>(json.at("day_first"));
  choices.decimal_comma = optional_from<bool>(json.at("decimal_comma"));
  choices.distance_unit = optional_from<double>(json.at("distance_unit"));
  choices.profile = json.at("profile").get<std::map<std::string, double, std::less<>>>();
  choices.sex = json.at("sex");
  choices.athlete = json.at("athlete");
  choices.zone = json.at("zone");
  choices.of = json.at("of");
  choices.response = json.at("response");
  choices.measure = json.at("measure");
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
              {"questions", list_json(report.questions, question_json)},
              {"offers", list_json(report.offers, offer_json)},
              {"measure", report.measure},
              {"only_measure", report.only_measure},
              {"tests", list_json(report.tests, test_json)},
              {"test_unit", report.test_unit},
              {"history", history_json(report.history)}}
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
  report.questions = list_from<ImportQuestion>(json.at("questions"), question_from);
  report.offers = list_from<ImportOffer>(json.at("offers"), offer_from);
  report.measure = json.at("measure");
  report.only_measure = json.at("only_measure");
  report.tests = list_from<ImportTest>(json.at("tests"), test_from);
  report.test_unit = json.at("test_unit");
  report.history = history_from(json.at("history"));
  return report;
}

}  // namespace formcast
