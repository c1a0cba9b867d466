// Prints the hash of the reference ensemble and of each model alone; exits 1 when one is not as committed.
#include "tests/same_bits.hpp"
#include "sim/ensemble/reference_hash.hpp"

int main() {
  if (!formcast::runs_here()) return formcast::kSkipped;
  bool same = true;
  for (const auto& [model, committed] : formcast::kReferenceHashes) {
    same = formcast::is_as_committed(model, formcast::reference_hash(model, {}), committed) && same;
  }
  return same ? 0 : 1;
}
