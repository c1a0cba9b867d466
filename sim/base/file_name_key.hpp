#pragma once

#include <string>
#include <string_view>

namespace formcast {

/// The same for names that some disks take for the same file: those that differ in the case of letters, or in whether a
/// Latin letter and its mark are one character or two. For Latin, Greek and Cyrillic letters; others stand for
/// themselves.
std::string file_name_key(std::string_view name);

}  // namespace formcast
