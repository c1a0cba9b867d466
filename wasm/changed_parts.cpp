#include "wasm/changed_parts.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

namespace formcast {
namespace {

constexpr int kTile = 64;         // [px]
constexpr std::size_t kMost = 6;  // rectangles; each is a round of calls
constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t product = (a ^ b) * kOdd;
  return product ^ (product >> 29);
}

std::uint64_t bytes_of(std::uint64_t seed, const ImDrawVert& corner) {
  std::uint64_t place = 0, texel = 0;
  std::memcpy(&place, &corner.pos, sizeof place);
  std::memcpy(&texel, &corner.uv, sizeof texel);
  return mixed(mixed(mixed(seed, place), texel), corner.col);
}

Pixels united(const Pixels& a, const Pixels& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

/// Adds `part` to disjoint parts, merging it with those that it overlaps.
void join(std::vector<Pixels>& parts, Pixels part) {
  for (std::size_t i = 0; i < parts.size();) {
    if (common(parts[i], part).empty()) {
      ++i;
      continue;
    }
    part = united(parts[i], part);
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    i = 0;
  }
  parts.push_back(part);
}

/// Joins the two parts whose union wastes the fewest pixels.
void join_closest(std::vector<Pixels>& parts) {
  std::pair<std::size_t, std::size_t> best{0, 1};
  std::int64_t least = INT64_MAX;
  for (std::size_t a = 0; a < parts.size(); ++a) {
    for (std::size_t b = a + 1; b < parts.size(); ++b) {
      const std::int64_t waste = united(parts[a], parts[b]).area() - parts[a].area() - parts[b].area();
      if (waste < least) least = waste, best = {a, b};
    }
  }
  const Pixels part = united(parts[best.first], parts[best.second]);
  parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(best.second));
  parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(best.first));
  join(parts, part);
}

/// Changed tiles as rectangles: runs along rows, with those right below them that are as wide.
std::vector<Pixels> rectangles(std::span<const char> changed, int across, int down) {
  std::vector<Pixels> parts;
  for (int row = 0; row < down; ++row) {
    for (int column = 0; column < across; ++column) {
      const auto is_changed = [&](int at) {
        return at < across && changed[static_cast<std::size_t>(row * across + at)];
      };
      if (!is_changed(column)) continue;
      const int first = column;
      while (is_changed(column)) ++column;
      const auto above = std::find_if(parts.begin(), parts.end(), [&](const Pixels& part) {
        return part.left == first && part.right == column && part.bottom == row;
      });
      if (above != parts.end()) {
        ++above->bottom;
      } else {
        parts.push_back({first, row, column, row + 1});
      }
    }
  }
  return parts;
}

}  // namespace

Pixels common(const Pixels& a, const Pixels& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
}

Pixels clip_of(const ImDrawCmd& command, ImVec2 scale, const Pixels& screen) {
  const ImVec4& clip = command.ClipRect;
  return common(screen, {static_cast<int>(clip.x * scale.x), static_cast<int>(clip.y * scale.y),
                         static_cast<int>(clip.z * scale.x), static_cast<int>(clip.w * scale.y)});
}

Pixels bounds_of(const ImDrawList& list, unsigned at, ImVec2 scale) {
  const ImDrawIdx* index = list.IdxBuffer.Data + at;
  const ImVec2 a = list.VtxBuffer.Data[index[0]].pos, b = list.VtxBuffer.Data[index[1]].pos,
               c = list.VtxBuffer.Data[index[2]].pos;
  const auto low = [](float x, float y, float z, float by) {
    return static_cast<int>(std::floor(std::min({x, y, z}) * by));
  };
  const auto high = [](float x, float y, float z, float by) {
    return static_cast<int>(std::ceil(std::max({x, y, z}) * by)) + 1;
  };
  return {low(a.x, b.x, c.x, scale.x), low(a.y, b.y, c.y, scale.y), high(a.x, b.x, c.x, scale.x),
          high(a.y, b.y, c.y, scale.y)};
}

ChangedParts::Tiles ChangedParts::tiles_of(const ImDrawData& data, std::uint64_t seed) const {
  Tiles tiles{(screen_.right + kTile - 1) / kTile, (screen_.bottom + kTile - 1) / kTile, {}};
  tiles.content.assign(static_cast<std::size_t>(tiles.across * tiles.down), seed);
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const Pixels clip = clip_of(command, data.FramebufferScale, screen_);
      if (clip.empty()) continue;
      const std::uint64_t cut =
          mixed(mixed(static_cast<std::uint64_t>(clip.left) << 32, static_cast<std::uint64_t>(clip.top)),
                mixed(static_cast<std::uint64_t>(clip.right) << 32, static_cast<std::uint64_t>(clip.bottom)));
      for (unsigned at = command.IdxOffset; at + 3 <= command.IdxOffset + command.ElemCount; at += 3) {
        const Pixels touched = common(clip, bounds_of(*list, at, data.FramebufferScale));
        if (touched.empty()) continue;
        const ImDrawIdx* index = list->IdxBuffer.Data + at;
        std::uint64_t triangle = cut;
        for (int corner = 0; corner < 3; ++corner) triangle = bytes_of(triangle, list->VtxBuffer.Data[index[corner]]);
        for (int y = touched.top / kTile; y <= (touched.bottom - 1) / kTile; ++y) {
          for (int x = touched.left / kTile; x <= (touched.right - 1) / kTile; ++x) {
            std::uint64_t& tile = tiles.content[static_cast<std::size_t>(y * tiles.across + x)];
            tile = mixed(tile, triangle);
          }
        }
      }
    }
  }
  return tiles;
}

std::vector<Pixels> ChangedParts::of(const ImDrawData& data, ImU32 background) {
  const Pixels screen{0, 0, static_cast<int>(data.DisplaySize.x * data.FramebufferScale.x),
                      static_cast<int>(data.DisplaySize.y * data.FramebufferScale.y)};
  if (screen.right != screen_.right || screen.bottom != screen_.bottom) forget();
  screen_ = screen;
  Tiles now = tiles_of(data, background);
  const std::vector<std::uint64_t> before = std::exchange(before_, std::move(now.content));
  if (before.size() != before_.size()) return {screen};
  std::vector<char> changed(before.size());
  for (std::size_t tile = 0; tile < before.size(); ++tile) changed[tile] = before[tile] != before_[tile];
  std::vector<Pixels> parts = rectangles(changed, now.across, now.down);
  while (parts.size() > kMost) join_closest(parts);
  for (Pixels& part : parts) {
    part = common(screen, {part.left * kTile, part.top * kTile, part.right * kTile, part.bottom * kTile});
  }
  return parts;
}

}  // namespace formcast
