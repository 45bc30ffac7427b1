#include "lang/kernels.h"

#include <cstdlib>

namespace dateline::lang {

const Kernels& kernels() {
  static const Kernels& chosen = [&]() -> const Kernels& {
    const char* portable = std::getenv("DATELINE_PORTABLE_KERNELS");
    if (portable != nullptr && portable[0] == '1') return portable_kernels();
    const Kernels* fast = avx2_kernels();
    return fast != nullptr ? *fast : portable_kernels();
  }();
  return chosen;
}

}  // namespace dateline::lang
