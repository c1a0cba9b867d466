#include "sim/intake/kept_text.hpp"

#include <cmath>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/measures/condensed.hpp"

namespace formcast::intake {
namespace {

using Json = nlohmann::ordered_json;

// The fields of each structure, by name. A binding names all of them, so that a field that is added and not kept does
// not compile.

template <class Visit>
void fields(Note& note, Visit visit) {
  auto& [text, offset, is_line] = note;
  visit("text", text), visit("offset", offset), visit("line", is_line);
}

template <class Visit>
void fields(Question::Choice& choice, Visit visit) {
  auto& [answer, text, dates, on_session_days] = choice;
  visit("answer", answer), visit("text", text), visit("dates", dates), visit("on_session_days", on_session_days);
}

template <class Visit>
void fields(Question& question, Visit visit) {
  auto& [kind, text, file, column, example, option, choices] = question;
  visit("kind", kind), visit("text", text), visit("file", file), visit("column", column), visit("example", example);
  visit("option", option), visit("choices", choices);
}

template <class Visit>
void fields(FileFacts& facts, Visit visit) {
  auto& [sessions, samples, readings, tests, unnamed, readings_of, sports, markers, first, last] = facts;
  visit("sessions", sessions), visit("samples", samples), visit("readings", readings), visit("tests", tests);
  visit("unnamed", unnamed), visit("readings_of", readings_of), visit("sports", sports), visit("markers", markers);
  visit("first", first), visit("last", last);
}

template <class Visit>
void fields(ReadFile& file, Visit visit) {
  auto& [name, kind, what, athlete, facts, notes, questions, left_out, trouble] = file;
  visit("name", name), visit("kind", kind), visit("what", what), visit("athlete", athlete), visit("facts", facts);
  visit("notes", notes), visit("left_out", left_out), visit("trouble", trouble), visit("questions", questions);
}

template <class Visit>
void fields(PoolLength& length, Visit visit) {
  auto& [start, duration, strokes, active] = length;
  visit("start", start), visit("duration", duration), visit("strokes", strokes), visit("active", active);
}

template <class Visit>
void fields(StrengthSet& set, Visit visit) {
  auto& [repetitions, weight, duration, exercise] = set;
  visit("repetitions", repetitions), visit("weight", weight), visit("duration", duration), visit("exercise", exercise);
}

template <class Visit>
void fields(VendorValue& vendor, Visit visit) {
  auto& [name, value, is_load] = vendor;
  visit("name", name), visit("value", value), visit("load", is_load);
}

template <class Visit>
void fields(Source& source, Visit visit) {
  auto& [file, format, device] = source;
  visit("file", file), visit("format", format), visit("device", device);
}

template <class Visit>
void fields(SessionLoad& load, Visit visit) {
  auto& [value, coverage, why_not] = load;
  visit("value", value), visit("coverage", coverage), visit("why_not", why_not);
}

template <class Visit>
void fields(SampledLoad& sampled, Visit visit) {
  auto& [measure, load, from] = sampled;
  visit("measure", measure), visit("load", load), visit("from", from);
}

template <class Visit>
void fields(BestMean& best, Visit visit) {
  auto& [duration, value, start] = best;
  visit("duration", duration), visit("value", value), visit("start", start);
}

template <class Visit>
void fields(SessionBests& bests, Visit visit) {
  auto& [means, known, from] = bests;
  visit("means", means), visit("known", known), visit("from", from);
}

template <class Visit>
void fields(SteadyRun& run, Visit visit) {
  auto& [speed, heart_rate, seconds, from] = run;
  visit("speed", speed), visit("heart_rate", heart_rate), visit("seconds", seconds), visit("from", from);
}

template <class Visit>
void fields(Condensed& condensed, Visit visit) {
  auto& [samples, values, seconds, distance, fault, loads, power, speed, run] = condensed;
  visit("samples", samples), visit("values", values), visit("seconds", seconds), visit("distance", distance);
  visit("fault", fault), visit("loads", loads), visit("power", power), visit("speed", speed), visit("run", run);
}

/// Without samples, pauses, laps and beat intervals, which a condensed session has not.
template <class Visit>
void fields(Session& session, Visit visit) {
  auto& [sport, title, start, clock, utc_offset, duration, elapsed, distance, rpe, feel, pool_length, samples, pauses,
         laps, lengths, sets, rr, vendor, sources, condensed, athlete, id] = session;
  if (!(samples.empty() && pauses.empty() && laps.empty() && rr.empty())) throw std::logic_error("is not condensed");
  visit("sport", sport), visit("title", title), visit("start", start), visit("clock", clock);
  visit("utc_offset", utc_offset), visit("duration", duration), visit("elapsed", elapsed);
  visit("distance", distance), visit("rpe", rpe), visit("feel", feel), visit("pool_length", pool_length);
  visit("lengths", lengths), visit("sets", sets), visit("vendor", vendor), visit("sources", sources);
  visit("condensed", condensed), visit("athlete", athlete), visit("id", id);
}

template <class Visit>
void fields(Reading& reading, Visit visit) {
  auto& [marker, value, time, date, utc_offset, athlete] = reading;
  visit("marker", marker), visit("value", value), visit("time", time), visit("date", date);
  visit("utc_offset", utc_offset), visit("athlete", athlete);
}

template <class Visit>
void fields(TestResult& result, Visit visit) {
  auto& [kind, value, unit, sd, time, date, utc_offset, athlete, source] = result;
  visit("kind", kind), visit("value", value), visit("unit", unit), visit("sd", sd), visit("time", time);
  visit("date", date), visit("utc_offset", utc_offset), visit("athlete", athlete), visit("source", source);
}

template <class Visit>
void fields(Content& content, Visit visit) {
  auto& [sessions, readings, notes, fault, other_matter, tests, questions] = content;  // the file has the others
  visit("sessions", sessions), visit("readings", readings), visit("tests", tests);
}

template <class Visit>
void fields(KeptFile& kept, Visit visit) {
  auto& [file, content] = kept;
  visit("file", file), visit("content", content);
}

template <class Visit>
void fields(MappedColumn& column, Visit visit) {
  auto& [heading, meaning, name, unit, sd, over] = column;
  visit("heading", heading), visit("meaning", meaning), visit("name", name), visit("unit", unit), visit("sd", sd);
  visit("over", over);
}

template <class Visit>
void fields(Mapping& mapping, Visit visit) {
  auto& [source, columns, day_first, decimal_comma] = mapping;  // its file may have another name
  visit("columns", columns), visit("day_first", day_first), visit("decimal_comma", decimal_comma);
}

template <class Visit>
void fields(CsvChoices& choices, Visit visit) {
  auto& [day_first, decimal_comma, distance_unit, mass_unit, mappings] = choices;
  visit("day_first", day_first), visit("decimal_comma", decimal_comma), visit("distance_unit", distance_unit);
  visit("mass_unit", mass_unit), visit("mappings", mappings);
}

template <class Visit>
void fields(TrimpWeights& weights, Visit visit) {
  auto& [a, b] = weights;
  visit("a", a), visit("b", b);
}

template <class Visit>
void fields(AthleteProfile& profile, Visit visit) {
  auto& [heart_rate, threshold_heart_rate, ventilatory, trimp, threshold_power, critical_speed, critical_swim_speed,
         mass, height, lifted_share, speed_limits] = profile;
  visit("rest", heart_rate.rest), visit("max", heart_rate.max), visit("threshold_heart_rate", threshold_heart_rate);
  visit("first_vt", ventilatory.first), visit("second_vt", ventilatory.second), visit("trimp", trimp);
  visit("threshold_power", threshold_power), visit("critical_speed", critical_speed);
  visit("critical_swim_speed", critical_swim_speed), visit("mass", mass), visit("height", height);
  visit("lifted_share", lifted_share), visit("high", speed_limits.high), visit("sprint", speed_limits.sprint);
  visit("dwell", speed_limits.dwell);
}

/// Values to JSON. Not a number is null; what is empty is left out.
struct Writer {
  static Json of(double value) {
    if (std::isinf(value)) throw std::range_error("an infinite number");
    return std::isnan(value) ? Json() : Json(value);
  }
  template <class T>
  requires std::is_integral_v<T>
  static Json of(T value) { return value; }
  static Json of(FileKind kind) { return static_cast<int>(kind); }
  static Json of(Question::Kind kind) { return static_cast<int>(kind); }
  static Json of(Clock clock) { return static_cast<int>(clock); }
  static Json of(Meaning meaning) { return static_cast<int>(meaning); }
  static Json of(Measure measure) { return row_of(measure).key; }
  static Json of(Date date) { return date.time_since_epoch().count(); }
  static Json of(const std::string& text) { return text; }
  static Json of(const std::set<std::string>& texts) { return texts; }
  static Json of(const std::map<std::string, std::size_t>& counts) { return counts; }
  template <class T>
  static Json of(const std::optional<T>& value) {
    return of(*value);
  }
  static Json of(const std::shared_ptr<const Condensed>& condensed) { return of(*condensed); }
  template <class T>
  static Json of(const std::vector<T>& values) {
    Json list = Json::array();
    for (const T& value : values) list.push_back(of(value));
    return list;
  }
  template <class T>
  requires std::is_aggregate_v<T>
  static Json of(const T& value) {
    Json json = Json::object();
    fields(const_cast<T&>(value), [&](const char* name, const auto& field) {  // both ways visit the same fields
      if (!is_empty(field)) json[name] = of(field);
    });
    return json;
  }

