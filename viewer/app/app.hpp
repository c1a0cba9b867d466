#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "viewer/app/focus.hpp"
#include "viewer/charts/picture.hpp"
#include "viewer/panels/save_menu.hpp"
#include "viewer/screen/view.hpp"

namespace formcast {

struct ResultsView;

/// A sentence for the person at the screen.
struct Message {
  std::string text;
  bool wrong = false;
};

/// The whole screen. A platform makes one, hands it files and calls frame() between ImGui's NewFrame and Render.
class App {
 public:
  App();
  ~App();

  /// A twin, a scenario, a session or a history, whatever its name says; what cannot be read gives a message and
  /// changes nothing. `among` says that it was opened together with others, before it: of several twins the first comes
  /// on the desk, and all are athletes to choose from.
  void open_file(const std::string& name, const std::string& content, bool among = false);
  /// A results file, which is read where it lies: its path, or what the page knows it by.
  void open_results(const std::string& name);
  /// A history that was opened waits for this: whether tests come before (next-day) or after the day's load.
  void learn(Timing timing);
  void set_dark(bool dark);
  /// To be called before the first frame and when the density of pixels changes; the font texture is then new.
  void set_density(float density);
  void frame();
  /// Between two frames, when an answer has come: asks for what is wanted next.
  void tick();
  /// Two fingers on a chart: what was under `from` comes under `to`, and so many times as many days are shown.
  void pinch(float from, float to, double factor);
  /// Tab: the next widget has the focus, or the one before; false at the end, where it leaves the screen.
  bool move_focus(bool back) { return focus_.move(marks_, back); }
  void leave_focus() { focus_.leave(); }
  const Marks& marks() const { return marks_; }
  /// What the platform fills the screen with before it draws.
  ImU32 background() const { return theme_.page; }

  /// What is on the screen, as JSON: the number of the frame, widgets with their places, messages, key numbers in
  /// words.
  std::string state() const;
  /// Athlete, plans and what is seen of them as JSON, to come back to; "" with an empty desk.
  std::string session() const;
  /// "", or why nothing is changed: it is no such session, or another version's. Dark or light stays as it is.
  std::string restore(const std::string& session);
  /// What a page to print says, as JSON (viewer/export/summary.hpp); an athlete is on the desk.
  std::string summary() const;
  /// What of the frame just drawn is a picture to be kept; such a frame is not for the screen: draw another one.
  std::optional<TakenPicture> take_picture();
  /// The next frame is such a picture: the chart of a page that is printed.
  void ask_picture_to_print();
  void say(std::string text, bool wrong = false);
  /// Whether frames have to go on without anybody doing anything.
  bool busy() const;

 private:
  static constexpr float kTop = 44.0f;  ///< of the bar above everything [px]

  void collect_results();
  void heed_results();
  void ask_athlete(std::size_t athlete);
  std::optional<std::size_t> neighbour(int step) const;
  void go_in_squad(ResultsLink::Wish wish);
  void save_plans();
  void enter_athlete(AthleteResults athlete);
  void leave_athlete();
  void leave_results();
  const std::string* twin_of(const std::string& athlete) const;
  void edit_results();
  void draw_results();
  void draw_opening();
  nlohmann::ordered_json squad_state() const;
  void draw_screen();
  void draw_empty();
  void draw_desk();
  void draw_top(const Box& box);
  void draw_middle(const Box& box);
  void draw_side(const Box& box, const char* id, void (*panel)(Frame&));
  void draw_message();
  void draw_learning();
  void add_twin(const std::string& json, const std::string& name, bool among);
  void open_twin(const std::string& json, const std::string& name);
  void reset_view();
  void collect_learned();
  void say_learned();
  Frame make_frame();
  void leave(Leave what);
  bool draw_picture();
  void open_session(const std::string& text, const std::string& name);

  Engine engine_;
  Desk desk_{engine_};
  View view_;
  Theme theme_ = dark_theme();
  Fonts fonts_;
  Marks marks_;
  Focus focus_;
  std::vector<Message> messages_;
  std::vector<LearnedTwin> athletes_;  ///< of the history opened last, or of twins opened together
  std::string history_, history_name_;
  bool asks_timing_ = false, learning_ = false;
  LearnProgress progress_;
  std::unique_ptr<ResultsView> results_;
  std::optional<PictureOf> asked_;  ///< a picture the next frame is to be
  std::optional<TakenPicture> taken_;
  std::uint64_t frames_ = 0;
};

}  // namespace formcast
