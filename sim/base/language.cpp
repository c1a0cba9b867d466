#include "sim/base/language.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

#include "sim/base/input_error.hpp"
#include "sim/base/placeholders.hpp"
#include "sim/base/plural_rule.hpp"
#include "sim/base/po_file.hpp"

namespace formcast {
namespace {

struct Language {
  std::string code;
  std::map<std::string, std::vector<std::string>, std::less<>> texts;  ///< by key_of
  PluralRule plurals;
  std::string decimal_mark = marked_in("decimal mark", ".");
  std::string thousands = marked_in("thousands mark", ",");
  std::string minus = marked_in("minus sign", "-");
};

const std::string kEnglish = "en", kEnglishThousands = ",", kMinusSign = "\xE2\x88\x92";
/// Written by set_language alone, which is called before other threads begin.
std::unique_ptr<const Language> spoken;
bool on_screen = false;  // see use_minus_sign()

/// As gettext joins them. A text without a context is its own key, so that it is found without a copy.
std::string key_of(std::string_view context, std::string_view english) {
  std::string key(context);
  if (!context.empty()) key += '\x04';
  return key += english;
}

const std::vector<std::string>* find(std::string_view context, std::string_view english) {
  if (spoken == nullptr) return nullptr;
  const auto found = context.empty() ? spoken->texts.find(english) : spoken->texts.find(key_of(context, english));
  return found == spoken->texts.end() ? nullptr : &found->second;
}

/// Whether a translation can be shown in place of the English.
bool is_usable(const PoEntry& entry, const PluralRule& plurals) {
  const bool counts = !entry.plural.empty();
  if (entry.fuzzy || entry.english.empty() || entry.texts.size() != (counts ? plurals.forms() : 1)) return false;
  return std::ranges::all_of(entry.texts, [&](const std::string& text) {
    return !text.empty() &&
           (counts ? fills(entry.plural, text, Missing::kAllowed) : fills(entry.english, text, Missing::kRefused));
  });
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

void set_language(std::string_view po, const std::string& file) {
  spoken.reset();
  if (po.empty()) return;
  auto language = std::make_unique<Language>();
  const std::vector<PoEntry> entries = read_po(po, file);
  try {
    language->plurals = PluralRule(header_field(entries, "Plural-Forms"));
  } catch (const std::invalid_argument& error) {
    throw InputError({file}, error.what());
  }
  language->code = header_field(entries, "Language");
  for (const PoEntry& entry : entries) {
    if (is_usable(entry, language->plurals)) language->texts[key_of(entry.context, entry.english)] = entry.texts;
  }
  const auto mark = [&](const char* name, std::string& of) {
    const auto found = language->texts.find(key_of(name, of));
    if (found != language->texts.end()) of = found->second.front();
  };
  mark("decimal mark", language->decimal_mark);
  mark("thousands mark", language->thousands);
  mark("minus sign", language->minus);
  spoken = std::move(language);
}

const std::string& language_code() { return spoken == nullptr ? kEnglish : spoken->code; }

const char* tr(const char* english) { return language::text("", english); }

const char* tr_in(const char* context, const char* english) { return language::text(context, english); }

std::string localised(std::string number) {
  if (spoken == nullptr) {
    if (on_screen) replace_all(number, "-", kMinusSign);
    return number;
  }
  replace_all(number, ".", spoken->decimal_mark);
  replace_all(number, "-", spoken->minus);
  return number;
}

void use_minus_sign() { on_screen = true; }

const std::string& thousands_mark() { return spoken == nullptr ? kEnglishThousands : spoken->thousands; }

std::string as_typed(std::string_view number) {
  std::string text(number);
  replace_all(text, kMinusSign, "-");
  const bool both = text.find('.') != std::string::npos && text.find(',') != std::string::npos;
  if (!both) std::ranges::replace(text, ',', '.');
  return text;
}

namespace language {

const char* text(std::string_view context, std::string_view english) {
  const std::vector<std::string>* found = find(context, english);
  return found == nullptr ? english.data() : found->front().c_str();  // a literal ends with NUL
}

const char* count(std::size_t n, std::string_view one, std::string_view many) {
  const std::vector<std::string>* found = find("", one);
  if (found == nullptr) return n == 1 ? one.data() : many.data();
  return (*found)[std::min(spoken->plurals.form(n), found->size() - 1)].c_str();
}

}  // namespace language
}  // namespace formcast

fmt::format_context::iterator fmt::formatter<formcast::language::Number>::format(
    const formcast::language::Number& number, fmt::format_context& context) const {
  const std::string form = fmt::format("{{{}{}}}", spec.empty() ? "" : ":", spec);
  const std::string text = formcast::localised(fmt::format(fmt::runtime(form), number.value));
  return std::copy(text.begin(), text.end(), context.out());
}
