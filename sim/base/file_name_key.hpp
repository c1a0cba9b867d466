#pragma once

#include <string>
#include <string_view>

namespace formcast {

/// The same for names that some disks take for the same file: those that differ in the case of letters, or in whether a
/// Latin letter and its accent are one character or two. For Latin, Greek and Cyrillic letters; others are kept.
std::string file_name_key(std::string_view name);

}  // namespace formcast
