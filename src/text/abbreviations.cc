#include "text/abbreviations.h"

#include <algorithm>
#include <array>

namespace dateline::text {
namespace {

// Sorted. English, German, Spanish and French as newspapers write them.
constexpr std::array<std::string_view, 86> kBeforeName = {
    "Abs",  "Adm", "Apr",  "Art",    "Aug",  "Bf",  "Bgm",  "Bhf", "Brig", "Bros", "Capt", "Cdr", "Cmdr",
    "Col",  "Cpl", "Dec",  "Dez",    "Dipl", "Dr",  "Dra",  "Drs", "Febr", "Feb",  "Fr",   "Gen", "Gov",
    "Hon",  "Hr",  "Hrn",  "Ing",    "Insp", "Jan", "Jul",  "Jun", "Kap",  "Lic",  "Lt",   "Ltn", "M",
    "Maj",  "Mag", "Mar",  "Messrs", "Min",  "Mme", "Mr",   "Mrs", "Ms",   "Mt",   "Nov",  "No",  "Nos",
    "Nr",   "Okt", "Oct",  "Ofc",    "Pfc",  "Ph",  "Prof", "Pte", "Pvt",  "Rep",  "Reps", "Rev", "Rt",
    "Sec",  "Sen", "Sens", "Sept",   "Sep",  "Sgt", "Spc",  "Sr",  "Sra",  "Srta", "St",   "Ste", "Str",
    "Supt", "Tel", "Vol",  "Fig",    "bzw",  "ca",  "vs",   "v"};

constexpr std::array<std::string_view, 36> kEither = {
    "Ave", "Blvd", "Co",  "Corp", "Dept", "Esq", "Est",    "Inc", "Jr",  "Ltd", "Mass", "Mio",
    "Mrd", "PLC",  "Rd",  "Univ", "a.m",  "am",  "approx", "cf",  "e.g", "ed",  "etc",  "ft",
    "i.e", "lbs",  "min", "mph",  "oz",   "p.m", "pm",     "pp",  "rd",  "u.a", "usw",  "z.B"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

// "U.S", "E.U", "a.m": letters with full stops between.
bool dotted_letters(std::string_view word) {
  if (word.size() < 3) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if ((i % 2 == 1) != (word[i] == '.')) return false;
  return word.size() % 2 == 1;
}

}  // namespace

Abbreviation abbreviation(std::string_view word) {
  if (word.size() > 8 || word.empty()) return Abbreviation::none;
  if (holds(kBeforeName, word)) return Abbreviation::before_name;
  if (dotted_letters(word) || holds(kEither, word)) return Abbreviation::either;
  return Abbreviation::none;
}

}  // namespace dateline::text
