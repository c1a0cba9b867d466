// Twins as JSON: what a file holds and what is refused, also files of another version.
#include "sim/twin/twin.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cereal/types/array.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>

#include "sim/base/input_error.hpp"
#include "sim/base/json_reader.hpp"
#include "sim/base/json_tree.hpp"
#include "sim/base/json_writer.hpp"
#include "sim/twin/twin_check.hpp"
#include "sim/twin/twin_travel.hpp"

namespace formcast {

namespace {

/// A member that files lack where it is not needed.
template <class Archive, class T>
void member_if(bool needed, Archive& archive, const char* name, T& value) {
  if constexpr (Archive::is_loading::value) needed = archive.has(name);
  if (needed) archive(cereal::make_nvp(name, value));
}

}  // namespace

// Cereal finds these by argument-dependent lookup; the names are those of the file.
template <class Archive>
void serialize(Archive& archive, Test& t) {
  archive(cereal::make_nvp("day", t.day), cereal::make_nvp("performance", t.performance));
  member_if(t.derived(), archive, "error", t.error);
}
template <class Archive>
void serialize(Archive& archive, TwinSource& s) {
  archive(cereal::make_nvp("source", s.source), cereal::make_nvp("digest", s.digest));
}
template <class Archive>
void serialize(Archive& archive, TripsFile& t) {
  archive(cereal::make_nvp("source", t.source), cereal::make_nvp("digest", t.digest), cereal::make_nvp("text", t.text));
}
template <class Archive>
void serialize(Archive& archive, EffectRow& e) {
  archive(cereal::make_nvp("name", e.name), cereal::make_nvp("prior_median", e.prior_median),
          cereal::make_nvp("prior_spread", e.prior_spread), cereal::make_nvp("median", e.median),
          cereal::make_nvp("spread", e.spread));
}
template <class Archive>
void serialize(Archive& archive, ReadingRow& r) {
  archive(cereal::make_nvp("what", r.what), cereal::make_nvp("day", r.day), cereal::make_nvp("measured", r.measured),
          cereal::make_nvp("usual", r.usual), cereal::make_nvp("scatter", r.scatter),
          cereal::make_nvp("predicted", r.predicted), cereal::make_nvp("predicted_sd", r.predicted_sd),
          cereal::make_nvp("use", r.use));
}
template <class Archive>
void serialize(Archive& archive, TwinModel& m) {
  archive(cereal::make_nvp("name", m.name), cereal::make_nvp("probability", m.probability),
          cereal::make_nvp("prior_median", m.prior_median), cereal::make_nvp("prior_sd_log", m.prior_sd_log),
          cereal::make_nvp("weight", m.weight), cereal::make_nvp("decision_weight", m.decision_weight),
          cereal::make_nvp("shape_names", m.shape_names), cereal::make_nvp("coefficient_names", m.coefficient_names),
          cereal::make_nvp("state_names", m.state_names), cereal::make_nvp("node_probability", m.node_probability),
          cereal::make_nvp("node_weight", m.node_weight), cereal::make_nvp("shape", m.shape),
          cereal::make_nvp("before", m.before), cereal::make_nvp("walk_sd", m.walk_sd),
          cereal::make_nvp("test_sd", m.test_sd), cereal::make_nvp("state_sd", m.state_sd),
          cereal::make_nvp("mean", m.mean), cereal::make_nvp("covariance", m.covariance),
          cereal::make_nvp("state", m.state));
}
template <class Archive>
void serialize(Archive& archive, ParameterSummary& p) {
  archive(cereal::make_nvp("model", p.model), cereal::make_nvp("name", p.name), cereal::make_nvp("unit", p.unit),
          cereal::make_nvp("text", p.text), cereal::make_nvp("mean", p.mean), cereal::make_nvp("low_5", p.low),
          cereal::make_nvp("high_95", p.high));
}
template <class Archive>
void serialize(Archive& archive, ForecastError& e) {
  archive(cereal::make_nvp("mape", e.mape), cereal::make_nvp("rmse", e.rmse));
}
template <class Archive>
void serialize(Archive& archive, Contraction& c) {
  archive(cereal::make_nvp("parameter", c.parameter), cereal::make_nvp("contraction", c.contraction));
}
template <class Archive>
void serialize(Archive& archive, Identifiability& i) {
  archive(cereal::make_nvp("model", i.model), cereal::make_nvp("contraction", i.contraction),
          cereal::make_nvp("effective_tests", i.effective_tests), cereal::make_nvp("correlated_a", i.correlated_a),
          cereal::make_nvp("correlated_b", i.correlated_b), cereal::make_nvp("correlation", i.correlation),
          cereal::make_nvp("best_test_day", i.best_test_day), cereal::make_nvp("best_test_bits", i.best_test_bits),
          cereal::make_nvp("identified", i.identified));
}
template <class Archive>
void serialize(Archive& archive, MethodSkill& m) {
  archive(cereal::make_nvp("method", m.method), cereal::make_nvp("mape", m.mape), cereal::make_nvp("rmse", m.rmse),
          cereal::make_nvp("crps", m.crps), cereal::make_nvp("coverage90", m.coverage90),
          cereal::make_nvp("pit", m.pit));
}
template <class Archive>
void serialize(Archive& archive, HorizonSkill& h) {
  archive(cereal::make_nvp("from", h.from), cereal::make_nvp("to", h.to), cereal::make_nvp("forecasts", h.forecasts),
          cereal::make_nvp("methods", h.methods));
}
template <class Archive>
void serialize(Archive& archive, Skill& s) {
  archive(cereal::make_nvp("horizons", s.horizons), cereal::make_nvp("cut_day", s.cut_day),
          cereal::make_nvp("cut", s.cut));
}
template <class Archive>
void serialize(Archive& archive, LoadsAdd& l) {
  archive(cereal::make_nvp("forecasts", l.forecasts), cereal::make_nvp("share", l.share),
          cereal::make_nvp("low_5", l.low), cereal::make_nvp("high_95", l.high));
}
template <class Archive>
void serialize(Archive& archive, TwinFit& f) {
  archive(cereal::make_nvp("r2", f.r2), cereal::make_nvp("rmse", f.rmse), cereal::make_nvp("forecasts", f.forecasts),
          cereal::make_nvp("twin", f.twin), cereal::make_nvp("last_value", f.last_value),
          cereal::make_nvp("mean_of_five", f.mean_of_five));
}

namespace {

constexpr std::string_view kFormat = "formcast twin";

/// The file's contents: a twin with dates and timing as text.
struct TwinFile {
  std::string format;
  std::string timing;
  std::string start;
  std::vector<EffectRow> travel_effects;  ///< empty without trips
  std::vector<ReadingRow> travel_readings;
  Twin twin;

