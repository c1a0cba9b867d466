#include "viewer/compute/wire_format.hpp"

#include <cstring>
#include <stdexcept>
#include <type_traits>

namespace formcast {
namespace {

/// Puts values one after another, and takes them out in the same order.
class Writer {
 public:
  std::vector<std::byte> bytes;

  template <class T>
  void operator()(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto* at = reinterpret_cast<const std::byte*>(&value);
    bytes.insert(bytes.end(), at, at + sizeof value);
  }
  template <class T>
  void operator()(const std::vector<T>& values) {
    list(values.data(), values.size() * sizeof(T));
  }
  void operator()(const std::string& text) { list(text.data(), text.size()); }

 private:
  void list(const void* data, std::size_t size) {
    (*this)(static_cast<std::uint32_t>(size));
    const auto* at = static_cast<const std::byte*>(data);
    bytes.insert(bytes.end(), at, at + size);
  }
};

class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <class T>
  void operator()(T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::memcpy(&value, take(sizeof value), sizeof value);
  }
  template <class T>
  void operator()(std::vector<T>& values) {
    std::uint32_t size = 0;
    (*this)(size);
    const std::byte* from = take(size);
    values.resize(size / sizeof(T));
    if (!values.empty()) std::memcpy(values.data(), from, values.size() * sizeof(T));
  }
  void operator()(std::string& text) {
    std::uint32_t size = 0;
    (*this)(size);
    text.assign(reinterpret_cast<const char*>(take(size)), size);
  }

 private:
  const std::byte* take(std::size_t size) {
    if (size > bytes_.size()) throw std::out_of_range("a truncated answer");
    const std::byte* at = bytes_.data();
    bytes_ = bytes_.subspan(size);
    return at;
  }

  std::span<const std::byte> bytes_;
};

/// All that the screen shows of an answer; trajectories and the plan itself are not sent.
template <class Archive, class Answer>
void go_through(Archive& archive, Answer& answer) {
  archive(answer.id);
  archive(answer.error);
  archive(answer.outlook.members);
  archive(answer.outlook.seconds);
  auto& result = answer.outlook.result;
  for (auto& bands : result.bands) archive(bands);
  for (auto& bands : result.travel) archive(bands);
  archive(result.target_performance);
  archive(result.target_members);
  archive(result.decision_members);
  archive(result.target_probability);
  archive(result.peak_day);
  archive(result.non_finite_members);
  auto& back = answer.hindsight;
  for (auto& bands : back.past.bands) archive(bands);
  archive(back.past.norm);
  archive(back.past.usual_fitness);
  archive(back.past.usual_fatigue);
  archive(back.past.norm_days);
  archive(back.predicted);
  archive(back.influence);
}

template <class Archive, class Input>
void go_through_plan(Archive& archive, Input& plan) {
  archive(plan.start);
  archive(plan.load);
  archive(plan.target);
  archive(plan.worthwhile);
  archive(plan.noise);
  archive(plan.seed);
  archive(plan.trips);
}

template <class Archive, class Answer>
void go_through_search(Archive& archive, Answer& answer) {
  archive(answer.id);
  archive(answer.error);
  archive(answer.scenario);
  archive(answer.better);
  archive(answer.planned);
  archive(answer.left);
}

}  // namespace

std::vector<std::byte> to_bytes(const PlanInput& plan) {
  Writer writer;
  go_through_plan(writer, plan);
  return std::move(writer.bytes);
}

PlanInput plan_of(std::span<const std::byte> bytes) {
  PlanInput plan;
  Reader reader(bytes);
  go_through_plan(reader, plan);
  return plan;
}

std::vector<std::byte> to_bytes(const OutlookAnswer& answer) {
  Writer writer;
  go_through(writer, answer);
  return std::move(writer.bytes);
}

OutlookAnswer answer_of(std::span<const std::byte> bytes) {
  OutlookAnswer answer;
  Reader reader(bytes);
  go_through(reader, answer);
  return answer;
}

std::vector<std::byte> to_bytes(const SearchAnswer& answer) {
  Writer writer;
  go_through_search(writer, answer);
  return std::move(writer.bytes);
}

SearchAnswer search_answer_of(std::span<const std::byte> bytes) {
  SearchAnswer answer;
  Reader reader(bytes);
  go_through_search(reader, answer);
  return answer;
}

}  // namespace formcast
