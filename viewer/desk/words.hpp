#pragma once

#include <string>
#include <vector>

#include "sim/ensemble/plan_pair.hpp"
#include "sim/history/history.hpp"

namespace formcast {

/// "Tue 3 May".
std::string day_text(Date date);
/// "3 May".
std::string short_day_text(Date date);
/// "Sun 5 Jun 2016".
std::string long_day_text(Date date);
/// "5 June 2016".
std::string date_text(Date date);
/// "September", "Sep".
const char* month_text(date::month month);
const char* short_month_text(date::month month);
/// In every language.
const char* english_month_text(date::month month);
/// "Mon" of 0.
const char* weekday_text(std::size_t day);
/// "420 AU", "3.1 W": as many digits as matter.
std::string with_unit(double value, const std::string& unit);
/// "54", "7.5", "0.25": a load in round numbers.
std::string rounded_text(double value);
/// "10,000".
std::string grouped(double value);
/// "+12 %" of 0.12: a change.
std::string percent_text(double change);
/// "+3.1", "-0.42", "+15": a difference, always with its sign.
std::string signed_text(double value);

/// The first three of some texts, a line each, and how many more there are: "\nand 2 more"; `place`: where those are
/// shown.
std::string first_lines(const std::vector<std::string>& texts, const std::string& place = "");

/// "Likely 309 to 327 W (90 of 100)".
std::string likely_text(const Quantiles& target, const std::string& unit);

}  // namespace formcast
