#include "lang/kernels_body.h"

namespace dateline::lang {

const Kernels* avx2_kernels() {
#if defined(__AVX2__) && defined(__FMA__)
  static const Kernels table = {maxout, maxout_part, maxout_sum, normalise, linear,
                                hidden, sum_rows,    largest,    "avx2"};
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &table : nullptr;
#else
  return nullptr;
#endif
}

}  // namespace dateline::lang
