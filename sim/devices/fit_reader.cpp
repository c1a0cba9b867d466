#include "sim/devices/fit_reader.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <set>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/devices/fit_decoder.hpp"
#include "sim/devices/fit_names.hpp"
#include "sim/devices/fit_sessions.hpp"

namespace formcast::intake {
namespace {

constexpr std::size_t kMostNotes = 50;

/// Makes content of a chain, part by part.
class Reader final : public FitVisitor {
 public:
  Reader(std::string_view named, std::size_t size) : named_(named), size_(size) {}

  void begin(const FitHeader& header) override {
    offset_ = header.offset;
    const std::uint64_t end = header.offset + header.size + header.data_size;
    collector_.begin_file(header.data_size == 0 ? size_ : std::min<std::uint64_t>(size_, end));
  }

  void message(const FitMessage& message) override {
    if (message.number == fit::kWeightScale) note_user(message);
    collector_.read(message);
  }

  void end() override {
    FitPart& part = collector_.part();
    const std::size_t noted = notes_.size();
    if (part.samples_without_time > 0) {
      notes_.push_back({tr("{} records without a time: left out", part.samples_without_time), 0, false});
    }
    const bool dated = to_utc(part, notes_);
    if (part.type != 4) types_.insert(part.type);
    add_sessions(part, dated);
    std::vector<Reading> readings = dated ? readings_of(part) : std::vector<Reading>();
    std::ranges::move(readings, std::back_inserter(readings_));
    if (strap_.empty()) {
      strap_ = std::move(part.strap);  // most chains have one part with rates
    } else {
      strap_.insert(strap_.end(), part.strap.begin(), part.strap.end());
    }
    unused_beats_ += part.beats.size();
    for (std::size_t i = noted; i < notes_.size(); ++i) notes_[i].offset = offset_;
    part = {};
  }

  Content content(const FitDecoder& decoder) {
    join_parts(sessions_, notes_);
    merge_strap(std::move(strap_), sessions_, notes_);
    if (unused_beats_ > 0) {
      notes_.push_back({tr("{} intervals between beats outside any session: left out", unused_beats_)});
    }
    if (users_.size() > 1) notes_.push_back({tr("weights of {} users of the scale", users_.size())});
    Content result;
    for (FitSession& one : sessions_) result.sessions.push_back(std::move(one.session));
    result.readings = std::move(readings_);
    result.notes = decoder.notes();
    std::ranges::move(notes_, std::back_inserter(result.notes));
    if (result.notes.size() > kMostNotes) {
      const std::size_t more = result.notes.size() - kMostNotes;
      result.notes.resize(kMostNotes);
      result.notes.push_back({tr("{} more remarks", more)});
    }
    if (result.sessions.empty() && result.readings.empty()) {
      result.fault = fault(decoder);
      result.other_matter = decoder.messages() > 0 && decoder.notes().empty();
    }
    return result;
  }

 private:
  void note_user(const FitMessage& message) {
    constexpr std::uint8_t kUser = 12;
    const FitField* const user = message.find(kUser);
    if (user != nullptr && !std::isnan(user->value())) users_.insert(user->value());
  }

  void add_sessions(FitPart& part, bool dated) {
    const std::string device = fit_device(part.manufacturer, part.product, part.product_name);
    for (FitSession& one : sessions_of(part, notes_)) {
      if (!dated && one.session.start < kFitEpoch + kFitFirstDate) one.session.start = kMissing;
      one.session.sources.push_back({named_, "FIT", device});
      sessions_.push_back(std::move(one));
    }
  }

  std::string fault(const FitDecoder& decoder) const {
    if (decoder.files() == 0) return tr("not a FIT file: it has no header");
    if (decoder.messages() == 0) return tr("a FIT file without messages");
    if (types_.contains(2)) return tr("settings of a device: neither sessions nor measurements");
    if (types_.contains(5)) return tr("a planned workout: nothing that was done");
    if (types_.contains(6)) return tr("a course: nothing that was done");
    return tr("neither sessions nor measurements that Formcast reads");
  }

  std::string named_;
  std::size_t size_;  ///< of the input [bytes]
  FitCollector collector_;
  std::uint64_t offset_ = 0;
  std::vector<FitSession> sessions_;
  std::vector<Reading> readings_;
  std::deque<FitStrapRate> strap_;
  std::vector<Note> notes_;
  std::set<int> types_;
  std::set<double> users_;
  std::size_t unused_beats_ = 0;
};

}  // namespace

Content read_fit(std::span<const std::uint8_t> bytes, std::string_view named) {
  Reader reader(named, bytes.size());
  FitDecoder decoder(reader);
  decode_fit(decoder, bytes);
  return reader.content(decoder);
}

}  // namespace formcast::intake
