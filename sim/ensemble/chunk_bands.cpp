#include "sim/ensemble/chunk_bands.hpp"

#include <algorithm>
#include <cmath>

#include "engine/quantiles.hpp"

// The steps of BracketSearch for all samples of a chunk, cohort by cohort.
//
// Promises: exact order statistics, or false from settle(); a bad guess costs time and never a number.
// Relies on: the order of calls in the header, and cohorts whose values do not change in between.
// Costs: three passes over each sample with a guess. Nothing for series that are skipped: their days are sorted.
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
    // `aimed` says from here on whether a sample is searched for by guess.
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
    // Where the sample is and how wide: the guess is in standard deviations from the mean.
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
    // Ranks are of the whole sample, so the cohorts' counts are added before brackets are set.
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
    // One vector for all samples of a cohort; a sample with too many values leaves no gap in it.
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
  // False if a wanted rank is outside its bracket after all.
  found.resize(ranks_.size());
  if (!sample.search.settle(picked, found, scratch)) return false;
  interpolate(members_, kQuantiles, ranks_, found, result);
  sample.search.keep_places(found, sample.guess);
  sample.found = true;
  return true;
}

void ChunkBands::learn(std::size_t s, std::span<const float> values, std::span<const float> statistics) {
  if (s / kOutputs + 1 != days_ || values.size() != members_) return;  // guesses start from the chunk's last day
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
    // The chunk's last day is the nearest to the next chunk.
    const Sample& last = samples_[(days_ - 1) * kOutputs + output];
    if (last.found || last.learned) series.guess = last.guess;
    series.known = series.known || last.learned;
    // Back off from a series that fails on half of its days or more; one good chunk ends that.
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
