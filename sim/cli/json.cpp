#include "sim/cli/json.hpp"

#include "sim/cli/terminal.hpp"

template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace formcast {

void print_json(const Json& json) { say("{}\n", json.dump(2, ' ', false, Json::error_handler_t::replace)); }

}  // namespace formcast
