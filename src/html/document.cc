#include "html/document.h"

#include <lexbor/dom/interfaces/character_data.h>
#include <lexbor/html/html.h>

#include "html/depth.h"

namespace dateline::html {
namespace {

std::string_view view(const lxb_char_t* data, std::size_t size) {
  return data == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(data), size);
}

}  // namespace

constexpr std::uint16_t kUnknownTag = 65535;

std::uint16_t tag_id(std::string_view tag) {
  for (lxb_tag_id_t id = LXB_TAG__UNDEF + 1; id < LXB_TAG__LAST_ENTRY; ++id) {
    const lxb_tag_data_t* data = lxb_tag_data_by_id(id);
    if (data != nullptr && view(lexbor_hash_entry_str(&data->entry), data->entry.length) == tag)
      return static_cast<std::uint16_t>(id);
  }
  return kUnknownTag;
}

struct Parser::Impl {
  lxb_html_document_t* document = nullptr;
  std::vector<Node> nodes;
  std::vector<Attribute> attributes;
  ~Impl() {
    if (document != nullptr) lxb_html_document_destroy(document);
  }
};

Parser::Parser() : impl_(std::make_unique<Impl>()) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

namespace {

// Lays lexbor's tree out in document order.
class Flattener {
 public:
  Flattener(Parser::Impl& to, std::size_t most) : to_(to), most_(most) {}

  // False when there were more nodes than the limit.
  bool run(lxb_dom_node_t* root) {
    to_.nodes.clear();
    to_.attributes.clear();
    lxb_dom_node_t* at = root->first_child;
    std::uint32_t parent = 0;
    while (at != nullptr) {
      bool pushed = false;
      if (wanted(at)) {
        if (to_.nodes.size() == most_) {
          close_all();
          return false;
        }
        push(at, parent);
        pushed = true;
      }
      if (pushed && at->first_child != nullptr) {
        parent = static_cast<std::uint32_t>(to_.nodes.size() - 1);
        open_.push_back(parent);
        at = at->first_child;
        continue;
      }
      while (at->next == nullptr) {
        at = at->parent;
        if (at == root) {
          close_all();
          return true;
        }
        to_.nodes[open_.back()].end = size();
        open_.pop_back();
        parent = open_.empty() ? 0 : open_.back();
      }
      at = at->next;
    }
    close_all();
    return true;
  }

 private:
  static bool wanted(const lxb_dom_node_t* node) {
    return node->type == LXB_DOM_NODE_TYPE_ELEMENT || node->type == LXB_DOM_NODE_TYPE_TEXT;
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(to_.nodes.size()); }

  void close_all() {
    for (const std::uint32_t open : open_) to_.nodes[open].end = size();
    open_.clear();
  }

  void push(lxb_dom_node_t* node, std::uint32_t parent) {
    Node out;
    out.parent = parent;
    out.depth = static_cast<std::uint32_t>(open_.size());
    if (node->type == LXB_DOM_NODE_TYPE_TEXT) {
      const auto* text = lxb_dom_interface_character_data(node);
      out.text = view(text->data.data, text->data.length);
    } else {
      element(lxb_dom_interface_element(node), out);
    }
    out.end = size() + 1;
    to_.nodes.push_back(out);
  }

  void element(lxb_dom_element_t* element, Node& out) {
    std::size_t length = 0;
    const lxb_char_t* name = lxb_dom_element_local_name(element, &length);
    out.tag = view(name, length);
    const lxb_tag_id_t id = lxb_dom_element_tag_id(element);
    out.tag_id = id < LXB_TAG__LAST_ENTRY ? static_cast<std::uint16_t>(id) : kUnknownTag;
    if (out.tag.empty()) out.tag = "unknown";
    out.first_attribute = static_cast<std::uint32_t>(to_.attributes.size());
    for (lxb_dom_attr_t* a = lxb_dom_element_first_attribute(element); a != nullptr;
         a = lxb_dom_element_next_attribute(a)) {
      std::size_t name_length = 0;
      std::size_t value_length = 0;
      const lxb_char_t* key = lxb_dom_attr_local_name(a, &name_length);
      const lxb_char_t* value = lxb_dom_attr_value(a, &value_length);
      to_.attributes.push_back({view(key, name_length), view(value, value_length)});
    }
    out.attributes = static_cast<std::uint32_t>(to_.attributes.size()) - out.first_attribute;
  }

