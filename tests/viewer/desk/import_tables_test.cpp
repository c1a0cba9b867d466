// Tables whose columns are explained by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/exports/mapping_toml.hpp"
#include "sim/intake/intake.hpp"
#include "tests/viewer/desk/an_import.hpp"
#include "viewer/desk/import_table_text.hpp"
#include "viewer/desk/import_text.hpp"

namespace formcast {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Of which one heading is known.
constexpr const char* kLab =
    "Datum;P_mittel;Gew.;Bem.\n06/01/2026;296;71,4;Halle\n08/01/2026;293;71,2;\n09/01/2026;301;70,8;Wind\n";

class ATable : public AnImport {
 protected:
  std::vector<std::string> meanings() const {
    std::vector<std::string> names;
    for (const intake::MappedColumn& column : import_.mapping().columns) names.push_back(meaning_name(column));
    return names;
  }
  std::vector<std::string> first_row() const {
    std::vector<std::string> cells;
    for (std::size_t n = 0; n < import_.mapping().columns.size(); ++n)
      cells.push_back(cell_text(*import_.table(), 0, n).understood);
    return cells;
  }
  /// Says what the columns of kLab are.
  void explain() {
    import_.set_meaning(1, "test");
    import_.set_unit(1, "W");
    import_.set_meaning(2, "body_mass");
    settle();
    const TableQuestion asked = table_question(import_);
    import_.answer_table(*asked.question, asked.answers.at(0).second);
    settle();
  }
};

TEST_F(ATable, IsExplainedByHand) {
  open({file("load.csv", kSheet), file("lab tests.csv", kLab)});
  ASSERT_NE(import_.table(), nullptr);
  EXPECT_EQ(import_title(import_), "Two questions, then athlete can be learned") << "the days without a session, too";
  EXPECT_THAT(meanings(), ElementsAre("Date", "Leave out", "Leave out", "Leave out"));
  EXPECT_EQ(import_.why_not_table(), "nothing to take yet");
  import_.set_meaning(1, "test");
  import_.set_unit(1, "W");
  import_.set_meaning(2, "body_mass");
  settle();
  EXPECT_THAT(first_row(), ElementsAre("", "296 W", "71.4 kg", "")) << "the order of dates is open";
  const TableQuestion order = table_question(import_);
  EXPECT_EQ(order.title, "Is 06/01/2026 the 6th of January or the 1st of June?");
  EXPECT_THAT(order.evidence, HasSubstr("Day first, 3 of 3 fall on a day with a session; month first, 0 of 3."));
  EXPECT_EQ(order.suggested, 0U);
  import_.answer_table(*order.question, order.answers.at(0).second);
  settle();
  EXPECT_THAT(first_row(), ElementsAre("6 January 2026", "296 W", "71.4 kg", ""));
  EXPECT_EQ(table_question(import_).title, "Is this what the columns mean?");
  EXPECT_THAT(import_.tests(), IsEmpty()) << "nothing is read before it is said";
  import_.take_table();
  settle();
  EXPECT_EQ(import_.table(), nullptr);
  ASSERT_EQ(import_.tests().size(), 3U);
  EXPECT_EQ(import_.tests()[0].value, 296.0);
  EXPECT_EQ(import_.test_unit, "W");
  EXPECT_EQ(import_.report().history->markers.at("body_mass"), 3U);
}

TEST_F(ATable, IsReadAsTheCommandReadsItsToml) {
  open({file("load.csv", kSheet), file("lab tests.csv", kLab)});
  explain();
  const std::string toml = import_.table_toml();
  import_.take_table();
  settle();
  intake::ReadingOptions reading;
  reading.choices.mappings = {intake::read_mapping(toml, "lab tests.intake.toml")};
  intake::Intake intake(reading);
  for (const auto& [name, text] : {std::pair("load.csv", kSheet), std::pair("lab tests.csv", kLab)})
    intake.add(name, {reinterpret_cast<const std::uint8_t*>(text), std::string_view(text).size()});
  intake::HistoryChoices choices;
  choices.athlete = "athlete";
  choices.zone = "Europe/Berlin";
  const intake::IntakeResult result = intake.finish(choices);
  ASSERT_TRUE(result.ready());
  EXPECT_EQ(import_.csv(), intake::history_csv(*result.daily, "athlete.history.csv"));
}

TEST_F(ATable, IsKeptForTheNextFileWithItsHeadings) {
  open({file("load.csv", kSheet), file("lab.csv", kLab)});
  explain();
  import_.take_table();
  settle();
  import_.close();
  open({file("load.csv", kSheet), file("february.csv", "Datum;P_mittel;Gew.;Bem.\n05/02/2026;305;71,0;\n")});
  EXPECT_EQ(import_.table(), nullptr);
  ASSERT_EQ(import_.tests().size(), 1U);
  EXPECT_EQ(import_.tests()[0].value, 305.0);
  // It may have been wrong.
  const std::vector<FileGroup> groups = file_groups(import_.report());
  ASSERT_EQ(groups.back().tables.size(), 1U);
  import_.pick_table(groups.back().tables[0]);
  import_.set_meaning(1, "leave out");
  settle();
  import_.take_table();
  settle();
  EXPECT_THAT(import_.tests(), IsEmpty());
}

TEST_F(ATable, IsReadByAMappingBesideIt) {
  const std::string toml =
      "dates = \"day-first\"\n[[column]]\nheading = \"Datum\"\nmeaning = \"date\"\n[[column]]\nheading = \"P_mittel\"\n"
      "meaning = \"test\"\nname = \"5 min\"\nunit = \"W\"\n";
  open({file("load.csv", kSheet), file("lab.csv", kLab), file("zz.intake.toml", toml)});
  EXPECT_EQ(import_.table(), nullptr);
  EXPECT_EQ(import_.tests().size(), 3U);
  EXPECT_EQ(file_groups(import_.report()).back().name, "Mapping of a table");
}

TEST_F(ATable, ThatIsLeftOutCostsNothing) {
  open({file("load.csv", kSheet), file("lab.csv", kLab)});
  import_.leave_table();
  EXPECT_EQ(import_.table(), nullptr);
  EXPECT_EQ(import_.open_points(), 1U);
  EXPECT_TRUE(import_.history());
  import_.pick_table("lab.csv");
  ASSERT_NE(import_.table(), nullptr) << "it can be explained later";
}

TEST_F(ATable, HasOneDate) {
  open({file("load.csv", kSheet), file("lab.csv", kLab)});
  import_.set_meaning(3, "date");
  settle();
  EXPECT_THAT(meanings(), ElementsAre("Leave out", "Leave out", "Leave out", "Date"));
}

/// Of an archive, tables that seem to hold nothing of an athlete are not asked about.
TEST_F(ATable, OfAFolderIsAskedAboutOnlyWhereItSeemsToBeOne) {
  std::filesystem::create_directories(folder_ / "export");
  file("export/sessions.csv", kSheet);
  file("export/comments.csv", "Comment Date,Activity ID,Text\n2026-01-05,123,well done\n");
  open({(folder_ / "export").string()});
  EXPECT_EQ(import_.table(), nullptr);
  const std::vector<FileGroup> groups = file_groups(import_.report());
  EXPECT_EQ(groups.back().name, "Left out");
  EXPECT_THAT(groups.back().tables, ElementsAre("export/comments.csv"));
  file("export/club.csv", "Datum;Trainingsbelastung\n5.1.2026;450\n");
  open({(folder_ / "export").string()});
  ASSERT_NE(import_.table(), nullptr);
  EXPECT_EQ(import_.table()->file, "export/club.csv");
}

TEST_F(ATable, AsksOneThingAtATime) {
  open(
      {file("load.csv", kSheet), file("races.csv", "Datum;Strecke;Testergebnis\n6.1.2026;12;4:31\n8.1.2026;8;4:25\n")});
  TableQuestion asked = table_question(import_);
  EXPECT_EQ(asked.title, "Which unit is Strecke in?");
  ASSERT_EQ(asked.answers.size(), 2U);
  import_.answer_table(*asked.question, "km");
  settle();
  asked = table_question(import_);
  EXPECT_EQ(asked.title, "Over which distance is Testergebnis timed?");
  import_.answer_table(*asked.question, "1500");
  settle();
  EXPECT_EQ(table_question(import_).title, "Is this what the columns mean?");
  EXPECT_EQ(cell_text(*import_.table(), 0, 2).understood.substr(0, 4), "5.53");
}

TEST_F(ATable, PassesThroughJson) {
  open({file("load.csv", kSheet), file("lab.csv", kLab)});
  import_.set_meaning(1, "test");
  settle();
  const std::string report = to_json(import_.report()), choices = to_json(import_.choices());
  EXPECT_THAT(report, HasSubstr("P_mittel"));
  EXPECT_EQ(to_json(import_report(report)), report);
  EXPECT_EQ(to_json(import_choices(choices)), choices);
  ImportChoices draft = import_.choices();
  draft.drafts.clear();
  EXPECT_TRUE(draft.reads_as(import_.choices())) << "nothing is read by a draft";
  draft.mappings = {import_.mapping()};
  EXPECT_FALSE(draft.reads_as(import_.choices()));
}

TEST(MarkerNames, AreWords) {
  EXPECT_EQ(marker_name("hrv_rmssd"), "HRV (rMSSD)");
  EXPECT_EQ(with_marker_names("39 readings (hrv_rmssd, resting_hr, mood)"),
            "39 readings (HRV (rMSSD), Resting heart rate, mood)");
  EXPECT_EQ(marker_name("spo2"), "spo2");
}

}  // namespace
}  // namespace formcast
