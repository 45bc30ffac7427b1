#include "annotate/names_words_en.h"

#include <unordered_map>

namespace dateline::annotate {
namespace {

struct Row {
  WordClass word_class;
  std::string_view words;  // folded, a blank after each
};

constexpr Row kRows[] = {
    {WordClass::honorific,
     "alhaja alhaji barr. capt capt. col col. dame dr dr. engr engr. fr. gen gen. gov gov. hon hon. lord lt "
     "lt. "
     "maj maj. miss mr mr. mrs mrs. ms ms. mx prof prof. rep rep. rev rev. sen sen. sgt sgt. shri sir smt "},
    {WordClass::title,
     "activist actor actress admiral advocate al-hajj alhaja alhaji ambassador analyst arch. archbishop "
     "attorney aunt auntie aunty author ayatollah baron baroness barr. barrister bishop brigadier brother "
     "capt "
     "capt. captain cardinal ceo cfo chair chairman chairperson chairwoman chancellor chief chief-minister "
     "co-founder coach col col. colonel commander commissioner comrade congressman congresswoman constable "
     "coo "
     "corporal counsel count countess dame defender deputy detective dictator director doctor don dona dr "
     "dr. "
     "duchess duke earl economist elder emir emperor empress engr engr. ex-minister ex-president excellency "
     "father forward founder fr. gen gen. general goalkeeper gov gov. governor haji hajj highness historian "
     "hon "
     "hon. honorable honourable imam inspector journalist judge justice king lady lawyer leader lieutenant "
     "lord "
     "lt lt. madam madame maj maj. majesty major manager marshal maulana mayor md. midfielder minister miss "
     "monsieur mp mr mr. mrs mrs. ms ms. mufti mullah mx officer pastor pope premier president "
     "president-elect "
     "prince princess private prof prof. professor queen rabbi rep rep. reporter representative researcher "
     "rev "
     "rev. reverend royal saint scientist secretary sen sen. senator senator-elect senor senora sergeant sgt "
     "sgt. shaikh shaykh sheik sheikh shri singer sir sister skipper smt speaker spokesman spokesperson "
     "spokeswoman st. striker sultan superintendent then-president treasurer tsar uncle vice-president "
     "winger "
     "writer "},
    {WordClass::job,
     "activist actor actress admiral adviser advisor advocate aide al-hajj alhaja alhaji ambassador analyst "
     "arch. archbishop architect artist athlete attorney aunt auntie aunty author ayatollah baron baroness "
     "barr. barrister batsman billionaire bishop boss bowler boxer brigadier brother businessman "
     "businesswoman "
     "candidate capt capt. captain cardinal ceo cfo chair chairman chairperson chairwoman champion "
     "chancellor "
     "chef chief chief-minister cleric co-founder coach col col. colonel commander commissioner comrade "
     "congressman congresswoman constable coo corporal counsel count countess cousin cricketer dame daughter "
     "defendant defender deputy detective dictator diplomat director doctor don dona dr dr. duchess duke "
     "earl "
     "economist editor elder emir emperor empress engineer engr engr. entrepreneur envoy ex-minister "
     "ex-president excellency executive expert farmer father fighter filmmaker footballer forward founder "
     "fr. "
     "friend gen gen. general goalkeeper gov gov. governor haji hajj head highness historian hon hon. "
     "honorable "
     "honourable husband imam inspector journalist judge justice king lady lawmaker lawyer leader legislator "
     "lieutenant lord lt lt. madam madame maj maj. majesty major manager marshal maulana mayor md. "
     "midfielder "
     "militant minister miss model monsieur mother mp mr mr. mrs mrs. ms ms. mufti mullah musician mx nephew "
     "niece novelist nurse officer official opponent owner pastor photographer player poet politician pope "
     "preacher premier president president-elect prince princess private prof prof. professor prosecutor "
     "queen "
     "rabbi rapper rep rep. reporter representative researcher resident rev rev. reverend rival royal saint "
     "scientist secretary sen sen. senator senator-elect senor senora sergeant sgt sgt. shaikh shaykh sheik "
     "sheikh shri singer sir sister skipper smt soldier son speaker specialist spokesman spokesperson "
     "spokeswoman sprinter st. striker student sultan superintendent surgeon suspect swimmer teacher "
     "teammate "
     "then-president treasurer tsar tycoon uncle vice-president victim widow wife winger writer "},
    {WordClass::organization_head,
     "academy ag agency airlines airways alliance apparels army assembly associates association authority "
     "band "
     "bank battalion bhd board brigade broadcasting brotherhood bureau cabinet capital center centre cf "
     "chamber "
     "channel chapter church club co-operative co. coalition collective college command commission committee "
     "communications company confederacy confederation congress consortium cooperation cooperative corp "
     "corp. "
     "corporation corps council court crew daily department directorate division energy enterprises "
     "entertainment f.c. faculty fc federation force forces forum foundation front fund garments gas gazette "
     "gmbh government group guard herald holdings hospital house inc inc. industries inspectorate institute "
     "institution insurance label laboratories laboratory labs league limited llc ltd ltd. magazine media "
     "militia mills minerals mining ministries ministry motors movement navy network networks news newspaper "
     "office oil orchestra organisation organization parliament partners party petroleum pharma "
     "pharmaceuticals "
     "platform plc police post press pvt radio rangers records regiment registry resources s.a. sc school "
     "sdn "
     "secretariat securities senate service services society solutions squadron studio studios syndicate "
     "systems taliban task-force taskforce team technologies technology telecom television textiles times "
     "tribunal tribune trust tv union unit united university workers "},
    {WordClass::organization_noun,
     "agency band club company council firm government group magazine newspaper party platform team tribe "
     "union "
     "website "},
    {WordClass::place_head,
     "archipelago basin bay beach borough canyon cape central city coast commune continent county creek "
     "delta "
     "desert district east eastern falls forest governorate gulf harbor harbour heights hemisphere hill "
     "hills "
     "island islands isle lake lower mount mountain mountains mt mt. municipality north northern oblast "
     "ocean "
     "parish park peninsula plain plateau point port prefecture province region reservation reserve river "
     "sea "
     "south southern springs strait strip sub-county subcounty suburb taluk tehsil territories territory "
     "town "
     "township upazila upper valley village ward west western "},
    {WordClass::facility_head,
     "airport arena avenue barracks base boulevard bridge building camp canal cathedral cemetery center "
     "centre "
     "church complex dam detention drive embassy expressway factory gallery garden gardens hall headquarters "
     "highway hospital hotel house jail lane library mall market memorial mine monastery monument mosque "
     "motorway museum palace pipeline plant port prison reactor road square stadium station street temple "
     "terminal theater theatre tower "},
    {WordClass::event_head,
     "accord act agreement attack attacks award awards battle bill campaign championship championships "
     "charter "
     "conference congress constitution convention covenant crisis cup day deal election elections exhibition "
     "festival forum games genocide grand holocaust initiative law league marathon massacre month olympics "
     "open "
     "operation pact pandemic partnership plan prix prize program programme project protocol rally "
     "revolution "
     "scheme season series spring summit tour tournament treaty uprising war week year "},
    {WordClass::say,
     "add admit announce argue ask believe claim declare describe explain insist know note recall reply say "
     "state stress suggest tell think tweet urge warn write "},
    {WordClass::person_verb,
     "bear cry die drink eat feel graduate grow hope laugh live love marry play remember resign score sing "
     "sit "
     "smile speak stand study walk want wear win "},
    {WordClass::place_preposition,
     "across around at from in inside into near outside over throughout to toward towards via "},
    {WordClass::place_noun_of,
     "area capital city commune community county district governorate island kingdom municipality "
     "neighborhood "
     "neighbourhood port province region republic state suburb town township village "},
    {WordClass::people_noun,
     "ancestors authorities chief children citizen citizens communities community culture descent elder "
     "elders "
     "ethnic families family fighters forces heritage immigrants knowledge lands language languages leaders "
     "man "
     "men migrant migrants minorities minority muslim muslims nation national nationals nations officials "
     "origin people peoples refugees rights soldiers speakers students tribe tribes troops villagers woman "
     "women youth "},
    {WordClass::state_noun,
     "army authorities border capital economy embassy forces foreign government military officials "
     "parliament "
     "people police president prime state troops "},
    {WordClass::particle,
     "abu af al al- ben bin bint da das de del dela della den der di dos du e el ibn la le st. ten ter ul ur "
     "van von y zu "},
    {WordClass::article, "a an the "},
    {WordClass::family,
     "brother children daughter family father friend husband lawyer mother parents sister son widow wife "},
    {WordClass::date_word,
     "apr april aug august covid covid-19 dec december feb feb. february friday jan jan. january jul july "
     "jun "
     "june mar march may monday nov november oct october saturday sep september sunday thursday tuesday "
     "wednesday "},
    {WordClass::first_of_place,
     "cape central east eastern el fort lake las los mount mt mt. north northern port san santa south "
     "southern "
     "west western "},
    {WordClass::place_noun,
     "airport area border city coast county district island municipality province region river state street "
     "town village "},
    {WordClass::inner_preposition, "against for of on to "},
    {WordClass::initials_skip, "& and de del for in of on the to "},
    {WordClass::inner_place_preposition, "across around at in inside near outside throughout "},
};

std::unordered_map<std::string_view, WordClasses> index_of_rows() {
  std::unordered_map<std::string_view, WordClasses> index;
  for (const Row& row : kRows) {
    for (std::size_t at = 0; at < row.words.size();) {
      const std::size_t end = row.words.find(' ', at);
      index[row.words.substr(at, end - at)].add(row.word_class);
      at = end + 1;
    }
  }
  return index;
}

}  // namespace

WordClasses word_classes(std::string_view folded) {
  static const std::unordered_map<std::string_view, WordClasses> index = index_of_rows();
  const auto found = index.find(folded);
  return found == index.end() ? WordClasses{} : found->second;
}

}  // namespace dateline::annotate
