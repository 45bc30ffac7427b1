// Which days can a date mean?   days 2031-02 2031-04-05T06:07+02:00
#include <dateline/date.h>

#include <iostream>

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const auto date = dateline::parse_date(argv[i]);
    if (!date) {
      std::cout << argv[i] << ": no date\n";
      continue;
    }
    const dateline::DayInterval days = dateline::days_of(*date);
    std::cout << argv[i] << ": " << dateline::to_string(days.first) << " to "
              << dateline::to_string(days.last) << '\n';
  }
  return 0;
}
