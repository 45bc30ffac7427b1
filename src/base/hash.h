#pragma once
// XXH3 hashes: fast, stable across machines and versions, not for use against an adversary.

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend auto operator<=>(const Hash128&, const Hash128&) = default;
};

Hash128 hash128(std::string_view bytes);
std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);
std::string to_hex(Hash128 hash);  // 32 lower-case digits, high first

}  // namespace dateline
