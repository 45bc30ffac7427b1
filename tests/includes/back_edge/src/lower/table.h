#pragma once
#include <sqlite3.h>
#include "upper/screen.h"
