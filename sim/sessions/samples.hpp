#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <span>
#include <vector>

namespace formcast::intake {

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// Seconds since 1970-01-01T00:00Z, fractions kept.
using Seconds = double;

/// One moment of a session. Not a number where the file says nothing.
struct Sample {
  Seconds time = kMissing;       ///< since 1970 [s]
  double heart_rate = kMissing;  ///< [1/min]
  double power = kMissing;       ///< [W]
  double speed = kMissing;       ///< [m/s]
  double distance = kMissing;    ///< since the session's start [m]
  double altitude = kMissing;    ///< [m]
  double cadence = kMissing;     ///< strides or crank turns [1/min]
  double latitude = kMissing;    ///< [degrees north]; only to derive distance, never written
  double longitude = kMissing;   ///< [degrees east]; likewise
};

/// Samples by channel: a channel takes memory once it has a value, as most files have three or four of the eight. Time
/// and position are kept as doubles, all else as floats: seven digits, which is 4 mm of 100 km.
class Samples {
 public:
  class Iterator;

  std::size_t size() const { return time_.size(); }
  bool empty() const { return time_.empty(); }
  Sample operator[](std::size_t i) const;
  Sample at(std::size_t i) const { return time_.at(i), (*this)[i]; }
  Sample front() const { return (*this)[0]; }
  Sample back() const { return (*this)[size() - 1]; }
  Iterator begin() const;
  Iterator end() const;

  std::span<const Seconds> times() const { return time_; }
  std::span<Seconds> times() { return time_; }

  void set(std::size_t i, const Sample& sample);
  void push_back(const Sample& sample) { append(std::span(&sample, 1)); }
  /// Several at once take half the time of one by one: a channel after the other.
  void append(std::span<const Sample> more);
  void pop_back();
  void append(const Samples& others);
  void reserve(std::size_t samples);
  std::size_t capacity() const { return time_.capacity(); }
  /// Gives back room that was made for more samples than there are, where it is worth the copying.
  void shrink();
  /// Of one sample, in the channels that have a value [bytes].
  std::size_t sample_bytes() const;

  /// Calls call(Sample&) with each in turn, or with those in [from, to), and keeps what it makes of them.
  template <class Call>
  void change(Call call, std::size_t from = 0, std::size_t to = SIZE_MAX) {
    for (std::size_t i = from; i < to && i < size(); ++i) {
      Sample sample = (*this)[i];
      call(sample);
      set(i, sample);
    }
  }

  /// Keeps those in [from, to).
  void keep(std::size_t from, std::size_t to);
  /// Keeps those whose indices are in `order`, in that order.
  void arrange(std::span<const std::uint32_t> order);
  /// Divides them: part_of[i], below `parts`, is where sample i goes. No channel is there twice at a time but the one
  /// being moved, as files of 30 hours have hundreds of thousands.
  std::vector<Samples> divided(std::span<const std::uint32_t> part_of, std::size_t parts) &&;

 private:
  static constexpr std::array kNarrow{&Sample::heart_rate, &Sample::power,    &Sample::speed,
                                      &Sample::distance,   &Sample::altitude, &Sample::cadence};
  static constexpr std::array kWide{&Sample::latitude, &Sample::longitude};

  template <class Call>
  void each_column(Call&& call);

  std::vector<Seconds> time_;
  // As long as time_, or empty where no sample has a value.
  std::array<std::vector<float>, kNarrow.size()> narrow_;
  std::array<std::vector<double>, kWide.size()> wide_;
};

/// Samples in turn, as values.
class Samples::Iterator {
 public:
  using value_type = Sample;
  using difference_type = std::ptrdiff_t;

  Iterator() = default;
  Iterator(const Samples& samples, std::size_t at) : samples_(&samples), at_(at) {}
  Sample operator*() const { return (*samples_)[at_]; }
  Iterator& operator++() { return ++at_, *this; }
  Iterator operator++(int) { return {*samples_, at_++}; }
  bool operator==(const Iterator&) const = default;

 private:
  const Samples* samples_ = nullptr;
  std::size_t at_ = 0;
};

inline Samples::Iterator Samples::begin() const { return {*this, 0}; }
inline Samples::Iterator Samples::end() const { return {*this, size()}; }

}  // namespace formcast::intake
