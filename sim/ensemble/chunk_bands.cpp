#include "sim/ensemble/chunk_bands.hpp"

#include <algorithm>
#include <cmath>

#include "engine/quantiles.hpp"

namespace formcast {

ChunkBands::ChunkBands(std::size_t members, std::size_t cohorts, std::size_t days)
    : members_(members), samples_(days * kOutputs), shares_(cohorts) {
  quantile_ranks(members, kQuantiles, ranks_);
  for (Share& share : shares_) {
    share.moments.resize(samples_.size());
    share.below.resize(samples_.size());
    share.begin.resize(samples_.size());
    share.end.resize(samples_.size());
  }
}

void ChunkBands::begin(std::size_t from, std::size_t days, BandGuesses& guesses) {
  days_ = days;
  guesses_ = &guesses;
  for (std::size_t s = 0; s < samples_.size(); ++s) {
    const BandGuesses::Series& series = guesses.series[s % kOutputs];
    samples_[s].aimed = from * kOutputs <= s && s < days * kOutputs && series.known && series.wait == 0;
    samples_[s].found = samples_[s].learned = false;
    samples_[s].guess = series.guess;
  }
}

void ChunkBands::weigh(std::size_t cohort, const Cohort& of) {
  for (std::size_t s = 0; s < samples_.size(); ++s) {
    if (samples_[s].aimed) shares_[cohort].moments[s] = sample_moments(of.row(s / kOutputs, s % kOutputs));
  }
}

bool ChunkBands::aim() {
  for (std::size_t s = 0; s < samples_.size(); ++s) {
    Sample& sample = samples_[s];
    if (!sample.aimed) continue;
    SampleMoments moments;
    for (const Share& share : shares_) moments.add(share.moments[s]);
    sample.aimed = sample.search.aim(sample.guess, ranks_, members_, moments);
  }
  return std::any_of(samples_.begin(), samples_.end(), [](const Sample& sample) { return sample.aimed; });
}

void ChunkBands::count(std::size_t cohort, const Cohort& of) {
  for (std::size_t s = 0; s < samples_.size(); ++s) {
    if (!samples_[s].aimed) continue;
    shares_[cohort].below[s] = samples_[s].search.count(of.row(s / kOutputs, s % kOutputs));
  }
}

void ChunkBands::set_bounds() {
  for (std::size_t s = 0; s < samples_.size(); ++s) {
    if (!samples_[s].aimed) continue;
    BracketSearch::Counts below{};
    for (const Share& share : shares_) {
      for (std::size_t k = 0; k < below.size(); ++k) below[k] += share.below[s][k];
    }
    samples_[s].search.set_bounds(below);
  }
}

void ChunkBands::pick(std::size_t cohort, const Cohort& of) {
  thread_local BracketScratch scratch;
  Share& share = shares_[cohort];
  std::size_t used = 0;
  for (std::size_t s = 0; s < samples_.size(); ++s) {
    if (!samples_[s].aimed) continue;
    share.begin[s] = used;
    share.end[s] = samples_[s].search.pick(of.row(s / kOutputs, s % kOutputs), share.picked, used, scratch);
    if (share.end[s] != BracketSearch::kTooMany) used = share.end[s];
  }
}

bool ChunkBands::settle(std::size_t s, Quantiles& result) {
  thread_local BracketScratch scratch;
  thread_local std::vector<float> picked, found;
  Sample& sample = samples_[s];
  if (!sample.aimed) return false;
  picked.clear();
  for (const Share& share : shares_) {
    if (share.end[s] == BracketSearch::kTooMany) return false;
    picked.insert(picked.end(), share.picked.begin() + static_cast<std::ptrdiff_t>(share.begin[s]),
                  share.picked.begin() + static_cast<std::ptrdiff_t>(share.end[s]));
  }
  found.resize(ranks_.size());
  if (!sample.search.settle(picked, found, scratch)) return false;
  interpolate(members_, kQuantiles, ranks_, found, result);
  sample.search.keep_places(found, sample.guess);
  sample.found = true;
  return true;
}

void ChunkBands::learn(std::size_t s, std::span<const float> values, std::span<const float> statistics) {
  if (s / kOutputs + 1 != days_ || values.size() != members_) return;  // the last day is the next one's neighbour
  samples_[s].learned = learn_guess(values, ranks_, statistics, samples_[s].guess);
}

void ChunkBands::keep_guesses() {
  constexpr int kLongest = 31;
  for (std::size_t output = 0; output < kOutputs; ++output) {
    BandGuesses::Series& series = guesses_->series[output];
    std::size_t aimed = 0, found = 0;
    for (std::size_t s = output; s < days_ * kOutputs; s += kOutputs) {
      aimed += samples_[s].aimed ? 1 : 0;
      found += samples_[s].found ? 1 : 0;
    }
    const Sample& last = samples_[(days_ - 1) * kOutputs + output];
    if (last.found || last.learned) series.guess = last.guess;
    series.known = series.known || last.learned;
    if (series.wait > 0) {
      --series.wait;
    } else if (2 * found < aimed) {
      series.wait = series.setback;
      series.setback = std::min(2 * series.setback + 1, kLongest);
    } else if (aimed > 0) {
      series.setback = 0;
    }
  }
}

}  // namespace formcast