 private:
  template <class T>
  static bool is_empty(const T& value) {
    if constexpr (requires { value.empty(); }) return value.empty();
    if constexpr (requires { *value; }) return !value;
    return false;
  }
};

/// And back, into values that are empty.
struct Reader {
  static void to(const Json& json, double& value) { value = json.is_null() ? kMissing : json.get<double>(); }
  template <class T>
  requires std::is_integral_v<T>
  static void to(const Json& json, T& value) { value = json.get<T>(); }
  template <class T>
  requires std::is_enum_v<T>
  static void to(const Json& json, T& value) { value = static_cast<T>(json.get<int>()); }
  static void to(const Json& json, Measure& value) {
    const auto known = measure_called(json.get<std::string>());
    if (!known) throw std::runtime_error("no such measure");
    value = *known;
  }
  static void to(const Json& json, Date& value) { value = Date{date::days{json.get<int>()}}; }
  static void to(const Json& json, std::string& value) { value = json.get<std::string>(); }
  static void to(const Json& json, std::set<std::string>& value) { value = json.get<std::set<std::string>>(); }
  static void to(const Json& json, std::map<std::string, std::size_t>& value) {
    value = json.get<std::map<std::string, std::size_t>>();
  }
  template <class T>
  static void to(const Json& json, std::optional<T>& value) {
    to(json, value.emplace());
  }
  static void to(const Json& json, std::shared_ptr<const Condensed>& value) {
    auto condensed = std::make_shared<Condensed>();
    to(json, *condensed);
    value = std::move(condensed);
  }
  template <class T>
  static void to(const Json& json, std::vector<T>& values) {
    for (const Json& one : json) to(one, values.emplace_back());
  }
  template <class T>
  requires std::is_aggregate_v<T>
  static void to(const Json& json, T& value) {
    fields(value, [&](const char* name, auto& field) {
      if (const auto found = json.find(name); found != json.end()) to(*found, field);
    });
  }
};

}  // namespace

std::string kept_text(std::span<const KeptFile> files) {
  Json list = Json::array();
  for (const KeptFile& file : files) list.push_back(Writer::of(file));
  return list.dump();
}

std::vector<KeptFile> kept_files(std::string_view text) {
  std::vector<KeptFile> files;
  Reader::to(Json::parse(text), files);
  return files;
}

std::string reading_key(const ReadingOptions& options) {
  Json json{{"version", kKeptVersion},
            {"profile", Writer::of(options.profile)},
            {"choices", Writer::of(options.choices)},
            {"most_in_entry", options.limits.most_in_entry}};
  if (language_code() != "en") json["language"] = language_code();  // notes and questions are in it
  return digest(json.dump());
}

}  // namespace formcast::intake
