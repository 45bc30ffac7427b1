#include "lang/kernels_body.h"

namespace dateline::lang {

const Kernels* avx2_kernels() {
#ifdef __AVX2__
  static const Kernels table = {maxout, maxout_part, maxout_sum, normalise, linear, hidden, largest, "avx2"};
  return __builtin_cpu_supports("avx2") ? &table : nullptr;
#else
  return nullptr;
#endif
}

}  // namespace dateline::lang
