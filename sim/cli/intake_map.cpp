#include "sim/cli/intake_map.hpp"

#include <fstream>
#include <iterator>

#include "sim/base/input_error.hpp"
#include "sim/exports/mapping_toml.hpp"

namespace formcast {

std::vector<intake::Mapping> read_mappings(const std::vector<std::string>& files) {
  std::vector<intake::Mapping> mappings;
  for (const std::string& file : files) mappings.push_back(intake::read_mapping(read_text(file), file));
  return mappings;
}

std::string proposed_map(const std::string& file, const intake::CsvChoices& choices) {
  std::ifstream input(file, std::ios::binary);  // not read_text: what Windows writes is no UTF-8
  if (!input) throw InputError(Place{file}, "cannot be opened");
  const std::string text{std::istreambuf_iterator<char>(input), {}};
  const auto proposal = intake::propose_mapping(text, choices);
  if (!proposal) throw InputError(Place{file}, "is no table of columns with headings and rows");
  return intake::mapping_toml(*proposal);
}

}  // namespace formcast
