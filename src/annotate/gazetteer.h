#pragma once
// Known places, peoples and personal names by their folded form (text::fold). The table is made at build time
// from licensed lists by tools/names/make_gazetteer.py and compiled in; some 80,000 names, 1.1 MB.

#include <cstdint>
#include <string_view>

namespace dateline::annotate {

// Sorted lines "name TAB flags TAB country".
extern const std::string_view kGazetteerText;

struct Known {
  bool country = false;
  bool place = false;     // a region, sea, river ... known to news
  bool division = false;  // state, province: first order
  bool large_city = false;
  bool city = false;  // of 15,000 to 100,000
  bool given_name = false;
  bool surname = false;
  bool people = false;  // nationality, faith, tongue: "kenyan", "sunni"
  std::string_view
      code;  // ISO 3166 alpha-2 of the country that it is, is in or is of; empty where none is known
  bool any_place() const { return country || place || division || large_city || city; }
};

// `folded`: words by single blanks. All false for a name that is not known. Binary search, under a
// microsecond; the first call indexes the table (under a millisecond).
Known known_name(std::string_view folded);

}  // namespace dateline::annotate
