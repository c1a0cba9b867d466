#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/cli/exit_code.hpp"

namespace formcast {

/// Thrown by a verb that ends early and has reported why.
struct Exit {
  ExitCode code;
};

// Arguments and entry point of each verb, a file each; command_line.cpp documents the options. All throw InputError for
// bad input or an output that cannot be written. `response` is HistoryOptions::response.

/// How days without a row in a history are read: loads missing, or rest.
inline constexpr const char* kMissingUnknown = "unknown";
inline constexpr const char* kMissingRest = "rest";

struct CheckArguments {
  std::vector<std::string> files;
  std::string missing_days = kMissingUnknown;
  std::string response;
  bool json = false;
};
/// Reports what each file contains, or what is wrong with it.
void run_check(const CheckArguments& arguments);

/// What decides how files are made histories of.
struct IntakeOptions {
  std::vector<std::string> inputs;  ///< files, folders and archives
  std::string athlete;              ///< empty: the name of the one input, or all athletes that files name
  bool athlete_folders = false;     ///< folders are named after athletes
  std::string measure;  ///< or several with commas (measure_chain); empty: the only one that all sessions have
  std::string zone;     ///< of files that give universal time alone
  std::map<std::string, double, std::less<>> numbers;  ///< about the athlete (intake::profile_of)
  std::string sex;                                     ///< "male" or "female": weights of TRIMP; empty: not known
  std::string missing_days = kMissingUnknown;
  std::string dates;              ///< "day-first" or "month-first", where the rows of a table do not tell
  std::string decimals;           ///< "comma" or "point", likewise
  std::string distances;          ///< "km" or "mi", likewise
  std::string weights;            ///< "kg" or "lb", likewise
  std::vector<std::string> maps;  ///< TOML files that say what columns of other tables are
  std::string response;           ///< kind of test that is the performance; empty: the only one
  std::string performance;        ///< what sessions tell as performance; empty: tests alone
  std::string since;              ///< day before which all is left out; empty: none
  bool fresh = false;             ///< also reads what earlier runs have read
};

struct IntakeArguments {
  IntakeOptions options;
  std::string folder;
  bool propose_map = false;  ///< print a map for the one input, and read nothing else
  bool dry_run = false;
  bool replace = false;
  bool json = false;
};
/// What is wrong with a name of a measure; "" if nothing is.
std::string measure_fault(const std::string& text);
/// The same of a kind of performance.
std::string performance_fault(const std::string& text);
/// Makes histories of device files and exports, one an athlete, and reports what was read.
void run_intake(const IntakeArguments& arguments);

struct CalibrateArguments {
  IntakeOptions options;      ///< of a history only the input, missing days and response
  std::string intake_option;  ///< one that was given and is of intake alone; empty: none
  std::string timing;
  std::string trips;  ///< trips file; empty: none
  std::string folder;
  int threads = 0;
  bool pool = false;
  bool strict = false;
  bool replace = false;  ///< also twins whose updates hold what the history does not
  bool json = false;
  bool skip_bad_rows = false;
};
/// Calibrates a twin of each athlete and reports it.
void run_calibrate(const CalibrateArguments& arguments);

struct UpdateArguments {
  std::string twin;
  std::string history;
  std::string missing_days = kMissingUnknown;
  std::string response;
  std::string trips;  ///< trips file in place of the twin's; empty: the twin's own
  bool json = false;
  bool skip_bad_rows = false;
};
/// Joins new days onto a twin's record, in place, and reports how they compare with what the twin expected.
void run_update(const UpdateArguments& arguments);

struct ValidateArguments {
  std::string history;
  std::string missing_days = kMissingUnknown;
  std::string response;
  std::string timing;
  std::string plot;
  bool pool = false;
  bool json = false;
  bool skip_bad_rows = false;
  bool decisions = false;
  int athletes = 40;
};
/// Reports how well verdicts on two plans hold for synthetic athletes of known truth, kind by kind.
void run_validate_decisions(const ValidateArguments& arguments);
/// Reports how well the twin and naive baselines forecast the tests of a history, and plots it.
void run_validate(const ValidateArguments& arguments);

struct SimulateArguments {
  std::string scenario;
  std::string output;
  std::optional<int> members;
  std::optional<std::uint64_t> seed;
  int threads = 0;
  std::string store = "bands";
  bool resume = false;
  double keep_every = 2;                      ///< [s]
  std::string shard;                          ///< "2/5"; empty for the whole run
  std::optional<std::uint64_t> memory_limit;  ///< [bytes]
  bool json = false;
};
/// Whether `text` is a valid share, such as 2/5.
bool is_shard(const std::string& text);
/// Runs a scenario into a results file.
void run_simulate(const SimulateArguments& arguments);

struct TripArguments {
  std::string scenario;
  bool search = false;
  std::string learn;                           ///< history that holds the trips; empty: no learning
  std::string missing_days = kMissingUnknown;  ///< of that history
  std::string response;                        ///< of that history
  std::string timing;                          ///< of that history
  bool json = false;
};
/// Prints day by day what a scenario's trips do to body clock and sleep, and when to seek and avoid light; or searches
/// for the behaviour that suits the target day.
void run_trip(const TripArguments& arguments);
/// Reports what tests on the scenario's trips reveal about the effects of travel on each athlete of a history.
void run_trip_learning(const TripArguments& arguments);

struct MergeArguments {
  std::vector<std::string> shards;
  std::string output;
  bool json = false;
};
/// Merges the shards of a run into its results file.
void run_merge(const MergeArguments& arguments);

struct CompareArguments {
  std::string results;
  bool json = false;
};
/// Prints each plan's outcomes and which plan beats which.
void run_compare(const CompareArguments& arguments);

struct ExportArguments {
  std::string results;
  std::string output;
  std::string what = "bands";
};
/// Writes a run as tidy CSV.
void run_export(const ExportArguments& arguments);

struct DoctorArguments {
  bool json = false;
};
/// Checks this installation.
void run_doctor(const DoctorArguments& arguments);

}  // namespace formcast
