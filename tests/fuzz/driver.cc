// Runs a fuzz target without libFuzzer: the project's own pages, and changed copies of them, always the same
// ones. It shows that each target builds, ends and holds on near misses; ./dev fuzz looks for what nobody
// thought of.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);
extern "C" __attribute__((weak)) std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                                                     std::size_t most, unsigned seed);

namespace {

constexpr std::size_t kMost = 16384;  // bytes of an input
constexpr int kInputs = 300;

std::mt19937& random_numbers() {
  static std::mt19937 numbers(20310506);
  return numbers;
}

std::size_t below(std::size_t bound) {
  return bound == 0 ? 0 : random_numbers()() % bound;
}

std::vector<std::string> pages(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<std::string> out{""};
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    if (out.back().size() > kMost / 2) out.back().resize(kMost / 2);
  }
  return out;
}

}  // namespace

// One change: a byte, a piece that is cut out, or a piece that is said twice.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most) {
  if (size == 0) {
    if (most == 0) return 0;
    data[0] = static_cast<std::uint8_t>(below(256));
    return 1;
  }
  const std::size_t at = below(size);
  const std::size_t piece = std::min(size - at, 1 + below(64));
  switch (below(3)) {
    case 0:
      data[at] = static_cast<std::uint8_t>(below(256));
      return size;
    case 1:
      std::memmove(data + at, data + at + piece, size - at - piece);
      return size - piece;
    default:
      if (size + piece > most) return size;
      std::memmove(data + at + piece, data + at, size - at);
      return size + piece;
  }
}

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("smoke FOLDER: runs the target on the files of a folder and changed copies of them\n", stderr);
    return 2;
  }
  const std::vector<std::string> seeds = pages(argv[1]);
  if (seeds.size() < 2) {
    std::fputs("no file in that folder\n", stderr);
    return 1;
  }
  std::vector<std::uint8_t> input(kMost);
  for (int i = 0; i < kInputs; ++i) {
    const std::string& seed = seeds[below(seeds.size())];
    std::ranges::copy(seed, input.begin());
    std::size_t size = seed.size();
    for (std::size_t changes = below(12); changes > 0; --changes)
      size =
          LLVMFuzzerCustomMutator != nullptr
              ? LLVMFuzzerCustomMutator(input.data(), size, kMost, static_cast<unsigned>(random_numbers()()))
              : LLVMFuzzerMutate(input.data(), size, kMost);
    LLVMFuzzerTestOneInput(input.data(), size);
  }
  std::printf("%d inputs\n", kInputs);
  return 0;
}
