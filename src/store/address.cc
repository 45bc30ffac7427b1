#include "store/address.h"

#include <string_view>

namespace dateline::store {

std::string normal_address(std::string_view url) {
  url = url.substr(0, url.find('#'));
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  const std::size_t host = url.find_first_of("/?");
  std::string address(url.substr(0, host));
  for (char& c : address)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const std::string_view port : {":80", ":443"})
    if (address.ends_with(port)) address.erase(address.size() - port.size());
  if (address.empty()) return {};
  if (host == std::string_view::npos) return address + "/";
  if (url[host] == '?') address += '/';
  return address.append(url.substr(host));
}

std::string address_of(const Capture& capture, const Article& article) {
  for (const std::string& url : {article.url, capture.url})
    if (std::string address = normal_address(url); !address.empty()) return address;
  if (capture.path.empty() || capture.path == "-") return {};
  if (capture.id.empty() || capture.id == capture.path) return "file:" + capture.path;
  return "file:" + capture.path + "#" + capture.id;
}

}  // namespace dateline::store
