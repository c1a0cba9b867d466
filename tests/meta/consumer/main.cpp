#include <cstdio>

#include "sim/history/history.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const formcast::History history = formcast::read_history(argv[1]);
  for (const formcast::AthleteHistory& athlete : history.athletes) {
    std::printf("%d days, %zu tests\n", athlete.days(), athlete.tests.size());
  }
  return history.athletes.empty() ? 1 : 0;
}
