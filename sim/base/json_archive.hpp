#pragma once

#include <cereal/cereal.hpp>
#include <string>
#include <type_traits>

namespace formcast {

class JsonReader;
class JsonWriter;

// What Cereal requires of an archive, of both alike.
template <class Archive>
concept JsonArchive = std::is_same_v<Archive, JsonReader> || std::is_same_v<Archive, JsonWriter>;

template <JsonArchive Archive, class T>
void prologue(Archive& archive, const T&) {
  if constexpr (!std::is_arithmetic_v<T> && !std::is_same_v<T, std::string>) archive.enter();
}
template <JsonArchive Archive, class T>
void epilogue(Archive& archive, const T&) {
  if constexpr (!std::is_arithmetic_v<T> && !std::is_same_v<T, std::string>) archive.leave();
}
template <JsonArchive Archive, class T>
void prologue(Archive&, const cereal::NameValuePair<T>&) {}
template <JsonArchive Archive, class T>
void epilogue(Archive&, const cereal::NameValuePair<T>&) {}
template <JsonArchive Archive, class T>
void prologue(Archive&, const cereal::SizeTag<T>&) {}
template <JsonArchive Archive, class T>
void epilogue(Archive&, const cereal::SizeTag<T>&) {}

}  // namespace formcast
