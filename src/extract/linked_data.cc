#include "extract/linked_data.h"

#include <algorithm>
#include <array>

#include "extract/authors.h"
#include "extract/metadata.h"
#include "extract/words.h"

namespace dateline::extract {
namespace {

constexpr int kDeepest = 8;
constexpr std::size_t kMostNames = 100;  // authors, and persons that are described

constexpr std::array<std::string_view, 17> kArticleTypes = {"NewsArticle",
                                                            "Article",
                                                            "BlogPosting",
                                                            "ReportageNewsArticle",
                                                            "LiveBlogPosting",
                                                            "OpinionNewsArticle",
                                                            "AnalysisNewsArticle",
                                                            "BackgroundNewsArticle",
                                                            "Report",
                                                            "Review",
                                                            "SocialMediaPosting",
                                                            "TechArticle",
                                                            "ReviewNewsArticle",
                                                            "ScholarlyArticle",
                                                            "DiscussionForumPosting",
                                                            "Recipe",
                                                            "HowTo"};
constexpr std::array<std::string_view, 4> kPageTypes = {"WebPage", "ItemPage", "AboutPage", "FAQPage"};
constexpr std::array<std::string_view, 1> kVideoTypes = {"VideoObject"};
constexpr std::array<std::string_view, 3> kDeskTypes = {"Organization", "NewsMediaOrganization",
                                                        "Corporation"};

template <std::size_t N>
bool has_type(const json::Value& object, const std::array<std::string_view, N>& types) {
  const json::Value type = object["@type"];
  bool yes = false;
  const auto test = [&](json::Value v) {
    const std::string_view name = v.string();  // "http://schema.org/NewsArticle", too
    const std::size_t slash = name.rfind('/');
    yes = yes || std::find(types.begin(), types.end(),
                           slash == std::string_view::npos ? name : name.substr(slash + 1)) != types.end();
  };
  test(type);
  type.each(test);
  return yes;
}

bool is_person(const json::Value& object) {
  return has_type(object, std::array<std::string_view, 1>{"Person"});
}

// JSON-LD is often written by hand: control characters and comments around it are common.
std::string repaired_json(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  for (const std::string_view mark : {"<![CDATA[", "]]>", "//<!", "//]", "/*", "*/", "<!--", "-->"})
    for (std::size_t at = out.find(mark); at != std::string::npos && at < 40; at = out.find(mark))
      out.erase(at, mark.size());
  return out;
}

class Linked {
 public:
  void read(const json::Value& value, int depth = 0) {
    if (depth > kDeepest) return;
    value.each([&](json::Value v) { read(v, depth + 1); });
    if (!value.is_object()) return;
    const bool is_article = has_type(value, kArticleTypes);
    if (is_article) article(value);
    if (has_type(value, kVideoTypes) && depth == 0) out_.video = true;
    read(value["@graph"], depth + 1);
    if (!is_article) read(value["mainEntity"], depth + 1);
    if (people_.size() < kMostNames && is_person(value) && !value["name"].string().empty())
      people_.emplace_back(value["name"].string(), value["@id"].string());
    if (has_type(value, kPageTypes)) page(value);
  }

  LinkedData result() {
    if (of_article_.empty()) of_article_ = std::move(of_page_);
    for (const Signed& author : of_article_.authors) out_.authors.push_back(author.name);
    out_.by_desk =
        !of_article_.authors.empty() && std::all_of(of_article_.authors.begin(), of_article_.authors.end(),
                                                    [](const Signed& author) { return author.desk; });
    const std::vector<std::string>& named = of_article_.references;
    for (auto& [name, id] : people_) {
      if (!id.empty() && std::find(named.begin(), named.end(), id) != named.end()) {
        out_.authors.push_back(std::move(name));
        out_.by_desk = false;
      } else if (std::find(out_.people.begin(), out_.people.end(), name) == out_.people.end()) {
        out_.people.push_back(std::move(name));
      }
    }
    return std::move(out_);
  }

 private:
  struct Signed {
    std::string name;
    bool desk = false;
  };
  struct Authors {
    std::vector<Signed> authors;
    std::vector<std::string> references;  // "@id" of persons that are described elsewhere
    bool empty() const { return authors.empty() && references.empty(); }
  };

  static void names(const json::Value& value, Authors& to, bool desk, int depth) {
    if (depth > kDeepest || to.authors.size() + to.references.size() >= kMostNames) return;
    if (value.is_string()) {
      if (value.string().find("://") == std::string_view::npos)
        to.authors.push_back({without_tags(without_references(value.string())), desk});
    } else if (value.is_object()) {
      const json::Value name = value["name"];
      desk = desk || has_type(value, kDeskTypes);
      // The publisher often stands behind the persons as one more author; an agency does so for its part.
      if (desk && !to.empty() && !is_agency(name.string())) return;
      names(name, to, desk, depth + 1);
      names(value["@list"], to, desk, depth + 1);
      if (name.is_null() && !value["@id"].string().empty()) to.references.emplace_back(value["@id"].string());
    }
    value.each([&](json::Value v) { names(v, to, desk, depth + 1); });
  }

  void article(const json::Value& value) {
    if (out_.headline.empty()) out_.headline = without_references(value["headline"].string());
    if (of_article_.empty()) names(value["author"], of_article_, false, 0);
    if (of_article_.empty()) names(value["creator"], of_article_, false, 0);
    if (out_.publisher.empty()) out_.publisher = without_references(value["publisher"]["name"].string());
    if (!out_.published) out_.published = date_in_attribute(value["datePublished"].string());
    if (!out_.modified) out_.modified = date_in_attribute(value["dateModified"].string());
    if (out_.body.empty()) out_.body = value["articleBody"].string();
    const json::Value free = value["isAccessibleForFree"];
    if (free.type() == json::Type::boolean) out_.paywalled = !free.boolean();
    if (free.is_string()) out_.paywalled = same_word(free.string(), "false");
  }

  void page(const json::Value& value) {
    if (of_page_.empty()) names(value["author"], of_page_, false, 0);
    if (!out_.page_published) out_.page_published = date_in_attribute(value["datePublished"].string());
  }

  LinkedData out_;
  Authors of_article_;
  Authors of_page_;
  std::vector<std::pair<std::string, std::string>> people_;  // name, "@id"
};

}  // namespace

LinkedData read_linked_data(const std::vector<std::string_view>& scripts, json::Parser& parser) {
  Linked linked;
  for (const std::string_view text : scripts) {
    auto value = parser.parse(text);
    if (!value) value = parser.parse(repaired_json(text));
    if (value) linked.read(*value);
  }
  return linked.result();
}

}  // namespace dateline::extract
