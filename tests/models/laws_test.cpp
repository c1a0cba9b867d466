// The laws of every model of the catalogue, which a new one joins by itself.
#include "tests/models/laws.hpp"

#include <tuple>

#include "models/catalogue.hpp"

namespace formcast {
namespace {

template <class Models>
struct TypesOf;
template <class... Model>
struct TypesOf<std::tuple<Model...>> {
  using type = ::testing::Types<Model...>;
};
INSTANTIATE_TYPED_TEST_SUITE_P(Catalogue, ModelLaws, TypesOf<Catalogue>::type, NamedByModel);

}  // namespace
}  // namespace formcast