  template <class Archive>
  void serialize(Archive& archive) {
    Twin& t = twin;
    archive(CEREAL_NVP(format), cereal::make_nvp("version", t.version),
            cereal::make_nvp("engine_version", t.engine_version), cereal::make_nvp("athlete", t.athlete),
            CEREAL_NVP(timing), cereal::make_nvp("load_unit", t.load_unit),
            cereal::make_nvp("performance_unit", t.performance_unit), cereal::make_nvp("source", t.source),
            cereal::make_nvp("source_digest", t.source_digest), cereal::make_nvp("updates", t.updates),
            CEREAL_NVP(start), cereal::make_nvp("load", t.load), cereal::make_nvp("load_known", t.load_known),
            cereal::make_nvp("tests", t.tests), cereal::make_nvp("travel_tests", t.travel_tests));
    member_if(!t.bounds.empty(), archive, "bounds", t.bounds);
    member_if(!t.test_kind.empty(), archive, "test_kind", t.test_kind);
    archive(cereal::make_nvp("sleep_hours", t.sleep_hours), cereal::make_nvp("sleep_known", t.sleep_known),
            cereal::make_nvp("trips", t.trips), CEREAL_NVP(travel_effects), CEREAL_NVP(travel_readings),
            cereal::make_nvp("performance_scale", t.performance_scale), cereal::make_nvp("usual_load", t.usual_load),
            cereal::make_nvp("prior_source", t.prior_source), cereal::make_nvp("usual_week", t.usual_week),
            cereal::make_nvp("models", t.models), cereal::make_nvp("parameters", t.parameters),
            cereal::make_nvp("fit", t.fit), cereal::make_nvp("identifiability", t.identifiability),
            cereal::make_nvp("loads_add", t.loads_add), cereal::make_nvp("skill", t.skill),
            cereal::make_nvp("warnings", t.warnings));
  }
};

/// Refuses what is not JSON, with line and column.
JsonTree parse_json(const std::string& file, const std::string& text) {
  try {
    return JsonTree(text);
  } catch (const JsonFault& fault) {
    const std::size_t at = fault.offset();
    const auto line = static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<long>(at), '\n'));
    const std::size_t begin = at > 0 ? text.rfind('\n', at - 1) : std::string::npos;
    const std::size_t column = at - (begin == std::string::npos ? 0 : begin + 1) + 1;
    const Place place{file, line + 1, column};
    if (fault.too_large()) {
      throw InputError(place, "the twin is damaged: it holds a number that is too large; recalibrate it");
    }
    throw InputError(place, at >= text.size()
                                ? "the file ends in the middle of the twin (truncated?); expected a twin as "
                                  "`formcast calibrate` writes it"
                                : "this is not JSON; expected a twin as `formcast calibrate` writes it");
  }
}

