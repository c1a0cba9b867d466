#include "sim/base/plural_rule.hpp"

#include <array>
#include <cctype>
#include <stdexcept>

namespace formcast {
namespace {

/// An expression of C over `n`, as gettext allows, evaluated as it is read.
class Expression {
 public:
  Expression(std::string_view text, std::size_t n) : rest_(text), n_(n) {}

  std::size_t value() {
    const std::size_t result = choice(0);
    skip_blanks();
    if (!rest_.empty()) fail();
    return result;
  }

 private:
  static constexpr int kDeepest = 40;  // parentheses and choices within one another

  [[noreturn]] static void fail() { throw std::invalid_argument("this is no rule for plurals"); }

  void skip_blanks() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0) rest_.remove_prefix(1);
  }

  bool takes(std::string_view sign) {
    skip_blanks();
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }

  std::size_t choice(int depth) {
    if (depth > kDeepest) fail();
    const std::size_t condition = binary(0, depth);
    if (!takes("?")) return condition;
    const std::size_t yes = choice(depth + 1);
    if (!takes(":")) fail();
    const std::size_t no = choice(depth + 1);
    return condition != 0 ? yes : no;
  }

  /// Operators by how loosely they bind; of two that begin alike the longer one first.
  std::size_t binary(std::size_t level, int depth) {
    static constexpr std::array<std::array<std::string_view, 4>, 6> kLevels{
        {{"||"}, {"&&"}, {"==", "!="}, {"<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"}}};
    if (level == kLevels.size()) return single(depth);
    std::size_t left = binary(level + 1, depth);
    for (;;) {
      std::string_view sign;
      for (const std::string_view one : kLevels[level]) {
        if (sign.empty() && !one.empty() && takes(one)) sign = one;
      }
      if (sign.empty()) return left;
      left = applied(sign, left, binary(level + 1, depth));
    }
  }

  static std::size_t applied(std::string_view sign, std::size_t a, std::size_t b) {
    if (sign == "||") return a != 0 || b != 0 ? 1 : 0;
    if (sign == "&&") return a != 0 && b != 0 ? 1 : 0;
    if (sign == "==") return a == b ? 1 : 0;
    if (sign == "!=") return a != b ? 1 : 0;
    if (sign == "<=") return a <= b ? 1 : 0;
    if (sign == ">=") return a >= b ? 1 : 0;
    if (sign == "<") return a < b ? 1 : 0;
    if (sign == ">") return a > b ? 1 : 0;
    if (sign == "+") return a + b;
    if (sign == "-") return a - b;
    if (sign == "*") return a * b;
    if (b == 0) fail();
    return sign == "/" ? a / b : a % b;
  }

  std::size_t single(int depth) {
    if (depth > kDeepest) fail();
    if (takes("!")) return single(depth + 1) == 0 ? 1 : 0;
    if (takes("n")) return n_;
    if (takes("(")) {
      const std::size_t inside = choice(depth + 1);
      if (!takes(")")) fail();
      return inside;
    }
    skip_blanks();
    std::size_t number = 0, digits = 0;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9' && ++digits < 7) {
      number = 10 * number + static_cast<std::size_t>(rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    if (digits == 0) fail();
    return number;
  }

  std::string_view rest_;
  std::size_t n_;
};

/// What follows `name=` up to a semicolon.
std::string_view part_of(std::string_view forms, std::string_view name) {
  const std::size_t at = forms.find(name);
  if (at == std::string_view::npos) throw std::invalid_argument("this is no rule for plurals");
  forms.remove_prefix(at + name.size());
  return forms.substr(0, forms.find(';'));
}

}  // namespace

PluralRule::PluralRule(std::string_view forms) {
  if (forms.empty()) return;
  forms_ = Expression(part_of(forms, "nplurals="), 0).value();
  rule_ = part_of(forms, "plural=");
  constexpr std::size_t kTried = 1000;  // rules repeat after a hundred
  for (std::size_t n = 0; n < kTried; ++n) {
    if (Expression(rule_, n).value() >= forms_)
      throw std::invalid_argument("this rule for plurals leads beyond its forms");
  }
}

std::size_t PluralRule::form(std::size_t n) const { return std::min(Expression(rule_, n).value(), forms_ - 1); }

}  // namespace formcast
