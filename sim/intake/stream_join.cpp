#include "sim/intake/stream_join.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "sim/base/ascii.hpp"
#include "sim/base/language.hpp"
#include "sim/exports/csv_dialects.hpp"
#include "sim/measures/condensed.hpp"

namespace formcast::intake {
namespace {

using Activities = std::map<std::string, Session*, std::less<>>;

bool is_stream(const Session& session) {
  return !session.sources.empty() && session.sources.front().format == kStreams;
}

/// The activity whose id is a word of a file's name, the last where there are several; null where none is.
Session* named_in(std::string_view file, const Activities& activities) {
  constexpr auto kInWord = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  Session* found = nullptr;
  for (std::size_t at = 0; at < file.size();) {
    std::size_t end = at;
    while (end < file.size() && kInWord(file[end])) ++end;
    const auto activity = activities.find(file.substr(at, end - at));
    if (activity != activities.end()) found = activity->second;
    at = end + 1;
  }
  return found;
}

/// The same streams may be there twice; those that tell more count.
void give(Session& stream, Session& activity) {
  const bool more = !activity.condensed || (stream.condensed && activity.condensed->values < stream.condensed->values);
  if (more) activity.condensed = std::move(stream.condensed);
  for (double Session::*const field : {&Session::duration, &Session::elapsed, &Session::distance}) {
    if (std::isnan(activity.*field)) activity.*field = stream.*field;
  }
  activity.sources.push_back(std::move(stream.sources.front()));
}

}  // namespace

void join_streams(std::vector<Session>& sessions, std::vector<std::string>& joined,
                  std::vector<std::string>& left_out) {
  const auto streams =
      std::stable_partition(sessions.begin(), sessions.end(), [](const Session& s) { return !is_stream(s); });
  Activities activities;
  for (auto session = sessions.begin(); session != streams; ++session) {
    if (!session->id.empty()) activities.emplace(session->id, &*session);
  }
  std::size_t given = 0;
  for (Session& stream : std::span(streams, sessions.end())) {
    const std::string file = stream.sources.front().file;
    if (Session* const activity = named_in(file, activities)) {
      give(stream, *activity);
      ++given;
    } else {
      left_out.push_back(
          tr("{} left out: streams have no date, and no activity that was read has an id that the file's name holds; "
             "export the list of activities of intervals.icu, too, or the activity's original file",
             file));
    }
  }
  if (given > 0)
    joined.push_back(tr_count(given, "samples of {} session are from streams of intervals.icu",
                              "samples of {} sessions are from streams of intervals.icu", given));
  sessions.erase(streams, sessions.end());
}

}  // namespace formcast::intake
