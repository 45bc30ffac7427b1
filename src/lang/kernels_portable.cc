#include "lang/kernels_body.h"

namespace dateline::lang {

const Kernels& portable_kernels() {
  static const Kernels table = {maxout, maxout_part, maxout_sum, normalise, linear,
                                hidden, sum_rows,    largest,    "portable"};
  return table;
}

}  // namespace dateline::lang
