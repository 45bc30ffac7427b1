#pragma once
// The parts of resolve(); only time_*.cc include this.

#include <string>

#include "annotate/time_meaning.h"
#include "annotate/time_value.h"

namespace dateline::annotate {

class TimeResolver {
 public:
  TimeResolver(const TimeRule& rule, const TimeParts& parts, TimeContext& context, TimeMention& out)
      : rule_(rule), p_(parts), c_(context), out_(out) {}
  void run();

 private:
  // A day that something is counted from. Coarser than a day where only month or year is known.
  struct Base {
    Day day;
    PartialDate date;
  };

  void unresolved(std::string_view why) { out_.value.clear(), out_.why = why; }
  bool knows(const std::optional<Base>& base, Unit unit);
  std::optional<Base> published();
  std::optional<Base> reference();  // publication, or the story's day where the text tells the past
  std::optional<Base> narrative();  // the last day the story stood at, or publication
  void stand_at(const PartialDate& date, bool named);
  void give_day(const PartialDate& date, bool named);
  void add_part(Part part);
  void narrow();  // "the late 1990s" is its second half

  // time_calendar.cc: dates whose parts are named.
  void calendar();
  void with_era(int year);
  void month_and_day(int year);
  void season(int year);
  void part_of_year(int year);
  void fiscal(int year);
  void weekday_of_month(int year);
  void week_number(int year);
  void other_calendar();
  std::optional<DayInterval> nearest_feast(int feast, const Base& from) const;
  void holiday();
  std::optional<int> year_for(unsigned month, unsigned day);
  std::optional<int> year_by_tense(unsigned month, unsigned day);
  std::optional<int> relative_year();
  int named_year() const;

  // time_relative.cc: dates counted from another.
  void weekday();
  void deictic();
  void unit();
  void the_unit();
  void business();
  void ago();
  void ahead();
  void shifted();
  Day weekday_near(Day from) const;
  void weekend(const Base& base, int n);
  void step_from(const Base& base, int sign);
  std::pair<int, int> reported_quarter() const;

  // time_counts.cc: durations, sets, times of day.
  void duration();
  void span_of_duration();
  std::string duration_value() const;
  void set();
  void time_of_day();
  std::optional<int> minutes() const;

  const TimeRule& rule_;
  const TimeParts& p_;
  TimeContext& c_;
  TimeMention& out_;
};

// Years that a count of units covers; a bound against absurd numbers.
bool too_far(const Count& count);

}  // namespace dateline::annotate
