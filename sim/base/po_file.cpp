#include "sim/base/po_file.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "sim/base/ascii.hpp"
#include "sim/base/input_error.hpp"

namespace formcast {
namespace {

/// Reads a file line by line; `text_` is where the next quoted line goes on.
class PoReader {
 public:
  explicit PoReader(const std::string& file) : file_(file) {}

  void take(std::string_view line) {
    ++line_;
    line = trimmed(line);
    if (line.empty()) return;
    if (line.front() == '#') return comment(line);
    if (line.front() == '"') return go_on(line);
    const std::size_t blank = line.find_first_of(" \t");
    if (blank == std::string_view::npos) refuse("expected a keyword and a text in quotes");
    keyword(line.substr(0, blank));
    go_on(trimmed(line.substr(blank)));
  }

  std::vector<PoEntry> end() {
    finish();
    return std::move(entries_);
  }

 private:
  [[noreturn]] void refuse(std::string_view why) const { throw InputError({file_, line_}, why); }

  void comment(std::string_view line) {
    if (!entry_.texts.empty()) finish();
    if (line.starts_with("#,") && line.find("fuzzy") != std::string_view::npos) entry_.fuzzy = true;
  }

  void keyword(std::string_view word) {
    const bool translates = word == "msgstr" || word.starts_with("msgstr[");
    if (!translates && !entry_.texts.empty()) finish();
    if (translates && !has_english_) refuse("a translation without a msgid before it");
    if (word == "msgctxt" && !has_english_) {
      text_ = &entry_.context;
    } else if (word == "msgid" && !has_english_) {
      text_ = &entry_.english;
      entry_.line = line_;
      has_english_ = true;
    } else if (word == "msgid_plural" && has_english_ && entry_.plural.empty()) {
      text_ = &entry_.plural;
    } else if (translates && word == expected_translation()) {
      text_ = &entry_.texts.emplace_back();
    } else {
      refuse(fmt::format("{} is not expected here", word));
    }
  }

  std::string expected_translation() const {
    if (entry_.plural.empty()) return entry_.texts.empty() ? "msgstr" : "";
    return fmt::format("msgstr[{}]", entry_.texts.size());
  }

  /// Appends a quoted text.
  void go_on(std::string_view quoted) {
    if (text_ == nullptr) refuse("a text without a keyword before it");
    if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') refuse("expected a text in quotes");
    quoted = quoted.substr(1, quoted.size() - 2);
    for (std::size_t at = 0; at < quoted.size(); ++at) {
      if (quoted[at] == '"') refuse("a quote inside a text is written \\\"");
      *text_ += quoted[at] == '\\' ? escaped(++at < quoted.size() ? quoted[at] : '\0') : quoted[at];
    }
  }

  char escaped(char letter) const {
    constexpr std::string_view kLetters = "nt\"\\", kMeant = "\n\t\"\\";
    const std::size_t at = kLetters.find(letter);
    if (at == std::string_view::npos) refuse("a backslash stands before n, t, a quote or another backslash");
    return kMeant[at];
  }

  void finish() {
    text_ = nullptr;
    const bool begun = std::exchange(has_english_, false);
    PoEntry entry = std::exchange(entry_, {});
    if (!begun && entry.context.empty()) return;
    if (entry.texts.empty()) refuse("a msgid without a msgstr");
    if (!known_.emplace(entry.context, entry.english).second) {
      throw InputError({file_, entry.line}, fmt::format("\"{}\" is here twice", entry.english));
    }
    entries_.push_back(std::move(entry));
  }

  const std::string& file_;
  std::size_t line_ = 0;
  PoEntry entry_;
  bool has_english_ = false;
  std::string* text_ = nullptr;
  std::vector<PoEntry> entries_;
  std::set<std::pair<std::string, std::string>> known_;
};

}  // namespace

std::vector<PoEntry> read_po(std::string_view text, const std::string& file) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  PoReader reader(file);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    reader.take(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return reader.end();
}

std::string header_field(const std::vector<PoEntry>& entries, std::string_view name) {
  if (entries.empty() || !entries.front().english.empty() || entries.front().texts.empty()) return "";
  std::string_view rest = entries.front().texts.front();
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.starts_with(name) && line.substr(name.size()).starts_with(":"))
      return std::string(trimmed(line.substr(name.size() + 1)));
  }
  return "";
}

}  // namespace formcast
