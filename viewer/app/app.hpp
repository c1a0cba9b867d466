#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "viewer/app/focus.hpp"
#include "viewer/charts/picture.hpp"
#include "viewer/desk/import_desk.hpp"
#include "viewer/panels/save_menu.hpp"
#include "viewer/screen/view.hpp"
#include "viewer/squad/bench.hpp"

namespace formcast {

struct ResultsView;
struct Survey;
struct SurveyRow;

/// A message to the user.
struct Message {
  std::string text;
  bool wrong = false;
  bool undoes = false;  ///< with a button that brings back what the last opening changed
};

/// The whole screen. A platform creates one, passes it files and calls frame() between ImGui's NewFrame and Render.
class App {
 public:
  App();
  ~App();

  /// A twin, a scenario, a session, a plan's table or a history, whatever its name; what cannot be read gives a message
  /// and changes nothing. Athletes join those that are there; one of the same name keeps the plans, which go on from
  /// the new record. `among`: it was opened together with earlier ones; of several twins the first comes on the desk.
  void open_file(const std::string& name, const std::string& content, bool among = false);
  /// A results file, which is read in place: its path, or the page's name for it.
  void open_results(const std::string& name);
  /// Whether a file, by its name and first 64 KB, is one of those that import_files takes, rather than open_file.
  static bool imports(const std::string& name, std::string_view begin);
  /// An athlete's own files, for the import dialog: paths of files and folders, or the page's names for its files.
  void import_files(std::vector<std::string> paths);
  /// An opened history waits for this: whether tests come before (next-day) or after the day's load.
  void learn(Timing timing);
  void set_dark(bool dark);
  /// Call it before the first frame and when the pixel density changes; the font texture is then new.
  void set_density(float density);
  void frame();
  /// Between two frames, when an answer has arrived: requests what is needed next.
  void tick();
  /// Two fingers on a chart: what was under `from` moves under `to`, and the days shown are scaled.
  void pinch(float from, float to, double factor);
  /// Tab: moves the focus to the next widget or the one before; false at the end, where it leaves the screen.
  bool move_focus(bool back) { return focus_.move(widgets_, back); }
  void drop_focus() { focus_.leave(); }
  const WidgetRegistry& widgets() const { return widgets_; }
  /// What the platform fills the screen with before it draws.
  ImU32 background() const { return theme_.page; }

  /// What is on the screen, as JSON: the number of the frame, widgets with their places, messages, key numbers in
  /// words.
  std::string state() const;
  /// Athlete, plans and what is seen of them as JSON, for a file; "" with an empty desk.
  std::string session() const;
  /// The athletes to choose from, as JSON: {"current", "sample", "athletes": [[name, revision], ...]}. An athlete's
  /// revision changes with what kept() gives, but for the one on the desk.
  std::string bench() const;
  /// An athlete's desk as JSON, to be kept and given to keep() or restore(): a session with undo steps, or a twin.
  std::string kept(const std::string& athlete) const;
  /// An athlete to choose from, as kept() gave it.
  void keep(const std::string& athlete, std::string text);
  /// Likewise, put on the desk. "", or why nothing has changed: an invalid session, or another version's. Dark or light
  /// stays as it is.
  std::string restore(const std::string& text);
  /// The athlete on the desk is a sample, which leaves when others join unless its plans were edited.
  void set_sample(std::string athlete) { sample_ = std::move(athlete); }
  /// The text of the page to print, as JSON (viewer/export/summary.hpp, handout.hpp); an athlete must be on the desk.
  std::string summary() const;
  /// It has been printed: the next one is the summary of the plans, unless another is chosen.
  void end_print() { prints_handout_ = false; }
  /// The part of the frame just drawn that is a picture to be saved; such a frame is not for the screen: draw another.
  std::optional<TakenPicture> take_picture();
  /// The next frame is such a picture: the chart of a page that is printed.
  void ask_picture_to_print();
  void say(std::string text, bool wrong = false);
  /// Whether frames must continue without input.
  bool busy() const;
  /// Whether an answer is awaited, which tick() takes and which a frame then shows.
  bool awaits() const;

