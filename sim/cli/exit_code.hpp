#pragma once

namespace formcast {

/// The program's exit status.
enum class ExitCode { kDone = 0, kUsage = 2, kBadInput = 3, kNotIdentified = 4, kNotNow = 75, kInterrupted = 130 };

}  // namespace formcast
