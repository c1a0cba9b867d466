#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace formcast {

/// Which form of a text goes with a number, by the rule of a PO file's Plural-Forms.
class PluralRule {
 public:
  /// "nplurals=2; plural=(n != 1);", also of English and German, for which "" stands. Throws std::invalid_argument for
  /// what is no such rule, or one that leads beyond its forms.
  explicit PluralRule(std::string_view forms = "");

  std::size_t forms() const { return forms_; }
  /// Below forms().
  std::size_t form(std::size_t n) const;

 private:
  std::size_t forms_ = 2;
  std::string rule_ = "n != 1";
};

}  // namespace formcast