 private:
  static constexpr float kTop = 48.0f;  ///< of the bar above everything [px]

  void open_plan_table(const std::string& text, const std::string& name);
  void collect_results();
  void heed_results();
  void ask_athlete(std::size_t athlete);
  std::optional<std::size_t> neighbour(int step) const;
  void go_in_squad(ResultsLink::Wish wish);
  void save_plans();
  void enter_athlete(AthleteResults athlete);
  void close_athlete();
  void close_results();
  void edit_results();
  void draw_results();
  void open_survey();
  bool survey_next();
  bool survey_athlete(const Bench::Athlete& athlete);
  void keep_forecasts(SurveyRow& row);
  /// The top of screens that show no desk.
  void draw_plain_top();
  void draw_open_button();
  void draw_theme_button();
  const char* theme_letter() const;
  float open_and_theme_width() const;
  void survey_on();
  bool surveys() const;
  void draw_survey_screen();
  void set_aim_of(const std::string& athlete, const std::string& typed);
  void draw_survey_aim();
  nlohmann::ordered_json survey_state() const;
  void draw_opening();
  nlohmann::ordered_json squad_state() const;
  void draw_screen();
  void draw_empty();
  void draw_desk();
  void draw_top(const Box& box);
  void draw_middle(const Box& whole);
  float draw_above_loads(Frame& frame, const Box& box);
  void draw_side(const Box& box, const char* id, void (*panel)(Frame&));
  void draw_message();
  void draw_learning();
  void take_history(std::string content, std::string name);
  void open_history(const std::string& content, const std::string& name);
  std::vector<std::string> known_in_history() const;
  void draw_own_data();
  void learn_import();
  void close_import();
  void say_saved(const std::string& text);
  nlohmann::ordered_json import_state() const;
  nlohmann::ordered_json table_state() const;
  void add_twin(const std::string& json, const std::string& name, bool among);
  void leave();
  void choose(const std::string& athlete);
  void open_kept(const std::string& text, const std::string& name);
  bool join(const std::string& athlete, const std::string& twin, std::vector<PredictedTest> forecasts = {});
  void say_judged();
  void begin_opening();
  void say_joined();
  void undo_opening();
  void draw_replacing();
  void leave_sample();
  void remove_athlete();
  void list_athletes();
  void reset_view();
  void collect_learned();
  void say_learned();
  Frame make_frame();
  void save_chosen(Save what);
  bool draw_picture();
  Session session_of(const Desk& desk, const View& view) const;
  void open_session(const std::string& text, const std::string& name);
  void show_session(const Session& session, const std::string& name);
  const Desk& own_desk() const;
  void clear_desk();

  Evaluator evaluator_;
  Desk desk_{evaluator_};
  View view_;
  Theme theme_ = dark_theme();
  Fonts fonts_;
  WidgetRegistry widgets_;
  Focus focus_;
  std::vector<Message> messages_;
  Bench bench_;         ///< the one on the desk as it was when it came there
  std::string sample_;  ///< the athlete of the first visit; "" once others have come
  struct Opening {
    std::vector<Bench::Athlete> before;   ///< what it changed, as it was
    std::vector<std::string> moved;       ///< athletes whose plans go on from a later record, in words
    std::vector<Bench::Athlete> refused;  ///< twins of athletes whose plans cannot follow, until someone decides
    std::vector<std::string> why;         ///< (refused)
  } opening_;                             ///< the last one
  History history_;                       ///< to learn from, or learned from last
  std::string history_text_, history_name_;
  bool asks_timing_ = false, learning_ = false;
  bool first_learned_ = false;  ///< the next athlete that is learned comes on the desk
  LearnProgress progress_;
  ImportDesk import_{evaluator_};
  std::unique_ptr<ResultsView> results_;
  std::unique_ptr<Survey> survey_;
  bool prints_handout_ = false;     ///< the page to print is the athlete's
  std::optional<PictureOf> asked_;  ///< the picture to draw in the next frame
  std::optional<TakenPicture> taken_;
  std::uint64_t frames_ = 0;
};

}  // namespace formcast
