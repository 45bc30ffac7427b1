#pragma once
#include <sqlite3.h>
#include "lower/table.h"
