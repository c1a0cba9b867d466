#include "sim/exports/mapping_headings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/exports/mapping_phrases.hpp"
#include "sim/exports/mapping_units.hpp"

namespace formcast::intake {
namespace {

using enum Meaning;
using namespace phrases;

constexpr std::string_view kSeparators = " _-./#:";

/// In words: "HRV_rMSSD" is "hrv rmssd".
std::string in_words(std::string_view key) {
  std::string words;
  for (const char c : key) {
    const bool separates = kSeparators.find(c) != std::string_view::npos;
    if (!separates) words += c;
    if (separates && !words.empty() && words.back() != ' ') words += ' ';
  }
  while (words.ends_with(' ')) words.pop_back();
  return words;
}

/// A heading in its name and what may be a unit: "Dauer (min)", "distance [km]", "Schlaf in h", "duration_min".
struct Parts {
  std::string words, unit;
  bool bracketed = false;
};

Parts parts_of(std::string_view heading) {
  const std::string key = heading_key(heading);
  const std::size_t open = key.find_first_of("([");
  if (open != std::string::npos && open > 0) {
    // As written: "W" is no "w".
    const std::size_t begin = heading.find_first_of("([") + 1;
    const std::size_t close = std::min(heading.find_first_of(")]", begin), heading.size());
    return {in_words(key.substr(0, open)), std::string(heading.substr(begin, close - begin)), true};
  }
  Parts parts{in_words(key), "", false};
  const std::size_t last = parts.words.rfind(' ');
  if (last != std::string::npos) parts.unit = parts.words.substr(last + 1);
  return parts;
}

bool holds_words(std::string_view text, std::string_view words) {
  for (std::size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
  }
  return false;
}

const Phrase* phrase_in(std::string_view words) {
  const Phrase* best = nullptr;
  for (const Phrase& phrase : kPhrases) {
    const bool told = phrase.place == Place::kWithin ? holds_words(words, phrase.words) : words == phrase.words;
    if (told && (best == nullptr || phrase.words.size() > best->words.size())) best = &phrase;
  }
  return best;
}

/// Whether a unit may be written after a name without brackets: "duration min", and not "test h".
std::string unit_of(const Parts& parts, Meaning meaning, std::string_view name) {
  if (parts.unit.empty()) return "";
  const bool free = meaning == kLoad || meaning == kTest;
  if (free) return parts.bracketed ? parts.unit : "";
  return unit_called(meaning, name, parts.unit);
}

}  // namespace

HeadingGuess guess_heading(std::string_view heading) {
  const Parts parts = parts_of(heading);
  const Phrase* phrase = phrase_in(parts.words);
  if (phrase == nullptr && parts.words.rfind(' ') != std::string::npos) {
    // "Min minutes" is no phrase; "km run" neither. A unit alone behind an unsure word counts: "time min".
    const std::string name = parts.words.substr(0, parts.words.rfind(' '));
    phrase = unit_called(kDuration, "", parts.unit).empty() ? nullptr : phrase_in(name);
  }
  if (phrase == nullptr) return {};
  HeadingGuess guess{phrase->meaning, std::string(phrase->name), "", std::string(phrase->words),
                     phrase->place == Place::kUnsure};
  guess.unit = phrase->unit.empty() ? unit_of(parts, guess.meaning, guess.name)
                                    : unit_called(guess.meaning, guess.name, phrase->unit);
  // A time in minutes is a duration.
  if (guess.meaning == kDuration && !guess.unit.empty()) guess.unsure = false;
  return guess;
}

std::string without_unit(std::string_view heading) {
  std::string name(heading.substr(0, heading.find_first_of("[(")));
  while (name.ends_with(' ')) name.pop_back();
  return name;
}

std::string name_of_heading(std::string_view heading) {
  std::string key = parts_of(heading).words;
  std::string name;
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
    if (kept) name += c;
    if (!kept && !name.empty() && name.back() != '_') name += '_';
  }
  while (name.ends_with('_')) name.pop_back();
  return name.empty() ? "load" : name;
}

}  // namespace formcast::intake