  Parser::Impl& to_;
  std::size_t most_;
  std::vector<std::uint32_t> open_;
};

}  // namespace

namespace {

enum class Built : unsigned char { whole, too_deep, too_large };

// Builds the tree piece by piece; gives up where it nests too deep, or takes memory out of all proportion to
// the bytes (tags that are never closed and opened again in every paragraph).
Built build(lxb_html_document_t* document, std::string_view utf8, bool check_depth) {
  constexpr std::size_t kMemoryAByte = 128;
  constexpr std::size_t kMemory = std::size_t{64} << 20;
  if (lxb_html_document_parse_chunk_begin(document) != LXB_STATUS_OK) return Built::too_large;
  const lxb_dom_document_t& dom = document->dom_document;
  const auto* parser = static_cast<const lxb_html_parser_t*>(dom.parser);
  Built built = Built::whole;
  for (std::size_t at = 0; at < utf8.size() && built == Built::whole; at += kDepthStep) {
    const std::string_view piece = utf8.substr(at, kDepthStep);
    if (lxb_html_document_parse_chunk(document, reinterpret_cast<const lxb_char_t*>(piece.data()),
                                      piece.size()) != LXB_STATUS_OK)
      built = Built::too_large;
    else if (check_depth && parser->tree->open_elements->length > kMaxDepth)
      built = Built::too_deep;
    else if (dom.mraw->mem->chunk_length * dom.mraw->mem->chunk_min_size >
             kMemory + kMemoryAByte * utf8.size())
      built = Built::too_large;
  }
  const bool ended = lxb_html_document_parse_chunk_end(document) == LXB_STATUS_OK;
  return built == Built::whole && !ended ? Built::too_large : built;
}

lxb_html_document_t* new_document() {
  lxb_html_document_t* document = lxb_html_document_create();
  if (document == nullptr) return nullptr;
  // Nobody listens to what is inserted.
  lxb_dom_document_opt_set(&document->dom_document, LXB_DOM_DOCUMENT_OPT_WO_EVENTS);
  // Few large pieces of memory instead of many small ones for each page.
  constexpr std::size_t kPiece = std::size_t{512} << 10;
  document->dom_document.mraw->mem->chunk_min_size = kPiece;
  document->dom_document.text->mem->chunk_min_size = kPiece;
  return document;
}

}  // namespace

Result<Document> Document::parse(Parser& parser, std::string_view utf8, const Limits& limits) {
  Parser::Impl& impl = parser.impl();
  if (impl.document == nullptr) impl.document = new_document();
  if (impl.document == nullptr) return fail(ErrorCode::limit, "no memory for the page's tree");
  lxb_html_document_clean(impl.document);
  Built built = build(impl.document, utf8, true);
  if (built == Built::too_deep) {
    std::string capped;
    lxb_html_document_clean(impl.document);
    built = build(impl.document, cap_depth(utf8, capped) ? capped : utf8, false);
  }
  if (built == Built::too_large) return fail(ErrorCode::limit, "the page's tree does not fit into memory");
  Document document;
  document.truncated_ = !Flattener(impl, limits.nodes).run(lxb_dom_interface_node(impl.document));
  document.nodes_ = impl.nodes;
  document.attributes_ = &impl.attributes;
  return document;
}

std::string_view Document::attribute(const Node& node, std::string_view name) const {
  for (const Attribute& a : attributes(node))
    if (a.name == name) return a.value.data() == nullptr ? std::string_view("") : a.value;
  return {};
}

}  // namespace dateline::html
