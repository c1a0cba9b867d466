#pragma once

#include <span>
#include <string>
#include <string_view>

namespace formcast {

/// A sentence that was made in English earlier, as files hold them, in the reader's language: that of the `texts` it
/// was made from, filled with what it was filled with. Where none of them made it, it stays as it is.
std::string retold(std::string_view sentence, std::span<const char* const> texts);

}  // namespace formcast
