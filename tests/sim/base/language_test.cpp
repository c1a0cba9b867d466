#include "sim/base/language.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>

#include "sim/base/date.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/placeholders.hpp"
#include "sim/base/plural_rule.hpp"
#include "sim/base/po_file.hpp"
#include "sim/base/sentence.hpp"

namespace formcast {
namespace {

constexpr const char* kHeader =
    "msgid \"\"\nmsgstr \"\"\n\"Language: xx\\n\"\n\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n";

/// Speaks a language for the length of a test.
class Spoken {
 public:
  explicit Spoken(const std::string& entries) { set_language(kHeader + entries, "xx.po"); }
  ~Spoken() { set_language("", ""); }
  Spoken(const Spoken&) = delete;
  Spoken& operator=(const Spoken&) = delete;
};

std::string entry(const std::string& english, const std::string& text) {
  return "msgid \"" + english + "\"\nmsgstr \"" + text + "\"\n\n";
}

std::string fault_of(const std::string& po) {
  try {
    read_po(po, "de.po");
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Language, IsEnglishUntilAnotherIsSpoken) {
  EXPECT_STREQ(tr("Add a plan"), "Add a plan");
  EXPECT_EQ(tr("{} of {:.1f} W", 3, 82.55), "3 of 82.5 W");
  EXPECT_EQ(tr_count(1, "{} day", "{} days", 1), "1 day");
  EXPECT_EQ(tr_count(0, "{} day", "{} days", 0), "0 days");
  EXPECT_EQ(localised("-3.1"), "-3.1");
  EXPECT_EQ(language_code(), "en");
  EXPECT_EQ(digits_text(*parse_iso("2016-06-05")), "2016-06-05");
}

TEST(Language, HasTextsPluralsAndContexts) {
  const Spoken spoken(
      entry("Load", "Belastung") +
      "msgid \"{} day\"\nmsgid_plural \"{} days\"\nmsgstr[0] \"ein Tag\"\nmsgstr[1] \"{} \"\n\"Tage\"\n\n"
      "msgctxt \"aim\"\nmsgid \"none\"\nmsgstr \"keines\"\n\n" +
      entry("none", "keine"));
  EXPECT_STREQ(tr("Load"), "Belastung");
  EXPECT_STREQ(tr("Not in the table"), "Not in the table");
  EXPECT_EQ(tr_count(1, "{} day", "{} days", 1), "ein Tag");
  EXPECT_EQ(tr_count(2, "{} day", "{} days", 2), "2 Tage");
  EXPECT_STREQ(tr_in("aim", "none"), "keines");
  EXPECT_STREQ(tr("none"), "keine");
  EXPECT_STREQ(tr_in("plan", "none"), "none");
  EXPECT_EQ(language_code(), "xx");
}

TEST(Language, PutsValuesInItsOwnOrderAndWritesItsOwnNumbers) {
  const Spoken spoken(entry("{} of {:.1f} W", "{1:.1f} W, davon {0}") +
                      "msgctxt \"decimal mark\"\nmsgid \".\"\nmsgstr \",\"\n\n"
                      "msgctxt \"minus sign\"\nmsgid \"-\"\nmsgstr \"\xE2\x88\x92\"\n\n"
                      "msgctxt \"thousands mark\"\nmsgid \",\"\nmsgstr \".\"\n\n");
  EXPECT_EQ(tr("{} of {:.1f} W", "a.b", -82.55),
            "\xE2\x88\x92"
            "82,5 W, davon a.b");
  EXPECT_EQ(localised("-3.1"),
            "\xE2\x88\x92"
            "3,1");
  EXPECT_EQ(thousands_mark(), ".");
  EXPECT_EQ(tr("{:+.0f} %", 12.0), "+12 %");
}

TEST(Language, FallsBackToEnglishForWhatCannotBeFilled) {
  const Spoken spoken(entry("{} of {}", "{} von {} in {}") + entry("in {} days", "in {:d} Tagen") +
                      entry("{} left", "weg") + entry("{} right", "{0} {") + "#, fuzzy\n" + entry("Load", "Last") +
                      entry("Plan", "") + "msgid \"{} day\"\nmsgid_plural \"{} days\"\nmsgstr[0] \"{} Tag\"\n\n");
  EXPECT_EQ(tr("{} of {}", 1, 2), "1 of 2");
  EXPECT_EQ(tr("in {} days", "few"), "in few days");
  EXPECT_EQ(tr("{} left", 1), "1 left");
  EXPECT_EQ(tr("{} right", 1), "1 right");
  EXPECT_STREQ(tr("Load"), "Load");
  EXPECT_STREQ(tr("Plan"), "Plan");
  EXPECT_EQ(tr_count(1, "{} day", "{} days", 1), "1 day");  // a form is missing
}

TEST(Language, TakesTypedNumbersWithEitherMark) {
  EXPECT_EQ(as_typed("82,5"), "82.5");
  EXPECT_EQ(as_typed("\xE2\x88\x92"
                     "82.5"),
            "-82.5");
  EXPECT_EQ(as_typed("1.234,5"), "1.234,5");
}

TEST(Language, RetellsSentencesThatFilesHold) {
  constexpr std::array kTexts{"{}: gain {} is not distinct ({:.1f} %)", "only {} test{}: too few", "{} of {} loads"};
  const Spoken spoken(entry("{}: gain {} is not distinct ({:.1f} %)", "{1} von {0} ist offen ({2:.1f} %)") +
                      entry("only {} test{}: too few", "nur {} Test{}: zu wenige") + entry("k1", "die erste") +
                      "msgctxt \"decimal mark\"\nmsgid \".\"\nmsgstr \",\"\n\n");
  EXPECT_EQ(retold("busso: gain k1 is not distinct (2.5 %)", kTexts), "die erste von busso ist offen (2,5 %)");
  EXPECT_EQ(retold("only 1 test: too few", kTexts), "nur 1 Test: zu wenige");
  EXPECT_EQ(retold("only 3 tests: too few", kTexts), "nur 3 Tests: zu wenige");
  EXPECT_EQ(retold("3 of 5 loads", kTexts), "3 of 5 loads");
  EXPECT_EQ(retold("of another version", kTexts), "of another version");
}

TEST(PoFile, HasContinuedLinesEscapesAndComments) {
  const auto entries = read_po(
      "\xEF\xBB\xBF# a translator\n#: viewer/a.cpp:3\nmsgid \"\"\nmsgstr \"Language: de\\n\"\n\r\n#~ msgid \"gone\"\n"
      "#, fuzzy, c-format\nmsgctxt \"menu\"\nmsgid \"a \\\"b\\\"\\n\"\n  \"c\\\\\"\nmsgstr \"d\"",
      "de.po");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(header_field(entries, "Language"), "de");
  EXPECT_EQ(header_field(entries, "Plural-Forms"), "");
  EXPECT_EQ(entries[1].english, "a \"b\"\nc\\");
  EXPECT_EQ(entries[1].context, "menu");
  EXPECT_TRUE(entries[1].fuzzy);
  EXPECT_EQ(entries[1].line, 9u);
}

TEST(PoFile, RefusesWhatIsNoneWithItsLine) {
  EXPECT_EQ(fault_of("msgstr \"a\"\n"), "de.po:1: a translation without a msgid before it");
  EXPECT_EQ(fault_of("msgid \"a\"\n\nmsgid \"b\"\n"), "de.po:3: msgid is not expected here");
  EXPECT_EQ(fault_of("msgid \"a\"\n"), "de.po:1: a msgid without a msgstr");
  EXPECT_EQ(fault_of("msgid a\n"), "de.po:1: expected a text in quotes");
  EXPECT_EQ(fault_of("msgid \"a\nmsgstr \"b\"\n"), "de.po:1: expected a text in quotes");
  EXPECT_EQ(fault_of("msgid \"a\\x\"\n"), "de.po:1: a backslash stands before n, t, a quote or another backslash");
  EXPECT_EQ(fault_of("\"a\"\n"), "de.po:1: a text without a keyword before it");
  EXPECT_EQ(fault_of("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"c\"\n"), "de.po:3: msgstr[1] is not expected here");
  EXPECT_EQ(fault_of(entry("a", "b") + entry("a", "c")), "de.po:4: \"a\" is here twice");
  EXPECT_THROW(set_language("date,load\n2020-01-01,70\n", "a.csv"), InputError);
  EXPECT_STREQ(tr("Load"), "Load");
}

TEST(PluralRule, FollowsTheRulesOfLanguages) {
  const PluralRule english,
      polish("nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);");
  EXPECT_EQ(english.form(1), 0u);
  EXPECT_EQ(english.form(0), 1u);
  EXPECT_EQ(polish.forms(), 3u);
  EXPECT_EQ(polish.form(1), 0u);
  EXPECT_EQ(polish.form(22), 1u);
  EXPECT_EQ(polish.form(12), 2u);
  EXPECT_EQ(PluralRule("nplurals=1; plural=0;").form(7), 0u);
}

TEST(PluralRule, RefusesWhatIsNone) {
  for (const char* rule : {"plural=n", "nplurals=2; plural=n;", "nplurals=2; plural=(n",
                           "nplurals=2; plural=n % (n - n) ;", "nplurals=2; plural=system(1);", "nplurals=2;"}) {
    EXPECT_THROW(PluralRule{rule}, std::invalid_argument) << rule;
  }
  EXPECT_THROW(PluralRule("nplurals=2; plural=" + std::string(1000, '(')), std::invalid_argument);
}

TEST(Placeholders, AreTheSameInAnyOrder) {
  EXPECT_TRUE(fills("{} of {}", "{1} von {0}", Missing::kRefused));
  EXPECT_TRUE(fills("{{}} {}", "{} {{a}}", Missing::kRefused));
  EXPECT_TRUE(fills("no braces", "keine", Missing::kRefused));
  EXPECT_TRUE(fills("{} days", "ein Tag", Missing::kAllowed));
  EXPECT_FALSE(fills("{} of {}", "{0} von {}", Missing::kRefused));
  EXPECT_FALSE(fills("{:.1f}", "{:.2f}", Missing::kRefused));
  EXPECT_FALSE(fills("{}", "{2}", Missing::kAllowed));
  EXPECT_FALSE(fills("{}", "{", Missing::kAllowed));
  EXPECT_FALSE(fills("{}", "{name}", Missing::kAllowed));
}

}  // namespace
}  // namespace formcast
