#include "ingest/webarchive.h"

#include <optional>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "base/utf8.h"
#include "ingest/ascii.h"
#include "ingest/mime.h"

namespace dateline::ingest {
namespace {

// Binary property list, version 00 (Apple's CFBinaryPList):
//   "bplist00" | objects | table of their offsets | trailer of 32 bytes
// An object is a byte of type and size, then its content; dictionaries refer to objects by number. Every
// number read is checked against the file; nothing is followed deeper than the two levels that a web archive
// needs.
class BinaryPlist {
 public:
  explicit BinaryPlist(std::string_view bytes) : bytes_(bytes) {
    if (bytes.size() < 40) return;
    const std::size_t trailer = bytes.size() - 32;
    offset_size_ = static_cast<unsigned char>(bytes[trailer + 6]);
    reference_size_ = static_cast<unsigned char>(bytes[trailer + 7]);
    count_ = number(trailer + 8, 8);
    top_ = number(trailer + 16, 8);
    table_ = number(trailer + 24, 8);
    valid_ = offset_size_ >= 1 && offset_size_ <= 8 && reference_size_ >= 1 && reference_size_ <= 8 &&
             table_ <= trailer && count_ <= (trailer - table_) / offset_size_ && top_ < count_;
  }

  std::optional<std::uint64_t> top() const { return valid_ ? std::optional(top_) : std::nullopt; }

  // The value of a key of a dictionary, as an object's number.
  std::optional<std::uint64_t> member(std::uint64_t dictionary, std::string_view key) const {
    const auto found = content(dictionary, 0xD);
    if (!found || found->size > bytes_.size() / (2 * reference_size_)) return std::nullopt;
    if (found->begin + found->size * 2 * reference_size_ > bytes_.size()) return std::nullopt;
    for (std::uint64_t i = 0; i < found->size; ++i) {
      if (text(number(found->begin + i * reference_size_, reference_size_)) != key) continue;
      return number(found->begin + (found->size + i) * reference_size_, reference_size_);
    }
    return std::nullopt;
  }

  std::string_view data(std::uint64_t object) const { return plain(object, 0x4); }

  // ASCII or UTF-16 (big endian) string as UTF-8.
  std::string text(std::uint64_t object) const {
    if (content(object, 0x5)) return utf8::repaired(plain(object, 0x5));
    const auto found = content(object, 0x6);
    std::string out;
    if (!found || found->size > (bytes_.size() - found->begin) / 2) return out;
    for (std::uint64_t i = 0; i < found->size; ++i) {
      char32_t unit = static_cast<char32_t>(number(found->begin + 2 * i, 2));
      if (unit >= 0xD800 && unit < 0xDC00 && i + 1 < found->size) {
        const auto low = static_cast<char32_t>(number(found->begin + 2 * i + 2, 2));
        if (low >= 0xDC00 && low < 0xE000) {
          unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
          ++i;
        }
      }
      utf8::append(out, unit);
    }
    return utf8::repaired(out);
  }

 private:
  struct Content {
    std::size_t begin;
    std::uint64_t size;
  };

  std::uint64_t number(std::uint64_t at, std::uint64_t size) const {
    std::uint64_t value = 0;
    for (std::uint64_t i = 0; i < size && at + i < bytes_.size(); ++i)
      value = value << 8 | static_cast<unsigned char>(bytes_[at + i]);
    return value;
  }

  // Where the content of an object of that type begins, and its count.
  std::optional<Content> content(std::uint64_t object, unsigned type) const {
    if (!valid_ || object >= count_) return std::nullopt;
    const std::uint64_t at = number(table_ + object * offset_size_, offset_size_);
    if (at >= bytes_.size()) return std::nullopt;
    const auto mark = static_cast<unsigned char>(bytes_[at]);
    if (mark >> 4 != type) return std::nullopt;
    if ((mark & 0x0F) != 0x0F) return Content{at + 1, mark & 0x0FU};
    if (at + 1 >= bytes_.size()) return std::nullopt;
    const std::uint64_t width = std::uint64_t{1} << (static_cast<unsigned char>(bytes_[at + 1]) & 0x03);
    if (at + 2 + width > bytes_.size()) return std::nullopt;
    return Content{at + 2 + width, number(at + 2, width)};
  }

  std::string_view plain(std::uint64_t object, unsigned type) const {
    const auto found = content(object, type);
    if (!found || found->begin > bytes_.size() || found->size > bytes_.size() - found->begin) return {};
    return bytes_.substr(found->begin, found->size);
  }

  std::string_view bytes_;
  std::uint64_t offset_size_ = 0;
  std::uint64_t reference_size_ = 0;
  std::uint64_t count_ = 0;
  std::uint64_t top_ = 0;
  std::uint64_t table_ = 0;
  bool valid_ = false;
};

struct Resource {
  std::string data;
  std::string url;
  std::string charset;
  std::string type;
};

std::optional<Resource> read_binary(std::string_view bytes) {
  const BinaryPlist plist(bytes);
  const auto main = plist.top() ? plist.member(*plist.top(), "WebMainResource") : std::nullopt;
  if (!main) return std::nullopt;
  const auto text = [&](std::string_view key) {
    const auto found = plist.member(*main, key);
    return found ? plist.text(*found) : std::string();
  };
  Resource resource{
      {}, text("WebResourceURL"), text("WebResourceTextEncodingName"), text("WebResourceMIMEType")};
  if (const auto data = plist.member(*main, "WebResourceData")) resource.data = plist.data(*data);
  return resource;
}

pugi::xml_node value_of(pugi::xml_node dictionary, std::string_view key) {
  for (const pugi::xml_node child : dictionary.children("key"))
    if (child.text().get() == key) return child.next_sibling();
  return {};
}

std::optional<Resource> read_xml(std::string_view bytes) {
  pugi::xml_document document;
  document.load_buffer(bytes.data(), bytes.size());
  const pugi::xml_node main = value_of(document.child("plist").child("dict"), "WebMainResource");
  if (!main) return std::nullopt;
  const auto text = [&](std::string_view key) { return std::string(value_of(main, key).text().get()); };
  return Resource{decode_base64(value_of(main, "WebResourceData").text().get()), text("WebResourceURL"),
                  text("WebResourceTextEncodingName"), text("WebResourceMIMEType")};
}

}  // namespace

std::unique_ptr<CaptureSource> open_webarchive(Input input) {
  const auto bytes = read_whole(input);
  if (!bytes) return one_item(problem(input.path, bytes.error()));
  auto resource = bytes->starts_with("bplist") ? read_binary(*bytes) : read_xml(*bytes);
  if (!resource || trimmed(resource->data).empty())
    return one_item(
        problem(input.path, ErrorCode::corrupt,
                fmt::format("{}: a property list without a page in it, or a damaged one", input.path)));
  Capture capture;
  capture.id = capture.path = input.path;
  capture.url = std::move(resource->url);
  capture.charset = std::move(resource->charset);
  capture.bytes = std::move(resource->data);
  if (resource->type == "text/plain") capture.kind = CaptureKind::text;
  return one_item(std::move(capture));
}

}  // namespace dateline::ingest
