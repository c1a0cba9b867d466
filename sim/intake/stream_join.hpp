#pragma once

#include <string>
#include <vector>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// Gives what was measured on streams (kStreams), which have no date, to the activity whose id their file's name has,
/// as "i12345678_streams.csv" has that of i12345678. The streams are no sessions any more. Says what was joined, and
/// names in `left_out` those whose activity is not there.
void join_streams(std::vector<Session>& sessions, std::vector<std::string>& joined, std::vector<std::string>& left_out);

}  // namespace formcast::intake
