#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "viewer/desk/desk.hpp"

namespace formcast {

/// Days of the record whose tests are shown.
inline constexpr int kSurveyDays = 90;

/// What a coach needs to know of an athlete among others, of the plan that is edited.
struct SurveyRow {
  std::uint64_t revision = 0;  ///< of the desk that it is of, as Bench has it
  std::string athlete;
  std::string why;                    ///< the first reason for a look, in words; "" where nothing stands out
  int urgency = 0;                    ///< 0 where nothing stands out; higher ones come first
  std::vector<Test> tests;            ///< of the last kSurveyDays days of the record
  int last_day = 0;                   ///< of the record, in the tests' count
  std::string plan;                   ///< the one that is edited
  Date race;                          ///< target day
  std::optional<Quantiles> expected;  ///< on the target day [p]
  std::optional<double> aim;          ///< [p]
  std::optional<double> chance;       ///< of the aim
  std::optional<float> gain;        ///< mean gain of the best other plan, where it is better by a worthwhile change [p]
  bool plans_apart = true;          ///< the record can tell plans apart
  std::optional<double> next_week;  ///< change of the first whole planned week's load on the week before
  std::optional<double> monotony;   ///< of that week
  std::optional<int> since_test;    ///< days from the last test to the last day of the record
  AgainstForecast against;          ///< the last tests
  bool judged = false;              ///< that is known
  std::string unit;                 ///< of performance
};

/// Limits beyond which a number is a reason for a look.
struct SurveyLimits {
  double rise = 0.30;      ///< of a week's load on the week before
  double monotony = 2.0;   ///< Foster 1998, Med Sci Sports Exerc 30:1164: illness follows weeks above it
  int days_untested = 42;  ///< a fitness time constant: what a test said has faded by then
};

/// Of the athlete on a desk, as far as it is known; `sheet`: the plan that is edited.
SurveyRow survey(const Desk& desk, std::size_t sheet, const SurveyLimits& limits = {});

/// Who needs a look first, then by race day and name; those whose names hold all words of `search`.
std::vector<const SurveyRow*> in_order(const std::vector<SurveyRow>& rows, const std::string& search);

/// "Five of 24 athletes need a look", "Nobody needs a look today".
std::string survey_text(const std::vector<SurveyRow>& rows);

}  // namespace formcast
