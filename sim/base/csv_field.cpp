#include "sim/base/csv_field.hpp"

#include "sim/base/decimal.hpp"
#include "sim/base/shown.hpp"

namespace formcast {
namespace {

bool is_number(std::string_view text) {
  const bool plus = text.starts_with('+');
  if (plus) text.remove_prefix(1);
  const bool digits = text.find_first_not_of("0123456789.eE+-") == std::string_view::npos && !text.starts_with('+') &&
                      !(plus && text.starts_with('-'));
  const std::string ended(text);  // read_decimal needs a NUL after the digits
  double number = 0.0;
  const char* const end = ended.data() + ended.size();
  return digits && !ended.empty() && read_decimal(ended.data(), end, number) == end;
}

}  // namespace

std::string csv_field(std::string_view text) {
  const bool formula = text.find_first_of("=+-@\t\r") == 0 && !is_number(text);
  std::string cell = (formula ? "'" : "") + shown(text);
  if (cell.find_first_of(",\"\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace formcast
