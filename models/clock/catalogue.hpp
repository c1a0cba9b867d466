#pragma once

#include <tuple>

#include "models/clock/forger99.hpp"
#include "models/clock/hannay19.hpp"
#include "models/clock/jewett99.hpp"
#include "models/clock/skeldon23.hpp"
#include "models/clock/st_hilaire07.hpp"

namespace formcast {

/// Every clock. A clock is one header and an entry here.
using Clocks = std::tuple<Forger99, Jewett99, StHilaire07, Hannay19, Skeldon23>;

}  // namespace formcast
