#include "sim/sessions/samples.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

namespace formcast::intake {
namespace {

/// What no float holds, be it huge or tiny, is no measurement.
float narrowed(double value) {
  const auto narrow = static_cast<float>(value);
  const bool kept = std::fabs(narrow) <= std::numeric_limits<float>::max() && (narrow != 0.0F || value == 0.0);
  return kept ? narrow : std::numeric_limits<float>::quiet_NaN();
}

/// A channel's values of samples after the first `size`, with room for `room`; begins it where they are the first.
template <class Value, class Get>
void add(std::vector<Value>& column, std::span<const Sample> more, std::size_t size, std::size_t room, Get get) {
  if (column.empty()) {
    if (std::ranges::all_of(more, [&](const Sample& sample) { return std::isnan(get(sample)); })) return;
    column.reserve(room);
    column.resize(size, std::numeric_limits<Value>::quiet_NaN());
  }
  column.resize(size + more.size());
  std::ranges::transform(more, column.begin() + static_cast<std::ptrdiff_t>(size), get);
}

template <class Value>
void put(std::vector<Value>& column, Value value, std::size_t at, std::size_t size) {
  if (column.empty() && std::isnan(value)) return;
  if (column.empty()) column.resize(size, std::numeric_limits<Value>::quiet_NaN());
  column[at] = value;
}

/// `size` values and then those of `more`, which are `others`; none in both stays none.
template <class Value>
void join(std::vector<Value>& column, const std::vector<Value>& more, std::size_t size, std::size_t others) {
  if (column.empty() && more.empty()) return;
  column.reserve(size + others);
  column.resize(size, std::numeric_limits<Value>::quiet_NaN());
  column.insert(column.end(), more.begin(), more.end());
  column.resize(size + others, std::numeric_limits<Value>::quiet_NaN());
}

}  // namespace

template <class Call>
void Samples::each_column(Call&& call) {
  call(time_);
  for (std::vector<float>& column : narrow_) call(column);
  for (std::vector<double>& column : wide_) call(column);
}

Sample Samples::operator[](std::size_t i) const {
  Sample sample;
  sample.time = time_[i];
  for (std::size_t c = 0; c < kNarrow.size(); ++c) {
    if (!narrow_[c].empty()) sample.*kNarrow[c] = static_cast<double>(narrow_[c][i]);
  }
  for (std::size_t c = 0; c < kWide.size(); ++c) {
    if (!wide_[c].empty()) sample.*kWide[c] = wide_[c][i];
  }
  return sample;
}

void Samples::set(std::size_t i, const Sample& sample) {
  time_[i] = sample.time;
  for (std::size_t c = 0; c < kNarrow.size(); ++c) put(narrow_[c], narrowed(sample.*kNarrow[c]), i, size());
  for (std::size_t c = 0; c < kWide.size(); ++c) put(wide_[c], sample.*kWide[c], i, size());
}

void Samples::append(std::span<const Sample> more) {
  const std::size_t before = size();
  for (const Sample& sample : more) time_.push_back(sample.time);
  for (std::size_t c = 0; c < kNarrow.size(); ++c) {
    add(narrow_[c], more, before, capacity(), [field = kNarrow[c]](const Sample& s) { return narrowed(s.*field); });
  }
  for (std::size_t c = 0; c < kWide.size(); ++c) {
    add(wide_[c], more, before, capacity(), [field = kWide[c]](const Sample& s) { return s.*field; });
  }
}

void Samples::pop_back() { keep(0, size() - 1); }

void Samples::append(const Samples& others) {
  const std::size_t mine = size(), theirs = others.size();
  time_.insert(time_.end(), others.time_.begin(), others.time_.end());
  for (std::size_t c = 0; c < kNarrow.size(); ++c) join(narrow_[c], others.narrow_[c], mine, theirs);
  for (std::size_t c = 0; c < kWide.size(); ++c) join(wide_[c], others.wide_[c], mine, theirs);
}

void Samples::reserve(std::size_t samples) {
  time_.reserve(samples);
  each_column([&](auto& column) {
    if (!column.empty()) column.reserve(samples);
  });
}

void Samples::shrink() {
  if (capacity() <= size() + size() / 8) return;
  each_column([](auto& column) { column.shrink_to_fit(); });
}

std::size_t Samples::sample_bytes() const {
  std::size_t bytes = sizeof(Seconds);
  for (const std::vector<float>& column : narrow_) bytes += column.empty() ? 0 : sizeof(float);
  for (const std::vector<double>& column : wide_) bytes += column.empty() ? 0 : sizeof(double);
  return bytes;
}

void Samples::keep(std::size_t from, std::size_t to) {
  each_column([&](auto& column) {
    if (column.empty()) return;
    column.erase(column.begin() + static_cast<std::ptrdiff_t>(to), column.end());
    column.erase(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(from));
  });
}

void Samples::arrange(std::span<const std::uint32_t> order) {
  each_column([&](auto& column) {
    if (column.empty()) return;
    std::remove_reference_t<decltype(column)> arranged;
    arranged.reserve(order.size());
    for (const std::uint32_t i : order) arranged.push_back(column[i]);
    column = std::move(arranged);
  });
}

std::vector<Samples> Samples::divided(std::span<const std::uint32_t> part_of, std::size_t parts) && {
  std::vector<std::size_t> sizes(parts);
  for (const std::uint32_t part : part_of) ++sizes[part];
  std::vector<Samples> result(parts);
  const auto divide = [&](auto& column, auto column_in) {
    if (column.empty()) return;
    for (std::size_t part = 0; part < parts; ++part) column_in(result[part]).reserve(sizes[part]);
    for (std::size_t i = 0; i < part_of.size(); ++i) column_in(result[part_of[i]]).push_back(column[i]);
    column = std::remove_reference_t<decltype(column)>();  // "= {}" would keep its memory
  };
  divide(
      time_, [](Samples & samples) -> auto& { return samples.time_; });
  for (std::size_t c = 0; c < kNarrow.size(); ++c) {
    divide(
        narrow_[c], [c](Samples & samples) -> auto& { return samples.narrow_[c]; });
  }
  for (std::size_t c = 0; c < kWide.size(); ++c) {
    divide(
        wide_[c], [c](Samples & samples) -> auto& { return samples.wide_[c]; });
  }
  return result;
}

}  // namespace formcast::intake
