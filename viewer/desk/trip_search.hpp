#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "viewer/compute/evaluator.hpp"
#include "viewer/desk/trip_form.hpp"

namespace formcast {

/// The search request for a trip of a plan: the plan as a scenario. Throws InputError, worded for the coach, for a trip
/// that `formcast trip --search` would not change.
std::string search_text(const Board& board, std::size_t sheet, std::size_t trip);

/// The trip that was found, to be used.
TripForm found_form(const SearchAnswer& answer, std::size_t trip);

/// What a search found, and what it is worth.
struct TripFinding {
  SearchAnswer answer;
  /// The plan with the trip as found against the plan with the trip as it was, on the target day; nothing where no
  /// other behaviour was better, or where one of the two could not be evaluated.
  std::optional<PairResult> gain;
};

/// Whether it gains a worthwhile change of performance, as sure as one plan is said to be better than another, and 90
/// of 100 outcomes gain something.
bool gains(const TripFinding& finding);
/// What it gains and what it requires, a line each. `worthwhile`: the smallest change worth having [unit].
std::string advice_text(const TripFinding& finding, const TripForm& form, double worthwhile, const std::string& unit);

/// A search for better sleep and light, after which the plan is evaluated with the trip as it was and as found: with
/// the same members, as plans are compared.
class TripTrial {
 public:
  /// Requests the search, for a trip of one plan of the board; `last_id`: of the requests so far. Throws InputError as
  /// search_text().
  void begin(Evaluator& evaluator, std::uint64_t& last_id, Board board, std::size_t sheet, std::size_t trip);
  /// Takes the search's answer and requests the two evaluations.
  void tick(Evaluator& evaluator, std::uint64_t& last_id);
  /// False for an answer to another request.
  bool take(OutlookAnswer& answer);
  bool works() const { return id_ != 0; }
  /// What was found, once. `worthwhile` as in advice_text().
  std::optional<TripFinding> finding(double worthwhile);

 private:
  struct Side {
    std::uint64_t id = 0;  ///< of the request that is out
    Outlook outlook;
  };
  bool complete() const { return answer_ && was_.id == 0 && found_.id == 0; }

  std::uint64_t id_ = 0;  ///< of the search; 0 for none
  Board board_;
  std::size_t sheet_ = 0;
  std::optional<SearchAnswer> answer_;
  Side was_, found_;
};

}  // namespace formcast
