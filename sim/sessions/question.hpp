#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/date.hpp"
#include "sim/base/input_error.hpp"

namespace formcast::intake {

/// What only the athlete knows where files do not say it. What depends on it is left out until it is answered.
struct Question {
  enum class Kind {
    kDayOrder,      ///< whether days come before months
    kDecimalMark,   ///< whether a mark is decimal or between thousands
    kUnit,          ///< of a column, or of distances or masses in a file
    kScale,         ///< of ratings in a column
    kTestDistance,  ///< over which a test is timed
    kMeaning,       ///< what a column is
    kAthlete,       ///< whose history it is
    kTestKind,      ///< which kind of test is the performance
    kMeasure,       ///< of load
    kZone,          ///< of records that name none
    kOther,
  };

  /// One answer.
  struct Choice {
    std::string answer;  ///< as the command's option has it: "day-first"; of a column's unit as a mapping has it
    std::string text;    ///< for people: "kilometres"
    std::vector<Date> dates = {};  ///< of kDayOrder: those that can be read both ways, by this answer, the first first
    std::optional<std::size_t> on_session_days = std::nullopt;  ///< of `dates`; nothing where no session is known
  };

  Kind kind = Kind::kOther;
  std::string text;          ///< as the command prints it behind "question: "; "" where there is no question
  std::string file = {};     ///< "" where it is not of one file
  std::string column = {};   ///< its heading; "" where it is not of one column
  std::string example = {};  ///< what the file writes, such as "06/01/2016"
  std::string option = {};   ///< of the command that takes an answer: "--dates"; "" where none does
  std::vector<Choice> choices = {};

  bool empty() const { return text.empty(); }
  /// "file: text".
  std::string line() const { return file.empty() ? text : file + ": " + text; }
};

/// "day_order", "unit": a kind in JSON.
std::string_view name_of(Question::Kind kind);

/// Thrown where nothing can be made before a question is answered.
class Unanswered : public InputError {
 public:
  explicit Unanswered(Question question) : InputError(question.line()), question_(std::move(question)) {}
  const Question& question() const { return question_; }

 private:
  Question question_;
};

}  // namespace formcast::intake
