#include "sim/intake/intake.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/devices/apple_health_reader.hpp"
#include "sim/intake/intake_text.hpp"
#include "sim/measures/condensed.hpp"

namespace formcast::intake {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool is_hidden(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return name.substr(slash == std::string_view::npos ? 0 : slash + 1).starts_with('.');
}

}  // namespace

/// The export.xml of Apple Health, which may have gigabytes: alone, or in an archive.
class Intake::AppleHealthPieces final : public PieceVisitor {
 public:
  explicit AppleHealthPieces(Intake& intake) : intake_(intake) {}

  void read(std::string_view name, const ByteSource& source) {
    constexpr std::size_t kPiece = std::size_t{1} << 18U;
    name_ = name;
    reader_.emplace(name);
    std::vector<std::uint8_t> buffer;
    for (std::uint64_t at = 0; at < source.size();) {
      const Bytes piece = source.read(at, kPiece, buffer);
      if (piece.empty()) break;
      reader_->feed(piece);
      at += piece.size();
    }
    take();
  }

  bool begin(std::string_view named, Bytes head) override {
    if (is_hidden(named) || !is_apple_health(head)) return false;
    name_ = named;
    reader_.emplace(named);
    return true;
  }
  bool piece(Bytes bytes) override {
    reader_->feed(bytes);
    return true;
  }
  bool end() override {
    take();
    return !intake_.is_cancelled();
  }

 private:
  void take() { intake_.add_content(name_, FileKind::kAppleHealth, "Apple Health", reader_->finish()); }

  Intake& intake_;
  std::string name_;
  std::optional<AppleHealthReader> reader_;
};

bool Intake::is_cancelled() const { return options_.cancelled && options_.cancelled(); }

void Intake::add(std::string_view name, Bytes bytes, bool given) { add(name, MemorySource(bytes), given); }

void Intake::add(std::string_view name, const ByteSource& source, bool given) {
  try {
    std::vector<std::uint8_t> buffer;
    constexpr std::size_t kHead = std::size_t{1} << 16U;
    const Bytes head = source.read(0, kHead, buffer);
    if (is_zip(head) || is_gzip(head)) {
      add_archive(name, source);
    } else if (is_apple_health(head)) {
      AppleHealthPieces(*this).read(name, source);
    } else if (source.size() > kLargestFile) {
      leave_out(name, tr("it is larger than {} MB, the most that is read at once", kLargestFile >> 20U), true);
    } else {
      add_file(name, source.read(0, static_cast<std::size_t>(source.size()), buffer), given);
    }
  } catch (const InputError& error) {
    leave_out(name, error.what(), true);
  }
}

void Intake::leave_out(std::string_view name, std::string why, bool trouble) {
  ReadFile file;
  file.name = name;
  file.left_out = std::move(why);
  file.trouble = trouble;
  files_.push_back(std::move(file));
}

/// What the walk could not read is named "archive/entry: why".
void Intake::add_archive(std::string_view name, const ByteSource& source) {
  if (is_office_file(source)) {
    leave_out(name, tr("an Office file; save the sheet as CSV"), true);
    files_.back().what = "Office";
    return;
  }
  const auto visit = [&](std::string_view inside, Bytes content) {
    if (!is_hidden(inside)) add_file(inside, content, false);
    return !is_cancelled();
  };
  AppleHealthPieces pieces(*this);
  for (const Note& note : walk_archive(source, name, visit, options_.limits, &pieces)) {
    const std::size_t colon = note.text.starts_with(name) ? note.text.find(": ", name.size()) : std::string::npos;
    const bool split = colon != std::string::npos;
    leave_out(split ? note.text.substr(0, colon) : name, split ? note.text.substr(colon + 2) : note.text, true);
    files_.back().kind = FileKind::kArchive;
    files_.back().what = tr("archive");
  }
}

void Intake::add_file(std::string_view name, Bytes bytes, bool given) {
  Content content;
  ReadFile file = read_file(name, bytes, given, options_.choices, content);
  const bool table = file.kind == FileKind::kExport || (file.kind == FileKind::kOther && may_be_table(bytes));
  if (table && options_.table) options_.table(file, text_of(bytes));
  take(std::move(file), std::move(content));
}

void Intake::add_content(std::string_view name, FileKind kind, std::string what, Content content) {
  ReadFile file;
  file.name = name;
  file.kind = kind;
  file.what = std::move(what);
  describe_content(content, file);
  take(std::move(file), std::move(content));
}

void Intake::take(ReadFile file, Content content) {
  for (Session& session : content.sessions) condense(session, options_.profile);
  std::set<std::pair<std::string, std::string>> unused;
  std::erase_if(content.readings, [&](const Reading& reading) {
    return !is_marker(reading.marker) && !unused.emplace(reading.marker, reading.athlete).second;
  });
  if (options_.keep) options_.keep(file, content);
  add(std::move(file), std::move(content));
}

void Intake::add(ReadFile file, Content kept) {
  if (options_.athlete_of) file.athlete = options_.athlete_of(file.name);
  if (!file.athlete.empty()) name_athlete(kept, file.athlete);
  files_.push_back(std::move(file));
  std::ranges::move(kept.sessions, std::back_inserter(kept_.sessions));
  for (Reading& reading : kept.readings) {
    if (is_marker(reading.marker) || unused_.emplace(reading.marker, reading.athlete).second) {
      kept_.readings.push_back(std::move(reading));
    }
  }
  std::ranges::move(kept.tests, std::back_inserter(kept_.tests));
}

std::vector<std::string> Intake::athletes() const {
  std::vector<std::string> names;
  collect_athletes(kept_, names);
  for (const ReadFile& file : files_) {  // a file may hold nothing until a question is answered
    const auto same = [&](const std::string& name) { return same_athlete(name, file.athlete); };
    const bool asks = !file.athlete.empty() && !questions_of({file}).empty();
    if (asks && std::ranges::none_of(names, same)) names.push_back(file.athlete);
  }
  return names;
}

}  // namespace formcast::intake
