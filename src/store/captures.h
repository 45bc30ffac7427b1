#pragma once
// Original bytes as they come out of the tables; for the files of this module.

#include <string>

#include "base/compress.h"
#include "store/record.h"
#include "store/sqlite.h"

namespace dateline::store {

// The bytes that the columns codec, size, bytes of `row`, from `column` on, stand for. Error `corrupt` when
// they do not give the hash `key`.
Result<std::string> unpack_capture(const Record& record, ArticleKey key, const Query& row, int column,
                                   Zstd& zstd);

}  // namespace dateline::store