/// Refuses what is not a twin this version can read.
void check_kind(const std::string& file, const JsonTree& json) {
  using Kind = JsonTree::Kind;
  const bool object = json.is(JsonTree::kRoot, Kind::kObject);
  const std::size_t format = object ? json.find(JsonTree::kRoot, "format") : JsonTree::kRoot;
  if (!json.is(format, Kind::kText) || json.text(format) != kFormat) {
    throw InputError({file, 1, 1},
                     "this JSON is not a twin; expected \"format\": \"formcast twin\", as `formcast "
                     "calibrate` writes it");
  }
  const std::size_t version = json.find(JsonTree::kRoot, "version");
  if (!json.is(version, Kind::kInteger)) {
    throw InputError({file, 0, 0}, "the twin states no version; expected an integer");
  }
  const double stated = json[version].number;
  if (stated > kTwinVersion) {
    throw InputError({file, 0, 0}, fmt::format("twin version {} comes from a newer Formcast; this one reads up to "
                                               "version {}",
                                               stated, kTwinVersion));
  }
  if (stated < kTwinVersion) {
    throw InputError({file, 0, 0}, fmt::format("twin version {} comes from an older Formcast; this one reads version "
                                               "{}; recalibrate it from its history",
                                               stated, kTwinVersion));
  }
}

}  // namespace

std::string to_json(const Twin& twin) {
  TwinFile file{std::string(kFormat), std::string(name(twin.timing)), iso(twin.start), {}, {}, twin};
  if (twin.travels()) {
    file.travel_effects = effect_rows(twin.learned_effects);
    file.travel_readings = reading_rows(twin.learned_effects);
  }
  std::string text;
  JsonWriter archive(text);
  file.serialize(archive);
  archive.finish();
  return text;
}

Twin read_twin(const std::filesystem::path& path) { return parse_twin(read_text(path), path); }

Twin parse_twin(const std::string& text, const std::filesystem::path& path) {
  const std::string file_name = path.string();
  const JsonTree json = parse_json(file_name, text);
  check_kind(file_name, json);
  TwinFile file;
  try {
    JsonReader archive(json);
    file.serialize(archive);
    file.twin.learned_effects = learned_effects(file.travel_effects, file.travel_readings);
  } catch (const std::exception& error) {
    throw InputError({file_name, 0, 0}, fmt::format("the twin is damaged ({}); recalibrate it", error.what()));
  }
  const auto timing = parse_timing(file.timing);
  const auto start = parse_iso(file.start);
  if (!timing || !start) {
    throw InputError({file_name, 0, 0}, "the twin is damaged: its timing or start date is invalid; recalibrate it");
  }
  if (file.twin.travels() == file.travel_effects.empty() || (!file.twin.travels() && !file.travel_readings.empty())) {
    throw InputError({file_name, 0, 0},
                     "the twin is damaged: it needs both trips and travel_effects, or neither; recalibrate it");
  }
  file.twin.timing = *timing;
  file.twin.start = *start;
  if (const std::string fault = twin_fault(file.twin); !fault.empty()) {
    throw InputError({file_name, 0, 0}, fmt::format("the twin is damaged: {}; recalibrate it", fault));
  }
  return file.twin;
}

std::string twin_file_name(std::string_view athlete) { return std::string(athlete) + ".twin.json"; }

}  // namespace formcast
